/** What train() does with damaged checkpoints, with numbers that are no numbers, and with a folder that is in use. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { FolderInUseError } from "../../lib/training/checkpoint/folder_lock.ts";
import { listCheckpoints, readModel, saveCheckpoint } from "lib/training/checkpoint";
import { disposeParams, flattenParams } from "lib/nn";
import { train, type TrainOptions, type TrainResult } from "lib/training";
import { TrainingError } from "../../lib/training/training_error.ts";
import { needsLinux, skipIf } from "../skip.ts";
import { initTiny, tinyBatches, tinyLoss, type TinyParams, VOCAB } from "./tiny_model.ts";

await tf.setBackend("cpu");

const options = (folder: string, o: Partial<TrainOptions<TinyParams>> = {}): TrainOptions<TinyParams> => ({
  params: () => initTiny(),
  loss: tinyLoss,
  batches: tinyBatches(),
  vocabSize: VOCAB,
  steps: 12,
  learningRate: 0.05,
  readEvery: 1,
  checkpoints: { folder, every: 4, keepLast: 2, config: { width: 7 } },
  ...o,
});

const free = ({ params, state: { m, v, t } }: TrainResult<TinyParams>) => disposeParams({ params, m, v, t });

/** Runs `body` in a new folder; what it warns about is returned. */
async function inFolder(body: (folder: string) => Promise<void>): Promise<string[]> {
  const folder = await Deno.makeTempDir();
  const warn = console.warn, warnings: string[] = [];
  console.warn = (text: string) => void warnings.push(text);
  try {
    await body(folder);
    return warnings;
  } finally {
    console.warn = warn;
    await Deno.remove(folder, { recursive: true });
  }
}

const namesIn = async (folder: string) => (await Array.fromAsync(Deno.readDir(folder), (e) => e.name)).sort();

async function flipLastBit(path: string): Promise<void> {
  const bytes = await Deno.readFile(path);
  bytes[bytes.length - 1] ^= 1;
  await Deno.writeFile(path, bytes);
}

async function failure(run: Promise<TrainResult<TinyParams>>): Promise<TrainingError> {
  const error = await run.then(() => assert.fail("did not fail"), (e) => e);
  assert.ok(error instanceof TrainingError, String(error));
  return error;
}

const whole = await train({ ...options(""), checkpoints: undefined });

Deno.test("a run resumes from the checkpoint before a damaged one, with the same losses and a warning", async () => {
  const warnings = await inFolder(async (folder) => {
    free(await train(options(folder, { steps: 9 }))); // leaves 8 and 9
    await flipLastBit(`${folder}/step-00000009/model.safetensors`);
    const tensors = tf.memory().numTensors;
    const resumed: number[] = [];
    const result = await train(options(folder, {
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
      free(await train(options(folder, { steps: 9 })));
      await damage(`${folder}/step-00000009/optimizer.safetensors`);
      await damage(`${folder}/step-00000008/optimizer.safetensors`);
      const result = await train(options(folder));
      assert.deepEqual(result.history, whole.history);
      free(result);
    });
    assert.equal(warnings.length, 3);
    assert.match(warnings[2], /has no usable checkpoint left. The training starts again at step 0/);
  }
});

Deno.test("a damaged checkpoint is in nobody's way: with `start`, and where resume is switched off", async () => {
  await inFolder(async (folder) => {
    free(await train(options(folder, { steps: 9 })));
    for (const step of ["08", "09"]) await Deno.truncate(`${folder}/step-000000${step}/model.safetensors`, 9);
    const half = await train(options(folder, {
      steps: 5,
      checkpoints: { folder, every: 4, resume: false, config: { width: 7 } },
    }));
    await Deno.truncate(`${folder}/step-00000005/checkpoint.json`, 9);
    const rest = await train(options(folder, { start: half }));
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
        train(options(folder)),
        (e: Error) => e instanceof RangeError && message.test(e.message),
        what,
      );
      assert.deepEqual(await namesIn(folder), ["step-00000003"]);
    });
  }
});

