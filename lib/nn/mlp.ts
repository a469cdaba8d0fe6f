/** The MLP, the second half of a block: two linear layers with GELU between them, for each token separately. */
import * as tf from "@tensorflow/tfjs";
import { dropout } from "./dropout.ts";
import { gelu } from "./gelu.ts";
import { initLinear, linear, type LinearParams } from "./linear.ts";
import { foldIn, type Seed } from "./random.ts";

/** `c_fc` (C, 4C) and `c_proj` (4C, C). */
export type MLPParams = { readonly c_fc: LinearParams; readonly c_proj: LinearParams };

/** Initial parameters; `projectionStd` is the standard deviation of `c_proj`'s weights, default 0.02. */
export function initMLP(
  config: { readonly width: number; readonly projectionStd?: number },
  s: Seed,
): MLPParams {
  const { width, projectionStd = 0.02 } = config;
  return tf.tidy(() => ({
    c_fc: initLinear({ nIn: width, nOut: 4 * width }, foldIn(s, 0)),
    c_proj: initLinear({ nIn: 4 * width, nOut: width, std: projectionStd }, foldIn(s, 1)),
  }));
}

/**
 * Two linear layers with GELU between them.
 *
 * `y = gelu(x W_fc + b_fc) W_proj + b_proj`
 *
 * @param x (B, T, C) float32
 * @param o `dropout`: rate on the result, default 0, active only with a `seed`
 * @returns (B, T, C)
 * @see Radford et al. 2019, GPT-2's `mlp`
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { mlp } from "lib/nn";
 * import assert from "node:assert/strict";
 * // c_fc makes (x, -x); c_proj adds both: gelu(x) + gelu(-x) = x tanh(u).
 * const params = { c_fc: { weight: tf.tensor2d([[1, -1]]) }, c_proj: { weight: tf.tensor2d([[1], [1]]) } };
 * assert.ok(Math.abs(mlp(params, tf.tensor3d([[[1]]])).dataSync()[0] - 0.6824) < 1e-4);
 * ```
 */
export function mlp(
  params: MLPParams,
  x: tf.Tensor3D,
  o: { readonly dropout?: number; readonly seed?: Seed } = {},
): tf.Tensor3D {
  return tf.tidy(() => {
    const y = linear(params.c_proj, gelu(linear(params.c_fc, x))); // (B, T, C) -> (B, T, 4C) -> (B, T, C)
    return o.seed && o.dropout ? dropout(y, { rate: o.dropout, seed: foldIn(o.seed, 0) }) : y;
  });
}
