/** How far two tensors are apart, and whether a gradient is what finite differences say. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";

/** Largest absolute difference of two tensors of the same shape. */
export function maxDifference(found: tf.Tensor, expected: tf.Tensor): number {
  assert.deepEqual(found.shape, expected.shape);
  return tf.tidy(() => tf.max(tf.abs(tf.sub(found, expected))).dataSync()[0]);
}

/** Norm of the difference over the norm of what is expected. */
export function relativeDifference(found: tf.Tensor, expected: tf.Tensor): number {
  assert.deepEqual(found.shape, expected.shape);
  return tf.tidy(() => tf.div(tf.norm(tf.sub(found, expected)), tf.norm(expected)).dataSync()[0]);
}

/**
 * Checks the gradient of `f` at `inputs` along random directions.
 *
 * The slope `(F(x + h d) - F(x - h d)) / 2h` of `F = sum(f(x) * w)`, w random, must be `gradient . d` within 1 %.
 */
export function assertGradient(f: (...inputs: tf.Tensor[]) => tf.Tensor, inputs: tf.Tensor[]): void {
  tf.tidy(() => {
    const weights = tf.randomNormal(f(...inputs).shape, 0, 1, "float32", 11);
    const total = (...x: tf.Tensor[]) => tf.sum(tf.mul(f(...x), weights)) as tf.Scalar;
    const gradients = tf.grads(total)(inputs);
    inputs.forEach((input, i) => {
      const direction = tf.randomNormal(input.shape, 0, 1, "float32", 13 + i);
      const at = (h: number) => {
        const moved = inputs.map((x, j) => j === i ? tf.add(x, tf.mul(direction, h)) : x);
        return total(...moved).dataSync()[0];
      };
      const h = 5e-3;
      const slope = (at(h) - at(-h)) / (2 * h);
      const found = tf.sum(tf.mul(gradients[i], direction)).dataSync()[0];
      const scale = Math.max(1, Math.abs(slope));
      assert.ok(
        Math.abs(found - slope) <= 0.01 * scale,
        `input ${i}: gradient ${found}, finite difference ${slope}`,
      );
    });
  });
}
