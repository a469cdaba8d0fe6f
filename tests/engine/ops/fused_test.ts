/** `fused` outside compiled functions: the same results and gradients as the function itself. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { fused } from "lib/engine/ops";
import { gelu, layerNorm } from "lib/nn";

const scaleAndShift = (x: tf.Tensor, scale: tf.Tensor) => [tf.add(tf.mul(x, scale), 1), tf.square(x)];

Deno.test("fused() returns what the function returns, and frees the intermediate tensors", async () => {
  await tf.setBackend("cpu");
  const x = tf.tensor1d([1, 2]), scale = tf.scalar(10);
  const before = tf.memory().numTensors;
  const [y, square] = fused(scaleAndShift, [x, scale]);
  assert.equal(tf.memory().numTensors - before, 2);
  assert.deepEqual([...y.dataSync()], [11, 21]);
  assert.deepEqual([...square.dataSync()], [1, 4]);
});

Deno.test("second gradients go through the layers' own gradients", async () => {
  await tf.setBackend("cpu");
  const slope = (x: tf.Tensor) => tf.grad(gelu as (x: tf.Tensor) => tf.Tensor)(x);
  const x = [-1.5, -0.2, 0.7, 2], h = 1e-2;
  const at = (by: number) => slope(tf.tensor1d(x.map((value) => value + by))).dataSync();
  const above = at(h), below = at(-h);
  tf.grad(slope)(tf.tensor1d(x)).dataSync().forEach((found, i) =>
    assert.ok(Math.abs(found - (above[i] - below[i]) / (2 * h)) < 5e-3, `${x[i]}: ${found}`)
  );
});

Deno.test("layer norm and GELU: their gradients are the slopes, of vectors, matrices and batches", async () => {
  await tf.setBackend("cpu");
  const weight = tf.tensor1d([0.5, -1, 2]), bias = tf.tensor1d([0.1, 0.2, 0.3]);
  const functions: Record<string, (x: tf.Tensor) => tf.Tensor> = {
    layerNorm: (x) => layerNorm({ weight, bias }, x),
    gelu,
  };
  const values = [0.3, -1.2, 0.9, 2, 0.1, -0.4, 1.1, 0.8, -2, 0.2, 0.6, -0.7];
  for (const [name, f] of Object.entries(functions)) {
    for (const shape of [[3], [4, 3], [2, 2, 3]]) {
      const size = shape.reduce((a, b) => a * b);
      const dy = tf.tensor(values.slice(0, size).reverse(), shape);
      const at = (x: number[]) => tf.sum(tf.mul(f(tf.tensor(x, shape)), dy)).dataSync()[0];
      const x = values.slice(0, size);
      const found = [...tf.grad(f)(tf.tensor(x, shape), dy).dataSync()];
      const h = 1e-2;
      x.forEach((_, i) => {
        const moved = (by: number) => at(x.map((value, j) => i === j ? value + by : value));
        const slope = (moved(h) - moved(-h)) / (2 * h);
        assert.ok(Math.abs(found[i] - slope) < 5e-3, `${name} [${shape}] ${i}: ${found[i]} and ${slope}`);
      });
    }
  }
});
