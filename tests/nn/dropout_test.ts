import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { dropout, randomUniform, seed } from "lib/nn";
import { forEachBackend, leakedTensors } from "../backends.ts";
import { assertGradient } from "../compare.ts";

forEachBackend("dropout() drops exactly where the seed's uniform numbers are below the rate", () => {
  const u = randomUniform([2, 4], seed(9)).dataSync();
  const y = dropout(tf.fill([2, 4], 3), { rate: 0.4, seed: seed(9) }).dataSync();
  assert.ok(u.some((value) => value < 0.4) && u.some((value) => value >= 0.4));
  u.forEach((value, i) => assert.equal(y[i], value < 0.4 ? 0 : Math.fround(3 * Math.fround(1 / 0.6))));
});

forEachBackend("dropout() drops the asked share and keeps the mean", () => {
  const y = dropout(tf.ones([20000]), { rate: 0.3, seed: seed(2) }).dataSync();
  const dropped = y.filter((value) => value === 0).length / y.length;
  assert.ok(Math.abs(dropped - 0.3) < 4 * Math.sqrt(0.3 * 0.7 / 20000), `dropped ${dropped}`);
  assert.ok(Math.abs([...y].reduce((a, b) => a + b) / y.length - 1) < 0.02);
});

forEachBackend("dropout() is the identity without a seed or with rate 0", () => {
  const x = tf.tensor1d([1, 2, 3]);
  assert.deepEqual([...dropout(x, { rate: 0.9 }).dataSync()], [1, 2, 3]);
  assert.deepEqual([...dropout(x, { rate: 0, seed: seed(1) }).dataSync()], [1, 2, 3]);
});

forEachBackend(
  "dropout() has the gradients that finite differences show, and leaves no tensors behind",
  () => {
    const x = tf.randomNormal([5, 4], 0, 1, "float32", 2), s = seed(3);
    const layer = (x: tf.Tensor) => dropout(x, { rate: 0.5, seed: s });
    assertGradient(layer, [x]);
    assert.equal(leakedTensors(() => layer(x)), 0);
  },
);

Deno.test("dropout() refuses a rate that drops everything", () => {
  assert.throws(() => dropout(tf.ones([2]), { rate: 1 }), /rate from 0 to below 1, found 1/);
  assert.throws(() => dropout(tf.ones([2]), { rate: -0.1 }), RangeError);
});
