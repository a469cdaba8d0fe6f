/** The norm of a block: layer norm (GPT-2), RMSNorm (Llama) or Dynamic Tanh. */
import type * as tf from "@tensorflow/tfjs";
import { dyt, type DyTParams, initDyT } from "./dyt.ts";
import { initLayerNorm, layerNorm, type LayerNormParams } from "./layer_norm.ts";
import { initRMSNorm, rmsNorm, type RMSNormParams } from "./rms_norm.ts";

export type NormName = "layerNorm" | "rmsNorm" | "dyt";

/** The parameters say which norm it is: Dynamic Tanh has an `alpha`, and RMSNorm has no `bias`. */
export type NormParams = LayerNormParams | RMSNormParams | DyTParams;

/** Initial values of a norm, layer norm unless named. */
export function initNorm(config: { readonly width: number; readonly norm?: NormName }): NormParams {
  switch (config.norm) {
    case "rmsNorm":
      return initRMSNorm(config);
    case "dyt":
      return initDyT(config);
    default:
      return initLayerNorm(config);
  }
}

/**
 * Applies the norm that the parameters belong to.
 *
 * @param x (..., C) float32
 * @param o `normEps`: RMSNorm's epsilon, default 1e-5; the others have no such setting
 * @returns (..., C)
 */
export function norm<R extends tf.Rank>(
  params: NormParams,
  x: tf.Tensor<R>,
  o: { readonly normEps?: number } = {},
): tf.Tensor<R> {
  if ("alpha" in params) return dyt(params, x);
  if ("bias" in params) return layerNorm(params, x);
  return rmsNorm(params, x, { eps: o.normEps });
}
