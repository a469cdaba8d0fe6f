/** Layer normalisation: each vector is brought to mean 0 and variance 1, then scaled and shifted. */
import * as tf from "@tensorflow/tfjs";

/** `weight` (C), `bias` (C): one scale and one shift for each feature. */
export type LayerNormParams = { readonly weight: tf.Tensor1D; readonly bias: tf.Tensor1D };

/** Added to the variance, so that a constant vector is not divided by 0; the value of GPT-2 and PyTorch. */
const EPSILON = 1e-5;

/** Initial values: scale 1, shift 0. */
export function initLayerNorm(config: { readonly width: number }): LayerNormParams {
  return { weight: tf.ones([config.width]), bias: tf.zeros([config.width]) };
}

/**
 * Normalises over the last axis.
 *
 * `y = (x - mean) / sqrt(variance + 1e-5) * weight + bias`, the variance being that of the C values (divided
 * by C, not C - 1).
 *
 * @param x (..., C) float32
 * @returns (..., C)
 * @see Ba, Kiros, Hinton 2016, "Layer normalization", equation 4.
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { initLayerNorm, layerNorm } from "lib/nn";
 * import assert from "node:assert/strict";
 * const y = layerNorm(initLayerNorm({ width: 2 }), tf.tensor2d([[3, 7]]));
 * assert.deepEqual(y.arraySync().flat().map((v) => Math.round(v * 1e4) / 1e4), [-1, 1]);
 * ```
 */
export function layerNorm<R extends tf.Rank>(params: LayerNormParams, x: tf.Tensor<R>): tf.Tensor<R> {
  return tf.tidy(() => tf.add(tf.mul(standardise(x), params.weight), params.bias) as tf.Tensor<R>);
}

/**
 * `z = (x - mean) / sigma` with a gradient of its own.
 *
 * `dx = (dz - mean(dz) - z * mean(dz * z)) / sigma`: the gradient tfjs would derive op by op, in a third of
 * the ops.
 */
const standardise = tf.customGrad((x, save) => {
  const centred = tf.sub(x as tf.Tensor, tf.mean(x as tf.Tensor, -1, true));
  const variance = tf.mean(tf.square(centred), -1, true); // (..., 1)
  const inverse = tf.rsqrt(tf.add(variance, EPSILON)); // 1 / sigma, (..., 1)
  const z = tf.mul(centred, inverse);
  (save as tf.GradSaveFunc)([z, inverse]);
  const gradFunc = (dz: tf.Tensor, [z, inverse]: tf.Tensor[]) => {
    const along = tf.mul(z, tf.mean(tf.mul(dz, z), -1, true));
    return tf.mul(tf.sub(tf.sub(dz, tf.mean(dz, -1, true)), along), inverse);
  };
  return { value: z, gradFunc };
});