Deno.test("an optimizer that is not AdamW's for these weights is refused with the difference", async () => {
  await inFolder(async (folder) => {
    free(await train(options(folder, { steps: 5, checkpoints: { folder, every: 9, config: { width: 7 } } })));
    const { run } = JSON.parse(await Deno.readTextFile(`${folder}/step-00000005/checkpoint.json`));
    const params = initTiny();
    const optimizer = { m: { ...params, bias: tf.zeros([1]) }, v: params, t: tf.scalar(5) };
    await Deno.remove(`${folder}/step-00000005`, { recursive: true });
    await saveCheckpoint(folder, {
      checkpoint: { step: 5, heldOutLoss: null, params, optimizer, config: { width: 7 }, run },
      keepLast: 1,
    });
    await assert.rejects(
      train(options(folder)),
      /not AdamW's for these weights: m\.bias: wanted "float32 \(7\)", found/,
    );
  });
});

for (const rate of [NaN, Infinity, -0.1, 1e39]) {
  Deno.test(`a learning rate of ${rate} ends the run before its step; the weights before it are kept`, async () => {
    await inFolder(async (folder) => {
      const error = await failure(
        train(options(folder, { learningRate: (step) => step === 6 ? rate : 0.05 })),
      );
      assert.match(error.message, /the learning rate of step 7 is .*; expected a float32 number, 0 or more/);
      assert.equal(error.step, 7);
      assert.equal(error.result!.step, 6);
      assert.equal(error.lastCheckpoint, `${folder}/step-00000004`);
      free(error.result as TrainResult<TinyParams>);
    });
  });
}

/** Adds NaN to the weights in the update of step 8, while the loss of step 8 itself is finite. */
const brokenUpdate: Partial<TrainOptions<TinyParams>> = {
  learningRate: (step) => step === 7 ? 3e38 : 0.05,
  adamw: { weightDecay: 1e5 },
};

Deno.test("weights that are NaN are never saved: not at a step to save, not at the end", async () => {
  for (const steps of [12, 8]) {
    await inFolder(async (folder) => {
      const checkpoints = { folder, every: 4, keepLast: 1 };
      const tensors = tf.memory().numTensors;
      const error = await failure(train(options(folder, { ...brokenUpdate, steps, checkpoints })));
      assert.match(
        error.message,
        /at step 8 the update was too large: "table" holds (NaN|-?Infinity) at index/,
      );
      assert.equal(error.result, null);
      assert.equal(error.lastCheckpoint, `${folder}/step-00000004`);
      assert.equal(tf.memory().numTensors, tensors);
      assert.deepEqual(await namesIn(folder), ["step-00000004"]);
    });
  }
});

Deno.test("a held-out loss that is NaN ends the run, and its weights are not saved as the best", async () => {
  await inFolder(async (folder) => {
    const heldOut = { batches: tinyBatches(3), every: 8 };
    const checkpoints = { folder, every: 4 };
    const error = await failure(train(options(folder, { ...brokenUpdate, heldOut, checkpoints })));
    assert.match(error.message, /at step 8 the held-out loss is NaN/);
    assert.deepEqual(await namesIn(folder), ["step-00000004"]);
  });
});

Deno.test("weights so large that the next loss is NaN are not the last good checkpoint, also if only one is kept", async () => {
  for (const keepLast of [1, 3]) {
    const warnings = await inFolder(async (folder) => {
      const run = () =>
        train(options(folder, {
          learningRate: (step) => step === 7 ? 1e38 : 0.05,
          loss: (params, batch, o) =>
            tf.tidy(() => tf.mul(tinyLoss(params, batch, o), tf.sum(tf.square(params.table))) as tf.Scalar),
          checkpoints: { folder, every: 4, keepLast },
        }));
      for (let i = 0; i < 2; i++) {
        const error = await failure(run());
        assert.equal(error.step, 9);
        assert.equal(error.lastCheckpoint, `${folder}/step-00000004`);
        assert.match(error.message, /The last good checkpoint is .*step-00000004\./);
      }
      assert.deepEqual(await namesIn(folder), ["diverged-step-00000008", "step-00000004"]);
      assert.deepEqual((await listCheckpoints(folder)).whole.map(({ step }) => step), [4]);
      for (const weights of flattenParams((await readModel(`${folder}/step-00000004`)).params).values()) {
        assert.ok(weights.dataSync().every(Number.isFinite));
      }
    });
    assert.match(warnings[0], /step-00000008 cannot be resumed: at step 9 the loss is/);
  }
});

