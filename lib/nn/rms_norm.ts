/** RMSNorm: each vector is divided by its root mean square, then scaled. Layer norm without the mean and the shift. */
import * as tf from "@tensorflow/tfjs";
import { fused } from "../engine/ops/fused.ts";

/** `weight` (C): one scale for each feature. */
export type RMSNormParams = { readonly weight: tf.Tensor1D };

/** Initial values: scale 1. */
export function initRMSNorm(config: { readonly width: number }): RMSNormParams {
  return { weight: tf.ones([config.width]) };
}

/**
 * Normalises over the last axis.
 *
 * `y = x / sqrt(mean(x^2) + eps) * weight`
 *
 * @param x (..., C) float32
 * @param o `eps`: keeps a vector of zeros from being divided by 0, default 1e-5; models use 1e-5 or 1e-6
 * @returns (..., C)
 * @see Zhang, Sennrich 2019, "Root mean square layer normalization", equation 4
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { initRMSNorm, rmsNorm } from "lib/nn";
 * import assert from "node:assert/strict";
 * const y = rmsNorm(initRMSNorm({ width: 2 }), tf.tensor2d([[1, 7]])); // root mean square 5
 * assert.deepEqual(y.arraySync().flat().map((v) => Math.round(v * 1e4) / 1e4), [0.2, 1.4]);
 * ```
 */
export function rmsNorm<R extends tf.Rank>(
  params: RMSNormParams,
  x: tf.Tensor<R>,
  { eps = 1e-5 }: { readonly eps?: number } = {},
): tf.Tensor<R> {
  return normaliseWith(eps)(x, params.weight) as tf.Tensor<R>;
}

/**
 * `y = z * weight`, `z = x / sigma`, with a gradient written by hand.
 *
 * `dx = (dz - z * mean(dz * z)) / sigma`, `dz = dy * weight`
 */
const normaliseWith = (eps: number) =>
  tf.customGrad((...args) => {
    const [x, weight, save] = args as [tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    // eps is an input, because a kernel is compiled once for each function and all values of eps share it.
    const [y, inverse] = tf.tidy(() => fused(rmsNormForward, [x, weight, tf.scalar(eps)]));
    save([x, inverse, weight]);
    return {
      value: y,
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => fused(rmsNormBackward, [dy, ...saved]),
    };
  });

/** @returns y (..., C) and 1 / sigma (..., 1) */
function rmsNormForward(x: tf.Tensor, weight: tf.Tensor, eps: tf.Tensor): tf.Tensor[] {
  const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(x), -1, true), eps));
  return [tf.mul(tf.mul(x, inverse), weight), inverse];
}

/** @returns the gradients of x (..., C) and weight (C) */
function rmsNormBackward(dy: tf.Tensor, x: tf.Tensor, inverse: tf.Tensor, weight: tf.Tensor): tf.Tensor[] {
  const z = tf.mul(x, inverse), dz = tf.mul(dy, weight);
  const dx = tf.mul(tf.sub(dz, tf.mul(z, tf.mean(tf.mul(dz, z), -1, true))), inverse);
  const rows = x.shape.map((_, axis) => axis).slice(0, -1); // all axes but the last
  return [dx, tf.sum(tf.mul(dy, z), rows)];
}
