import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { crossEntropy } from "lib/training";
import { forEachBackend, leakedTensors } from "../backends.ts";
import { assertGradient, maxDifference } from "../compare.ts";

const value = (t: tf.Tensor) => t.dataSync()[0];

forEachBackend("crossEntropy() of a hand-worked case", () => {
  // Row 1: p = (1/4, 3/4), target 0. Row 2: p = (1/2, 1/2), target 1.
  const logits = tf.tensor2d([[0, Math.log(3)], [5, 5]]);
  const loss = crossEntropy(logits, tf.tensor1d([0, 1], "int32"));
  assert.ok(Math.abs(value(loss) - (Math.log(4) + Math.log(2)) / 2) < 1e-6);
});

forEachBackend("crossEntropy() stays finite for logits of ±1000", () => {
  const logits = tf.tensor2d([[1000, -1000, 0]]);
  assert.equal(value(crossEntropy(logits, tf.tensor1d([0], "int32"))), 0);
  assert.equal(value(crossEntropy(logits, tf.tensor1d([1], "int32"))), 2000);
});

forEachBackend("crossEntropy() has the gradient of finite differences, weights included", () => {
  const logits = tf.randomNormal([2, 3, 5], 0, 2, "float32", 3);
  const targets = tf.tensor2d([[0, 4, -1], [2, 2, 1]], [2, 3], "int32");
  const weights = tf.tensor2d([[1, 0.5, 1], [2, 0, 1]]);
  assertGradient((x) => crossEntropy(x, targets), [logits]);
  assertGradient((x) => crossEntropy(x, targets, { weights }), [logits]);
});

forEachBackend("crossEntropy() has the gradient that tfjs derives through logSoftmax", () => {
  const logits = tf.randomNormal([6, 5], 0, 2, "float32", 4);
  const targets = tf.tensor1d([0, 4, 3, 3, 1, 2], "int32");
  const derived = tf.grad((x: tf.Tensor) =>
    tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(x), tf.oneHot(targets, 5)), -1)))
  )(logits);
  const byHand = tf.grad((x: tf.Tensor) => crossEntropy(x, targets))(logits);
  assert.ok(maxDifference(byHand, derived) < 1e-6);
});

forEachBackend("crossEntropy() leaves negative targets out of the mean and gives them no gradient", () => {
  const logits = tf.tensor2d([[0, Math.log(3)], [9, -9]]);
  const targets = tf.tensor1d([0, -100], "int32");
  assert.ok(Math.abs(value(crossEntropy(logits, targets)) - Math.log(4)) < 1e-6);
  const gradient = tf.grad((x: tf.Tensor) => crossEntropy(x, targets))(logits).arraySync() as number[][];
  assert.deepEqual(gradient[1], [0, 0]);
});

forEachBackend("crossEntropy() is 0 where no target counts", () => {
  assert.equal(value(crossEntropy(tf.zeros([2, 3]), tf.tensor1d([-1, -1], "int32"))), 0);
});

forEachBackend("crossEntropy() leaves no tensors behind, in a gradient neither", () => {
  const logits = tf.zeros([4, 3]), targets = tf.tensor1d([0, 1, 2, -1], "int32");
  assert.equal(leakedTensors(() => crossEntropy(logits, targets)), 0);
  assert.equal(leakedTensors(() => tf.grad((x: tf.Tensor) => crossEntropy(x, targets))(logits)), 0);
});

Deno.test("crossEntropy() refuses targets of another shape, naming both", async () => {
  await tf.setBackend("cpu");
  assert.throws(() => crossEntropy(tf.zeros([2, 3, 5]), tf.zeros([6], "int32")), /\(2, 3\), got \(6\)/);
});

forEachBackend("crossEntropy() does not count an ignored target, whatever its weight", () => {
  const logits = tf.tensor2d([[0, Math.log(3)], [9, -9]]);
  const weights = tf.tensor1d([2, 5]);
  const loss = crossEntropy(logits, tf.tensor1d([0, -1], "int32"), { weights });
  assert.ok(Math.abs(value(loss) - Math.log(4)) < 1e-6);
});