Deno.test("a loss that is NaN right after a resume takes no checkpoint away, and says which one it came from", async () => {
  const warnings = await inFolder(async (folder) => {
    free(await train(options(folder, { steps: 8 })));
    const before = await namesIn(folder);
    const loss: typeof tinyLoss = (params, batch, o) =>
      tf.tidy(() => tf.mul(tinyLoss(params, batch, o), NaN) as tf.Scalar);
    const error = await failure(train(options(folder, { loss })));
    assert.match(
      error.message,
      /at step 9 the loss is NaN.*The run had just resumed from .*step-00000008\. If loss/s,
    );
    assert.deepEqual(await namesIn(folder), before);
  });
  assert.deepEqual(warnings, []);
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
    free(await train(options(folder, finite(8))));
    assert.deepEqual(await namesIn(folder), ["step-00000004", "step-00000008"]);
    await assert.rejects(train(options(folder, { ...finite(8), seed: 2 })), /seed: wanted 2, found 1/);
    free(await train(options(folder, finite(8))));
    const longer = await train(options(folder, finite(12)));
    assert.deepEqual(longer.history, whole.history);
    free(longer);
  });
});

Deno.test("two runs in one folder: the second is refused and harms nothing, the first goes on", async () => {
  await inFolder(async (folder) => {
    let refused: unknown;
    const result = await train(options(folder, {
      onStep: async ({ step }) => {
        if (step === 6) refused = await train(options(folder)).catch((error) => error);
      },
    }));
    assert.ok(refused instanceof FolderInUseError);
    assert.match(refused.message, /is in use: another train\(\) of this same process/);
    assert.deepEqual(result.history, whole.history);
    free(result);
    free(await train(options(folder))); // it is free again
    const failed = options(folder, { steps: 14, onStep: () => Promise.reject(new Error("a chart broke")) });
    free((await failure(train(failed))).result as TrainResult<TinyParams>);
    free(await train(options(folder, { steps: 14 }))); // after a failure too
    assert.deepEqual(await namesIn(folder), ["step-00000012", "step-00000014"]);
  });
});

Deno.test("a checkpoint folder that cannot be written to is refused before the first step", async () => {
  await inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/file`, "");
    let steps = 0;
    await assert.rejects(
      train(options(`${folder}/file`, { onStep: () => void steps++ })),
      /reading the checkpoint folder .*file: Not a directory.*Choose another folder/,
    );
    assert.equal(steps, 0);
  });
});

Deno.test({
  ...skipIf(
    "a finished run is read from a folder that can only be read; one with steps to take is refused",
    needsLinux,
  ),
  async fn(t) {
    await inFolder(async (folder) => {
      free(await train(options(folder)));
      const mount = (...args: string[]) =>
        new Deno.Command("mount", { args: [...args, folder], stderr: "piped" }).output();
      const mounted = (await mount("--bind", folder)).success &&
        (await mount("-o", "remount,bind,ro")).success;
      await t.step({
        ...skipIf("on a read-only mount", mounted ? "" : "not allowed to mount one"),
        async fn() {
          const result = await train(options(folder));
          assert.deepEqual(result.history, whole.history);
          free(result);
          await assert.rejects(
            train(options(folder, { steps: 13 })),
            /writing the checkpoint folder .* failed: .*This file system can only be read\. Choose another folder/,
          );
        },
      });
      if (mounted) await new Deno.Command("umount", { args: [folder] }).output();
    });
  },
});
