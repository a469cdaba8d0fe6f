/** The small constants that keep divisions finite, and the defaults: PyTorch's, so that runs can be compared. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { adamw, clipByGlobalNorm, initAdamW } from "lib/training";
import { forEachBackend } from "../backends.ts";

const assertNear = (found: number, expected: number) =>
  assert.ok(Math.abs(found - expected) < 1e-4 * Math.abs(expected), `${found}, expected ${expected}`);

forEachBackend("adamw() has torch.optim.AdamW's defaults: a gradient of 1e-8 makes half a step", () => {
  const params = { w: tf.tensor1d([0]) }, grads = { w: tf.tensor1d([1e-8]) };
  const next = adamw(params, { state: initAdamW(params), grads, lr: tf.scalar(0.1) });
  assertNear(next.params.w.dataSync()[0], -0.1 * 1e-8 / (1e-8 + 1e-8));
  assertNear(next.state.m.w.dataSync()[0], 0.1 * 1e-8);
  const large = adamw(params, {
    state: initAdamW(params),
    grads: { w: tf.tensor1d([2]) },
    lr: tf.scalar(0.1),
  });
  assertNear(large.state.v.w.dataSync()[0], 0.001 * 4);
});

forEachBackend("adamw() takes 1 % of a matrix away by default, times the learning rate", () => {
  const params = { w: tf.tensor2d([[4]]) }, grads = { w: tf.tensor2d([[0]]) };
  const next = adamw(params, { state: initAdamW(params), grads, lr: tf.scalar(0.5) });
  assertNear(next.params.w.dataSync()[0], 4 * (1 - 0.5 * 0.01));
});

forEachBackend("clipByGlobalNorm() adds 1e-6 to the norm, as torch.nn.utils.clip_grad_norm_ does", () => {
  const { grads } = clipByGlobalNorm({ w: tf.tensor1d([1e-6]) }, 1e-6);
  assertNear(grads.w.dataSync()[0], 0.5e-6);
  assert.deepEqual([...clipByGlobalNorm({ w: tf.zeros([2]) }, 1).grads.w.dataSync()], [0, 0]);
});
