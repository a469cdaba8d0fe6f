/**
 * Transformer block, pre-norm: attention and MLP, each on a normalised copy, each added to the residual stream.
 *
 * `block` uses attention in parts, which gives the results of attention.ts faster.
 */
import * as tf from "@tensorflow/tfjs";
import {
  type AttentionConfig,
  type AttentionOptions,
  type AttentionParams,
  initAttention,
} from "./attention.ts";
import { attentionInParts } from "./attention_in_parts.ts";
import { cachedAttention, type CacheSlots, type KeysValues } from "./cached_attention.ts";
import { initLayerNorm, layerNorm, type LayerNormParams } from "./layer_norm.ts";
import { initMLP, mlp, type MLPParams } from "./mlp.ts";
import { foldIn, type Seed } from "./random.ts";

export type BlockParams = {
  readonly ln_1: LayerNormParams;
  readonly attn: AttentionParams;
  readonly ln_2: LayerNormParams;
  readonly mlp: MLPParams;
};

/** Initial parameters of all four parts. */
export function initBlock(config: AttentionConfig, s: Seed): BlockParams {
  return tf.tidy(() => ({
    ln_1: initLayerNorm(config),
    attn: initAttention(config, foldIn(s, 0)),
    ln_2: initLayerNorm(config),
    mlp: initMLP(config, foldIn(s, 1)),
  }));
}

/**
 * One block over whole sequences.
 *
 * `h = x + attention(layerNorm(x))`, `y = h + mlp(layerNorm(h))`
 *
 * @param x (B, T, C) float32
 * @param o `nHead`, `mask`, and `dropout` with a `seed` while training
 * @returns (B, T, C)
 * @see Radford et al. 2019, "Language models are unsupervised multitask learners", section 2.3
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { block, initBlock, seed } from "lib/nn";
 * import assert from "node:assert/strict";
 * // With both projections 0, nothing is added to the residual stream.
 * const params = initBlock({ width: 4, projectionStd: 0 }, seed(1));
 * const x = tf.tensor3d([[[1, 2, 3, 4], [5, 6, 7, 8]]]);
 * assert.deepEqual(block(params, x, { nHead: 2 }).arraySync(), x.arraySync());
 * ```
 */
export function block(params: BlockParams, x: tf.Tensor3D, o: AttentionOptions): tf.Tensor3D {
  return tf.tidy(() => {
    const seeds = o.seed && { attn: foldIn(o.seed, 0), mlp: foldIn(o.seed, 1) };
    const h = tf.add<tf.Tensor3D>(
      x,
      attentionInParts(params.attn, layerNorm(params.ln_1, x), { ...o, seed: seeds?.attn }),
    );
    return tf.add<tf.Tensor3D>(h, mlp(params.mlp, layerNorm(params.ln_2, h), { ...o, seed: seeds?.mlp }));
  });
}

/** The same block for t new tokens (B, t, C) after cached ones; see `cachedAttention`. */
export function cachedBlock(
  params: BlockParams,
  x: tf.Tensor3D,
  cache: KeysValues,
  o: { readonly nHead: number; readonly slots: CacheSlots },
): { y: tf.Tensor3D; cache: KeysValues } {
  return tf.tidy(() => {
    const attended = cachedAttention(params.attn, layerNorm(params.ln_1, x), cache, o);
    const h = tf.add<tf.Tensor3D>(x, attended.y);
    return { y: tf.add(h, mlp(params.mlp, layerNorm(params.ln_2, h))), cache: attended.cache };
  });
}
