/** SwiGLU, the activation of Llama's MLP: one half of the input is the gate of the other half. */
import * as tf from "@tensorflow/tfjs";
import { fused } from "../engine/ops/fused.ts";

/**
 * Multiplies the second half of each vector by SiLU of the first half, the gate.
 *
 * `y = silu(gate) * up`, `silu(g) = g * sigmoid(g)`
 *
 * `dgate = dy * up * (s + g * s * (1 - s))`, `s = sigmoid(g)`; `dup = dy * silu(gate)`
 *
 * @param x (..., 2F) float32: gate, then up
 * @returns (..., F)
 * @see Shazeer 2020, "GLU variants improve transformer", section 2
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { swiglu } from "lib/nn";
 * import assert from "node:assert/strict";
 * const y = swiglu(tf.tensor2d([[0, 1, 5, 2]])).dataSync(); // gates 0 and 1; silu(0) = 0, silu(1) = 0.7311
 * assert.ok(y[0] === 0 && Math.abs(y[1] - 1.4621) < 1e-4);
 * ```
 */
export function swiglu<R extends tf.Rank>(x: tf.Tensor<R>): tf.Tensor<R> {
  return swigluWithGradient(x) as tf.Tensor<R>;
}

// Only x is kept for the gradient, as in gelu.ts.
const swigluWithGradient = tf.customGrad((input, save) => {
  const x = input as tf.Tensor;
  (save as tf.GradSaveFunc)([x]);
  const gradFunc = (dy: tf.Tensor, [x]: tf.Tensor[]) => fused(swigluBackward, [dy, x])[0];
  return { value: fused(swigluForward, [x])[0], gradFunc };
});

// Gate and up are two rows of F numbers instead of halves of one row. XLA then makes one kernel of the backward pass,
// with inner loops over whole rows; a concatenation along the last axis would be a kernel of its own, on one core.

function swigluForward(x: tf.Tensor): tf.Tensor[] {
  const [gate, up] = gateAndUp(x);
  return [withoutRows(tf.mul(tf.mul(gate, tf.sigmoid(gate)), up))];
}

function swigluBackward(dy: tf.Tensor, x: tf.Tensor): tf.Tensor[] {
  const [gate, up] = gateAndUp(x), dyRow = tf.expandDims(dy, -2); // (..., F) -> (..., 1, F)
  const s = tf.sigmoid(gate), silu = tf.mul(gate, s);
  const slope = tf.add(s, tf.mul(silu, tf.sub(1, s)));
  return [withoutRows(tf.concat([tf.mul(tf.mul(dyRow, up), slope), tf.mul(dyRow, silu)], -2))];
}

/** (..., 2F) -> 2 times (..., 1, F) */
function gateAndUp(x: tf.Tensor): tf.Tensor[] {
  const width = x.shape[x.rank - 1] / 2;
  return tf.split(tf.reshape(x, [...x.shape.slice(0, -1), 2, width]), 2, -2);
}

/** (..., R, F) -> (..., R F) */
function withoutRows(x: tf.Tensor): tf.Tensor {
  const [rows, width] = x.shape.slice(-2);
  return tf.reshape(x, [...x.shape.slice(0, -2), rows * width]);
}
