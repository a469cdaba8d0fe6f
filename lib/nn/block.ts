/**
 * Transformer block, pre-norm: attention and MLP, each on a normalised copy, each added to the residual stream.
 *
 * GPT-2's block unless the options name newer parts. `block` uses attention in parts, which gives the results of attention.ts
 * faster.
 */
import * as tf from "@tensorflow/tfjs";
import {
  type AttentionConfig,
  type AttentionOptions,
  type AttentionParams,
  type HeadsOptions,
  initAttention,
} from "./attention.ts";
import { attentionInParts } from "./attention_in_parts.ts";
import { cachedAttention, type CacheSlots, type KeysValues } from "./cached_attention.ts";
import { dropWith } from "./dropout.ts";
import { experts, type ExpertsConfig, type ExpertsParams, initExperts } from "./experts.ts";
import {
  cachedLatentAttention,
  initLatentAttention,
  latentAttention,
  type LatentAttentionParams,
  type LatentConfig,
} from "./latent_attention.ts";
import type { LayerNormParams } from "./layer_norm.ts";
import { type Activation, initMLP, mlp, type MLPConfig, type MLPParams } from "./mlp.ts";
import { initNorm, norm, type NormName, type NormParams } from "./norm.ts";
import { foldIn, type Seed } from "./random.ts";

/** A block's parameters, with layer norms (GPT-2) unless another type is named. */
export type BlockParams<Norm extends NormParams = LayerNormParams> = {
  readonly ln_1: Norm;
  readonly attn: AttentionParams;
  readonly ln_2: Norm;
  readonly mlp: MLPParams;
};

/** A block's parameters with any parts: any norm, latent attention, a mixture of experts. BlockParams are one case. */
export type AnyBlockParams = {
  readonly ln_1: NormParams;
  readonly attn: AttentionParams | LatentAttentionParams;
  readonly ln_2: NormParams;
  readonly mlp: MLPParams | ExpertsParams;
};

/** Only `width` is needed; all else is GPT-2's unless given. */
export interface BlockConfig extends AttentionConfig, MLPConfig, DeepSeekParts {
  readonly norm?: NormName;
}

/** The widths of latent attention and the experts (DeepSeek), where a block has them. */
interface DeepSeekParts {
  readonly latent?: LatentConfig;
  readonly experts?: ExpertsConfig;
}

interface BlockParts extends DeepSeekParts {
  /** Between the MLP's layers, default "gelu". */
  readonly activation?: Activation;
  /** Whether the norms are on the results of attention and MLP instead of their inputs (EXAONE 4), default false. */
  readonly outputNorm?: boolean;
  /** Whether the experts' capacity holds, default false. */
  readonly training?: boolean;
}

export type BlockOptions = AttentionOptions & BlockParts;

/** Initial parameters of all four parts. */
export function initBlock(
  config: BlockConfig & {
    readonly norm?: "layerNorm";
    readonly latent?: undefined;
    readonly experts?: undefined;
  },
  s: Seed,
): BlockParams;
export function initBlock(config: BlockConfig, s: Seed): AnyBlockParams;
export function initBlock(config: BlockConfig, s: Seed): AnyBlockParams {
  const { nHead = 1, latent, experts } = config;
  return tf.tidy(() => ({
    ln_1: initNorm(config),
    attn: latent
      ? initLatentAttention({ ...config, nHead, latent }, foldIn(s, 0))
      : initAttention(config, foldIn(s, 0)),
    ln_2: initNorm(config),
    mlp: experts ? initExperts({ ...config, experts }, foldIn(s, 1)) : initMLP(config, foldIn(s, 1)),
  }));
}

/**
 * One block over whole sequences.
 *
 * `h = x + attention(layerNorm(x))`, `y = h + mlp(layerNorm(h))`
 *
 * @param x (B, T, C) float32
 * @param o `nHead`, `mask`, and `dropout` with a `seed` while training; the rest names newer parts
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
export function block(params: AnyBlockParams, x: tf.Tensor3D, o: BlockOptions): tf.Tensor3D {
  return tf.tidy(() => {
    const seeds = o.seed && { attn: foldIn(o.seed, 0), mlp: foldIn(o.seed, 1) };
    const h = attentionResidual(params, x, { ...o, seed: seeds?.attn });
    return residual(h, params.ln_2, o, (z) => feedForward(params.mlp, z, { ...o, seed: seeds?.mlp }));
  });
}

/** The block's first half: `x + attention(norm(x))`. (B, T, C) */
export function attentionResidual(params: AnyBlockParams, x: tf.Tensor3D, o: BlockOptions): tf.Tensor3D {
  return tf.tidy(() => residual(x, params.ln_1, o, (z) => attend(params.attn, z, o)));
}

/** The same block for t new tokens (B, t, C) after cached ones; see `cachedAttention`. */
export function cachedBlock(
  params: AnyBlockParams,
  x: tf.Tensor3D,
  cache: KeysValues,
  o: HeadsOptions & BlockParts & { readonly slots: CacheSlots },
): { y: tf.Tensor3D; cache: KeysValues } {
  return tf.tidy(() => {
    let kept = cache;
    const h = residual(x, params.ln_1, o, (z) => {
      const attended = isLatent(params.attn)
        ? cachedLatentAttention(params.attn, z, cache, { ...o, latent: given(o.latent, "latent") })
        : cachedAttention(params.attn, z, cache, o);
      kept = attended.cache;
      return attended.y;
    });
    const y = residual(h, params.ln_2, o, (z) => feedForward(params.mlp, z, { ...o, dropout: 0 }));
    return { y, cache: kept };
  });
}

/** Attention of the kind that the parameters belong to. */
function attend(params: AnyBlockParams["attn"], x: tf.Tensor3D, o: BlockOptions): tf.Tensor3D {
  if (!isLatent(params)) return attentionInParts(params, x, o);
  return latentAttention(params, x, { ...o, latent: given(o.latent, "latent") });
}

/** The block's second half, of the kind that the parameters belong to. */
function feedForward(params: AnyBlockParams["mlp"], x: tf.Tensor3D, o: BlockOptions): tf.Tensor3D {
  if (!("router" in params)) return mlp(params, x, o);
  return dropWith(o, experts(params, x, { ...o, experts: given(o.experts, "experts") }), 0);
}

export function isLatent(params: AnyBlockParams["attn"]): params is LatentAttentionParams {
  return "kv_a" in params;
}

function given<T>(part: T | undefined, name: string): T {
  if (part !== undefined) return part;
  throw new RangeError(
    `block: the weights have ${name}, but the options do not say its sizes; pass the config's ${name}`,
  );
}

/** What a layer adds to the residual stream: `x + f(norm(x))`, or `x + norm(f(x))` with `outputNorm`. (B, T, C) */
function residual(
  x: tf.Tensor3D,
  params: NormParams,
  o: HeadsOptions & BlockParts,
  f: (x: tf.Tensor3D) => tf.Tensor3D,
): tf.Tensor3D {
  const added = o.outputNorm
    ? norm<tf.Rank.R3>(params, f(x), o)
    : f(norm<tf.Rank.R3>(params, x, o) as tf.Tensor3D);
  return tf.add<tf.Tensor3D>(x, added);
}
