/** GELU, the activation of GPT-2's MLP, in its tanh form and with a gradient written by hand. */
import * as tf from "@tensorflow/tfjs";
import { fused } from "../engine/ops/fused.ts";

/** sqrt(2 / pi) */
const A = Math.sqrt(2 / Math.PI);
/** sqrt(2 / pi) * 0.044715 */
const B = A * 0.044715;

/**
 * Gaussian error linear unit: large values pass, very negative ones become 0, with a smooth curve between.
 *
 * `y = x / 2 * (1 + tanh(u))`, `u = sqrt(2 / pi) * (x + 0.044715 x^3)`
 *
 * `dy/dx = (1 + tanh(u)) / 2 + x / 2 * (1 - tanh(u)^2) * du/dx`, `du/dx = sqrt(2 / pi) * (1 + 3 * 0.044715 x^2)`
 *
 * Only x is kept for the gradient; computing tanh(u) again costs less than keeping it.
 *
 * @param x any shape, float32
 * @returns the shape of x
 * @see Hendrycks, Gimpel 2016, "Gaussian error linear units", section 2; GPT-2's `gelu_new`.
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { gelu } from "lib/nn";
 * import assert from "node:assert/strict";
 * const y = gelu(tf.tensor1d([-10, 0, 1, 10])).arraySync();
 * assert.deepEqual(y.map((v) => Math.round(v * 1e4) / 1e4 + 0), [0, 0, 0.8412, 10]);
 * ```
 */
export function gelu<T extends tf.Tensor>(x: T): T {
  return geluWithGradient(x) as T;
}

// The gradient that tfjs derives keeps each intermediate result and needs more operations.
const geluWithGradient = tf.customGrad((input, save) => {
  const x = input as tf.Tensor;
  (save as tf.GradSaveFunc)([x]);
  const gradFunc = (dy: tf.Tensor, [x]: tf.Tensor[]) => fused(geluBackward, [dy, x])[0];
  return { value: fused(geluForward, [x])[0], gradFunc };
});

function geluForward(x: tf.Tensor): tf.Tensor[] {
  return [tf.mul(tf.mul(0.5, x), tf.add(1, tanhOfU(x)))];
}

function geluBackward(dy: tf.Tensor, x: tf.Tensor): tf.Tensor[] {
  const tanh = tanhOfU(x);
  const slope = tf.add(A, tf.mul(3 * B, tf.square(x))); // du/dx
  const inner = tf.mul(tf.mul(x, tf.sub(1, tf.square(tanh))), slope);
  return [tf.mul(dy, tf.mul(0.5, tf.add(tf.add(1, tanh), inner)))];
}

function tanhOfU(x: tf.Tensor): tf.Tensor {
  return tf.tanh(tf.mul(x, tf.add(A, tf.mul(B, tf.square(x)))));
}
