/** How a stopped run goes on: with a damaged checkpoint, and with one that another program or run has saved. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { saveCheckpoint } from "lib/training/checkpoint";
import { train, type TrainOptions } from "lib/training";
import { initTiny, tinyBatches, type TinyParams } from "./tiny_model.ts";
import { free, inFolder, savedOptions } from "./tiny_run.ts";
import { namesIn } from "../temporary_folder.ts";

await tf.setBackend("cpu");

async function flipLastBit(path: string): Promise<void> {
  const bytes = await Deno.readFile(path);
  bytes[bytes.length - 1] ^= 1;
  await Deno.writeFile(path, bytes);
}

const whole = await train({ ...savedOptions(""), checkpoints: undefined });

Deno.test("a run resumes from the checkpoint before a damaged one, with the same losses and a warning", async () => {
  const warnings = await inFolder(async (folder) => {
    free(await train(savedOptions(folder, { steps: 9 }))); // leaves 8 and 9
    await flipLastBit(`${folder}/step-00000009/model.safetensors`);
    const tensors = tf.memory().numTensors;
    const resumed: number[] = [];
    const result = await train(savedOptions(folder, {
      onCheckpoint: ({ kind, step }) => kind === "resumed" ? void resumed.push(step) : undefined,
    }));
    assert.deepEqual(resumed, [8]);
    assert.deepEqual(result.history, whole.history);
    free(result);
    assert.equal(tf.memory().numTensors, tensors);
    assert.deepEqual(await namesIn(folder), ["damaged-step-00000009", "step-00000008", "step-00000012"]);
  });
  assert.equal(warnings.length, 1);
  assert.match(
    warnings[0],
    /step-00000009 is damaged: model\.safetensors is not what was written.*set aside as/,
  );
});

Deno.test("a run whose checkpoints are all damaged starts again, with a warning", async () => {
  const emptied = (path: string) => Deno.truncate(path, 0);
  for (const damage of [flipLastBit, emptied]) {
    const warnings = await inFolder(async (folder) => {
      free(await train(savedOptions(folder, { steps: 9 })));
      await damage(`${folder}/step-00000009/optimizer.safetensors`);
      await damage(`${folder}/step-00000008/optimizer.safetensors`);
      const result = await train(savedOptions(folder));
      assert.deepEqual(result.history, whole.history);
      free(result);
    });
    assert.equal(warnings.length, 3);
    assert.match(warnings[2], /has no usable checkpoint left. The training starts again at step 0/);
  }
});

Deno.test("a damaged checkpoint is in nobody's way: with `start`, and where resume is switched off", async () => {
  await inFolder(async (folder) => {
    free(await train(savedOptions(folder, { steps: 9 })));
    for (const step of ["08", "09"]) await Deno.truncate(`${folder}/step-000000${step}/model.safetensors`, 9);
    const half = await train(savedOptions(folder, {
      steps: 5,
      checkpoints: { folder, every: 4, resume: false, config: { width: 7 } },
    }));
    await Deno.truncate(`${folder}/step-00000005/checkpoint.json`, 9);
    const rest = await train(savedOptions(folder, { start: half }));
    assert.deepEqual(rest.history, whole.history);
    [half, rest].forEach(free);
  });
});

Deno.test("a checkpoint that another program saved is refused with a sentence, and stays", async () => {
  const foreign: [string, unknown, RegExp][] = [
    ["no record of a run", null, /no settings and losses that train\(\) wrote/],
    [
      "losses that are none",
      { settings: {}, history: { train: "x", heldOut: [] } },
      /no settings and losses/,
    ],
  ];
  for (const [what, run, message] of foreign) {
    await inFolder(async (folder) => {
      const params = initTiny();
      const checkpoint = {
        step: 3,
        heldOutLoss: null,
        params,
        optimizer: { t: tf.scalar(3) },
        config: { width: 7 },
      };
      await saveCheckpoint(folder, { checkpoint: { ...checkpoint, run: run as null }, keepLast: 1 });
      await assert.rejects(
        train(savedOptions(folder)),
        (e: Error) => e instanceof RangeError && message.test(e.message),
        what,
      );
      assert.deepEqual(await namesIn(folder), ["step-00000003"]);
    });
  }
});

Deno.test("an optimizer that is not AdamW's for these weights is refused with the difference", async () => {
  await inFolder(async (folder) => {
    free(
      await train(
        savedOptions(folder, { steps: 5, checkpoints: { folder, every: 9, config: { width: 7 } } }),
      ),
    );
    const { run } = JSON.parse(await Deno.readTextFile(`${folder}/step-00000005/checkpoint.json`));
    const params = initTiny();
    const optimizer = { m: { ...params, bias: tf.zeros([1]) }, v: params, t: tf.scalar(5) };
    await Deno.remove(`${folder}/step-00000005`, { recursive: true });
    await saveCheckpoint(folder, {
      checkpoint: { step: 5, heldOutLoss: null, params, optimizer, config: { width: 7 }, run },
      keepLast: 1,
    });
    await assert.rejects(
      train(savedOptions(folder)),
      /not AdamW's for these weights: m\.bias: wanted "float32 \(7\)", found/,
    );
  });
});

Deno.test("a finished run is saved where schedule and batches end with it, and is extended", async () => {
  await inFolder(async (folder) => {
    const batches = tinyBatches();
    const finite = (steps: number): Partial<TrainOptions<TinyParams>> => ({
      steps,
      learningRate: (step) => step < steps ? 0.05 : NaN,
      batches: {
        ...batches,
        at(step) {
          if (step >= steps) throw new RangeError(`there is no batch ${step}`);
          return batches.at(step);
        },
      },
    });
    free(await train(savedOptions(folder, finite(8))));
    assert.deepEqual(await namesIn(folder), ["step-00000004", "step-00000008"]);
    await assert.rejects(train(savedOptions(folder, { ...finite(8), seed: 2 })), /seed: wanted 2, found 1/);
    free(await train(savedOptions(folder, finite(8))));
    const longer = await train(savedOptions(folder, finite(12)));
    assert.deepEqual(longer.history, whole.history);
    free(longer);
  });
});
