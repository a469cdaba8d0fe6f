import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { crossEntropy, estimateRun, type LossFn } from "lib/training";

type Table = { table: tf.Tensor };
const batch = { x: new Int32Array([0, 1]), y: new Int32Array([1, 0]), shape: [1, 2] as const };
const batches = { batchSize: 1, blockSize: 2, stepsPerEpoch: 3, at: () => batch };
const loss: LossFn<Table> = ({ table }, { x, y }) => crossEntropy(tf.gather(table, x), y);

/** A clock that answers one reading after the other, in ms. */
function clock(readings: number[]) {
  return () => readings.shift()!;
}

Deno.test("estimateRun() multiplies the median trial step and adds start and evaluations", async () => {
  await tf.setBackend("cpu");
  const table = tf.zeros([2, 2]);
  const before = tf.memory().numTensors;
  const now = clock([0, 100, 110, 140, 160, /* evaluation: */ 200, 205]);
  const estimate = await estimateRun<Table>({
    params: { table },
    loss,
    batches,
    vocabSize: 2,
    steps: 100,
    learningRate: 0.1,
    heldOut: { batches, every: 25 },
    memoryBytes: () => 7,
  }, { warmUp: 1, trials: 3, now });
  assert.equal(estimate.secondsPerStep, 0.02, "median of 10, 30 and 20 ms");
  assert.equal(estimate.startSeconds, 0.1 - 0.02);
  assert.equal(estimate.secondsPerEvaluation, 3 * 0.005, "three batches");
  assert.ok(Math.abs(estimate.seconds - (0.08 + 100 * 0.02 + 4 * 0.015)) < 1e-12);
  assert.equal(estimate.memoryBytes, 7);
  assert.equal(tf.memory().numTensors, before, "the trial leaves nothing behind");
  assert.deepEqual([...table.dataSync()], [0, 0, 0, 0], "the weights stay as they were");
  table.dispose();
});

Deno.test("estimateRun() refuses what train() refuses, and ends with the signal's reason", async () => {
  await tf.setBackend("cpu");
  const options = {
    params: () => ({ table: tf.zeros([2, 2]) }),
    loss,
    batches,
    vocabSize: 2,
    learningRate: 0.1,
  };
  await assert.rejects(estimateRun({ ...options, steps: -1 }), RangeError);
  const reason = new Error("stopped by the reader");
  await assert.rejects(estimateRun({ ...options, steps: 10, signal: AbortSignal.abort(reason) }), reason);
});
