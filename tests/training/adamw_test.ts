import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { adamw, clipByGlobalNorm, initAdamW } from "lib/training";
import type { AdamWOptions } from "../../lib/training/adamw.ts";
import { globalNorm } from "../../lib/training/clip.ts";
import { forEachBackend, leakedTensors } from "../backends.ts";
import { maxDifference } from "../compare.ts";

/** AdamW as the paper writes it, on numbers. */
function reference(p: number, gradients: readonly number[], o: AdamWOptions & { lr: number }): number {
  let m = 0, v = 0;
  gradients.forEach((g, i) => {
    const t = i + 1;
    m = o.beta1 * m + (1 - o.beta1) * g;
    v = o.beta2 * v + (1 - o.beta2) * g * g;
    const mHat = m / (1 - o.beta1 ** t), vHat = v / (1 - o.beta2 ** t);
    p = p - o.lr * o.weightDecay * p - o.lr * mHat / (Math.sqrt(vHat) + o.eps);
  });
  return p;
}

forEachBackend("adamw() follows the paper for five steps, with a large eps and decay", () => {
  const options = { beta1: 0.8, beta2: 0.9, eps: 0.1, weightDecay: 0.3, lr: 0.05 };
  const gradients = [0.5, -0.2, 0.01, 3, -1];
  let params = { matrix: tf.tensor2d([[2, -1]]), vector: tf.tensor1d([2, -1]) };
  let state = initAdamW(params);
  for (const g of gradients) {
    const grads = { matrix: tf.tensor2d([[g, -g]]), vector: tf.tensor1d([g, -g]) };
    ({ params, state } = adamw(params, { state, grads, lr: tf.scalar(options.lr), adamw: options }));
  }
  const expect = (weightDecay: number) => [
    reference(2, gradients, { ...options, weightDecay }),
    reference(-1, gradients.map((g) => -g), { ...options, weightDecay }),
  ];
  assert.ok(maxDifference(params.matrix, tf.tensor2d([expect(0.3)])) < 1e-5, "matrices decay");
  assert.ok(maxDifference(params.vector, tf.tensor1d(expect(0))) < 1e-5, "vectors do not");
  assert.equal(state.t.dataSync()[0], 5);
});

forEachBackend("adamw() leaves its inputs as they are and no other tensors behind", () => {
  const params = { w: tf.tensor2d([[1, 2]]) }, grads = { w: tf.tensor2d([[3, 4]]) }, lr = tf.scalar(0.1);
  const state = initAdamW(params);
  assert.equal(leakedTensors(() => Object.values(adamw(params, { state, grads, lr }).params)), 3); // m, v, t
  assert.deepEqual(params.w.arraySync(), [[1, 2]]);
  assert.equal(state.t.dataSync()[0], 0);
});

Deno.test("adamw() refuses options out of range", async () => {
  await tf.setBackend("cpu");
  const params = { w: tf.scalar(1) };
  const attempt = (options: Partial<AdamWOptions>) => () =>
    adamw(params, { state: initAdamW(params), grads: params, lr: tf.scalar(1), adamw: options });
  assert.throws(attempt({ beta2: 1 }), /beta2 must be in \[0, 1\), got 1/);
  assert.throws(attempt({ eps: 0 }), RangeError);
  assert.throws(attempt({ weightDecay: NaN }), RangeError);
});

forEachBackend("clipByGlobalNorm() shortens long gradients to the bound and keeps their direction", () => {
  const { grads, norm } = clipByGlobalNorm({ a: tf.tensor1d([3, 0]), b: [{ c: tf.tensor2d([[4]]) }] }, 2.5);
  assert.equal(norm.dataSync()[0], 5);
  assert.ok(Math.abs(globalNorm(grads).dataSync()[0] - 2.5) < 1e-5);
  assert.ok(maxDifference(grads.a, tf.tensor1d([1.5, 0])) < 1e-5);
});

forEachBackend("clipByGlobalNorm() leaves short gradients alone", () => {
  const { grads } = clipByGlobalNorm({ a: tf.tensor1d([0.3, -0.4]) }, 1);
  assert.deepEqual(Array.from(grads.a.dataSync()), Array.from(new Float32Array([0.3, -0.4])));
});
