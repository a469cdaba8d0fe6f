/** What train() refuses, and what it leaves behind where a step fails. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { latestCheckpoint } from "lib/training/checkpoint";
import { train, type TrainOptions, type TrainResult } from "lib/training";
import { TrainingError } from "../../lib/training/training_error.ts";
import { forEachBackend } from "../backends.ts";
import { tinyBatches, tinyLoss, type TinyParams } from "./tiny_model.ts";
import { free, options } from "./tiny_run.ts";

Deno.test("a NaN loss stops the run, names the step and the last good checkpoint, and frees the weights", async () => {
  await tf.setBackend("cpu");
  const folder = await Deno.makeTempDir();
  try {
    const before = tf.memory().numTensors;
    const broken = options({
      steps: 40,
      checkpoints: { folder, every: 4 },
      // At the tenth step the learning rate blows the weights up; the eleventh loss shows it.
      learningRate: (step) => step === 9 ? 1e38 : 0.01,
      loss: (params, batch, o) =>
        tf.tidy(() => tf.mul(tinyLoss(params, batch, o), tf.sum(tf.square(params.table))) as tf.Scalar),
    });
    const error = await train(broken).then(() => assert.fail("did not stop"), (e) => e);
    assert.ok(error instanceof TrainingError);
    assert.equal(error.step, 11);
    assert.equal(error.result, null);
    assert.equal(error.lastCheckpoint, `${folder}/step-00000008`);
    assert.match(
      error.message,
      /at step 11 the loss is (NaN|Infinity).*step-00000008\. Try a lower learning rate/s,
    );
    assert.equal((await latestCheckpoint(folder))!.step, 8);
    assert.equal(tf.memory().numTensors, before);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

forEachBackend("a step that fails leaves the run so far in the error, to go on from", async () => {
  const whole = await train(options());
  let broken = true;
  const batches = tinyBatches();
  const flaky = {
    ...batches,
    at(step: number) {
      if (step === 6 && broken) throw new Error("the disk with the corpus is gone");
      return batches.at(step);
    },
  };
  const error = await train(options({ batches: flaky })).then(() => assert.fail("did not fail"), (e) => e);
  assert.ok(error instanceof TrainingError);
  assert.match(error.message, /stopped after step 6: the disk with the corpus is gone/);
  broken = false;
  const rest = await train(options({ batches: flaky, start: error.result as TrainResult<TinyParams> }));
  assert.deepEqual(rest.history.train.slice(-6), whole.history.train.slice(-6));
  assert.deepEqual(rest.history, whole.history);
});

Deno.test("train() names the id that the model does not have", async () => {
  await tf.setBackend("cpu");
  await assert.rejects(train(options({ vocabSize: 3 })), /is \d, but this model's ids go from 0 to 2/);
});

Deno.test("train() refuses options that make no sense", async () => {
  await tf.setBackend("cpu");
  await assert.rejects(train(options({ steps: 1.5 })), /steps must be a whole number, 0 or more, got 1\.5/);
  await assert.rejects(train(options({ clipNorm: 0 })), /clipNorm must be above 0/);
  await assert.rejects(train(options({ accumulate: 0 })), /accumulate must be/);
  await assert.rejects(train(options({ heldOut: { batches: tinyBatches(), every: 0 } })), /heldOut\.every/);
  await assert.rejects(train(options({ adamw: { beta1: 2 } })), /beta1/);
});

Deno.test("a checkpoint is not resumed by another run, and the difference is named", async () => {
  await tf.setBackend("cpu");
  const folder = await Deno.makeTempDir();
  try {
    const checkpoints = { folder, every: 4, config: { width: 7 } };
    const half = options({ checkpoints, steps: 8 });
    const before = tf.memory().numTensors;
    free(await train(half));
    const attempt = (o: Partial<TrainOptions<TinyParams>>) => train({ ...half, steps: 12, ...o });
    await assert.rejects(
      attempt({ seed: 2 }),
      /differs from the one that made it: seed: wanted 2, found 1\. .* move this one away: \S+$/,
    );
    await assert.rejects(attempt({ batches: tinyBatches(2, 5) }), /nextBatch/);
    await assert.rejects(attempt({ learningRate: 1 }), /nextLearningRate: wanted 1/);
    await assert.rejects(attempt({ adamw: { beta2: 0.5 } }), /adamw\.beta2: wanted 0\.5, found 0\.999/);
    await assert.rejects(
      attempt({ checkpoints: { ...checkpoints, config: { width: 8 } } }),
      /width: wanted 8, found 7/,
    );
    await assert.rejects(
      attempt({ checkpoints: { ...checkpoints, resume: false } }),
      /resume is switched off/,
    );
    assert.equal(tf.memory().numTensors, before, "a refused resume leaves no tensors");
    free(await attempt({}));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
