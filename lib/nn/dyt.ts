/** Dynamic Tanh: an element-wise alternative to layer normalisation, without mean and variance. */
import * as tf from "@tensorflow/tfjs";

/** `alpha` (1): the slope of the tanh; `weight` (C), `bias` (C): scale and shift of each feature. */
export type DyTParams = {
  readonly alpha: tf.Tensor1D;
  readonly weight: tf.Tensor1D;
  readonly bias: tf.Tensor1D;
};

/** Initial values: scale 1, shift 0, alpha 0.5 unless given (the paper's default, section 4). */
export function initDyT(config: { readonly width: number; readonly alpha?: number }): DyTParams {
  const { width, alpha = 0.5 } = config;
  return { alpha: tf.tensor1d([alpha]), weight: tf.ones([width]), bias: tf.zeros([width]) };
}

/**
 * Squashes each value.
 *
 * `y = tanh(alpha * x) * weight + bias`
 *
 * @param x (..., C) float32
 * @returns (..., C)
 * @see Zhu, Chen, He, LeCun, Liu 2025, "Transformers without normalization", section 4.
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { dyt, initDyT } from "lib/nn";
 * import assert from "node:assert/strict";
 * const y = dyt(initDyT({ width: 2 }), tf.tensor2d([[0, 4]])).dataSync();
 * assert.ok(y[0] === 0 && Math.abs(y[1] - Math.tanh(2)) < 1e-6);
 * ```
 */
export function dyt<R extends tf.Rank>(params: DyTParams, x: tf.Tensor<R>): tf.Tensor<R> {
  return tf.tidy(() =>
    tf.add(tf.mul(tf.tanh(tf.mul(x, params.alpha)), params.weight), params.bias) as tf.Tensor<R>
  );
}
