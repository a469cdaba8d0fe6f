/** A loss, a learning rate or weights that are NaN: the run ends, and nothing bad is saved. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { listCheckpoints, readModel } from "lib/training/checkpoint";
import { flattenParams } from "lib/nn";
import { train, type TrainOptions, type TrainResult } from "lib/training";
import { tinyBatches, tinyLoss, type TinyParams } from "./tiny_model.ts";
import { failure, free, inFolder, savedOptions } from "./tiny_run.ts";
import { namesIn } from "../temporary_folder.ts";

await tf.setBackend("cpu");

for (const rate of [NaN, Infinity, -0.1, 1e39]) {
  Deno.test(`a learning rate of ${rate} ends the run before its step; the weights before it are kept`, async () => {
    await inFolder(async (folder) => {
      const error = await failure(
        train(savedOptions(folder, { learningRate: (step) => step === 6 ? rate : 0.05 })),
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
      const error = await failure(train(savedOptions(folder, { ...brokenUpdate, steps, checkpoints })));
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
    const error = await failure(train(savedOptions(folder, { ...brokenUpdate, heldOut, checkpoints })));
    assert.match(error.message, /at step 8 the held-out loss is NaN/);
    assert.deepEqual(await namesIn(folder), ["step-00000004"]);
  });
});

Deno.test("weights so large that the next loss is NaN are not the last good checkpoint, also if only one is kept", async () => {
  for (const keepLast of [1, 3]) {
    const warnings = await inFolder(async (folder) => {
      const run = () =>
        train(savedOptions(folder, {
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
    free(await train(savedOptions(folder, { steps: 8 })));
    const before = await namesIn(folder);
    const loss: typeof tinyLoss = (params, batch, o) =>
      tf.tidy(() => tf.mul(tinyLoss(params, batch, o), NaN) as tf.Scalar);
    const error = await failure(train(savedOptions(folder, { loss })));
    assert.match(
      error.message,
      /at step 9 the loss is NaN.*The run had just resumed from .*step-00000008\. If loss/s,
    );
    assert.deepEqual(await namesIn(folder), before);
  });
  assert.deepEqual(warnings, []);
});
