/** Layer normalisation: each vector gets mean 0 and variance 1, then it is scaled and shifted. */
import * as tf from "@tensorflow/tfjs";
import { fused } from "../engine/ops/fused.ts";

/** `weight` (C), `bias` (C): one scale and one shift for each feature. */
export type LayerNormParams = { readonly weight: tf.Tensor1D; readonly bias: tf.Tensor1D };

/** Added to the variance, so that a constant vector is not divided by 0. GPT-2 and PyTorch use this value. */
const EPSILON = 1e-5;

/** Initial values: scale 1, shift 0. */
export function initLayerNorm(config: { readonly width: number }): LayerNormParams {
  return { weight: tf.ones([config.width]), bias: tf.zeros([config.width]) };
}

/**
 * Normalises over the last axis.
 *
 * `y = (x - mean) / sqrt(variance + 1e-5) * weight + bias`, where the variance of the C values is
 * divided by C, not C - 1.
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
  return normalise(x, params.weight, params.bias) as tf.Tensor<R>;
}

/**
 * `y = z * weight + bias`, `z = (x - mean) / sigma`, with a gradient written by hand.
 *
 * `dx = (dz - mean(dz) - z * mean(dz * z)) / sigma`, `dz = dy * weight`. The gradient that tfjs derives needs three times as
 * many operations.
 */
const normalise = tf.customGrad((...args) => {
  const [x, weight, bias, save] = args as [tf.Tensor, tf.Tensor, tf.Tensor, tf.GradSaveFunc];
  const [y, mean, inverse] = fused(layerNormForward, [x, weight, bias]);
  save([x, mean, inverse, weight]);
  return {
    value: y,
    gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => fused(layerNormBackward, [dy, ...saved]),
  };
});

/** @returns y (..., C); mean and 1 / sigma (..., 1) */
function layerNormForward(x: tf.Tensor, weight: tf.Tensor, bias: tf.Tensor): tf.Tensor[] {
  const mean = tf.mean(x, -1, true);
  const centred = tf.sub(x, mean);
  const variance = tf.mean(tf.square(centred), -1, true);
  const inverse = tf.rsqrt(tf.add(variance, EPSILON));
  return [tf.add(tf.mul(tf.mul(centred, inverse), weight), bias), mean, inverse];
}

/** @returns the gradients of x (..., C), weight (C) and bias (C) */
function layerNormBackward(
  dy: tf.Tensor,
  x: tf.Tensor,
  mean: tf.Tensor,
  inverse: tf.Tensor,
  weight: tf.Tensor,
): tf.Tensor[] {
  const z = tf.mul(tf.sub(x, mean), inverse), dz = tf.mul(dy, weight);
  const along = tf.mul(z, tf.mean(tf.mul(dz, z), -1, true));
  const dx = tf.mul(tf.sub(tf.sub(dz, tf.mean(dz, -1, true)), along), inverse);
  const rows = x.shape.map((_, axis) => axis).slice(0, -1); // all axes but the last
  return [dx, tf.sum(tf.mul(dy, z), rows), tf.sum(dy, rows)];
}
