/**
 * The MLP, the second half of a block: two linear layers with an activation between them, for each token separately. The
 * activation is GELU (GPT-2) or SwiGLU (Llama), which takes two vectors and returns one.
 */
import * as tf from "@tensorflow/tfjs";
import { type DropoutOptions, dropWith } from "./dropout.ts";
import { gelu } from "./gelu.ts";
import { initLinear, linear, type LinearParams } from "./linear.ts";
import { foldIn, type Seed } from "./random.ts";
import { swiglu } from "./swiglu.ts";

/** `c_fc` (C, 4C) and `c_proj` (4C, C). With SwiGLU, `c_fc` (C, 2 nInner) makes the gates, then what they multiply. */
export type MLPParams = { readonly c_fc: LinearParams; readonly c_proj: LinearParams };

export type Activation = "gelu" | "swiglu";

export interface MLPConfig {
  readonly width: number;
  /** Default "gelu". */
  readonly activation?: Activation;
  /** Width of `c_proj`'s input, default 4 width. */
  readonly nInner?: number;
  /** Bias in both layers, default true (GPT-2). */
  readonly bias?: boolean;
  /** Standard deviation of `c_proj`'s initial weights, default 0.02. */
  readonly projectionStd?: number;
}

/** Initial parameters: normal weights, biases 0. */
export function initMLP(config: MLPConfig, s: Seed): MLPParams {
  const { width, nInner = 4 * width, activation, bias = true, projectionStd = 0.02 } = config;
  const nFc = activation === "swiglu" ? 2 * nInner : nInner;
  return tf.tidy(() => ({
    c_fc: initLinear({ nIn: width, nOut: nFc, bias }, foldIn(s, 0)),
    c_proj: initLinear({ nIn: nInner, nOut: width, std: projectionStd, bias }, foldIn(s, 1)),
  }));
}

/**
 * Two linear layers with an activation between them.
 *
 * `y = gelu(x W_fc + b_fc) W_proj + b_proj`, or with `swiglu` in place of `gelu`
 *
 * @param x (B, T, C) float32
 * @param o `activation`: default "gelu"; `dropout`: rate on the result, default 0, active only with a `seed`
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
  o: DropoutOptions & { readonly activation?: Activation } = {},
): tf.Tensor3D {
  const act = o.activation === "swiglu" ? swiglu : gelu;
  return tf.tidy(() => {
    const y = linear(params.c_proj, act(linear(params.c_fc, x))); // (B, T, C) -> (B, T, 4C) -> (B, T, C)
    return dropWith(o, y, 0);
  });
}
