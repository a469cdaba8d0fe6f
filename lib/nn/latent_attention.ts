/**
 * Multi-head latent attention (DeepSeek-V2, V3): keys and values are made from one short vector a token, the latent, and
 * only this latent is cached.
 *
 * `latentAttention` makes keys and values of every head, for training. `cachedLatentAttention` never makes them: it moves
 * the matrix that would make the keys to the query, and the one that would make the values behind the weighted mean (the
 * "absorbed" form). Both give the same results. Rotary positions do not commute with these matrices, so a few features of
 * each query and one key for all heads carry the positions ("decoupled" rotary positions).
 * Letters: B batch, T tokens, C width, H heads, L latent (kvRank), N nopeDim, R ropeDim, V valueDim.
 */
import * as tf from "@tensorflow/tfjs";
import { type AttentionOptions, type HeadsOptions, projectHeads } from "./attention.ts";
import { causalAttention, maskedAttention } from "./attention_in_parts.ts";
import { appendToCache, type CacheSlots, type KeysValues } from "./cached_attention.ts";
import { matMulHeads } from "./grouped_heads.ts";
import { initLinear, linear, type LinearParams } from "./linear.ts";
import { foldIn, type Seed } from "./random.ts";
import { initRMSNorm, rmsNorm, type RMSNormParams } from "./rms_norm.ts";
import { rotary } from "./rotary.ts";

export type LatentAttentionParams = {
  /** (C, qRank) and its norm: the latent of the queries; absent where queries are made from the input itself. */
  readonly q_a?: LinearParams;
  readonly q_norm?: RMSNormParams;
  /** (qRank or C, H (N + R)): for each head the features without positions, then those with. */
  readonly q_b: LinearParams;
  /** (C, L + R): the latent, then the one key with positions that all heads share. */
  readonly kv_a: LinearParams;
  readonly kv_norm: RMSNormParams;
  /** (L, H (N + V)): for each head the rest of the key, then the value. */
  readonly kv_b: LinearParams;
  /** (H V, C) */
  readonly c_proj: LinearParams;
};

/** The widths of latent attention. */
export type LatentConfig = {
  /** L: numbers in the latent of keys and values. */
  readonly kvRank: number;
  /** Numbers in the latent of the queries; none unless given. */
  readonly qRank?: number;
  /** N: features of each head's queries and keys that carry no position. */
  readonly nopeDim: number;
  /** R: features that do, an even number. */
  readonly ropeDim: number;
  /** V: features of each head's values. */
  readonly valueDim: number;
  /** What the scores are multiplied by besides 1 / sqrt(N + R), default 1. DeepSeek's YaRN has its own. */
  readonly scoreFactor?: number;
};

export type LatentOptions = HeadsOptions & { readonly latent: LatentConfig };

/** Initial parameters: normal weights, biases 0, norms 1. */
export function initLatentAttention(
  config: {
    readonly width: number;
    readonly nHead: number;
    readonly latent: LatentConfig;
    /** Bias in `c_proj`, default true, as in `initAttention`. */
    readonly bias?: boolean;
    readonly projectionStd?: number;
  },
  s: Seed,
): LatentAttentionParams {
  const { width, nHead: H, latent, bias = true, projectionStd } = config;
  const { kvRank, qRank, nopeDim, ropeDim, valueDim } = latent;
  const layer = (i: number, nIn: number, nOut: number) =>
    initLinear({ nIn, nOut, bias: false }, foldIn(s, i));
  return tf.tidy(() => ({
    ...(qRank && { q_a: layer(0, width, qRank), q_norm: initRMSNorm({ width: qRank }) }),
    q_b: layer(1, qRank ?? width, H * (nopeDim + ropeDim)),
    kv_a: layer(2, width, kvRank + ropeDim),
    kv_norm: initRMSNorm({ width: kvRank }),
    kv_b: layer(3, kvRank, H * (nopeDim + valueDim)),
    c_proj: initLinear({ nIn: H * valueDim, nOut: width, std: projectionStd, bias }, foldIn(s, 4)),
  }));
}

/**
 * Latent attention over whole sequences, with keys and values for every head.
 *
 * `c = norm(x W_kv)[:L]`, `k_h = [c W_k,h ; rope(x W_kv)[L:]]`, `v_h = c W_v,h`, then attention as usual, with scores divided
 * by sqrt(N + R)
 *
 * @param x (B, T, C) float32
 * @param o `rotary`: tables of width R; `mask`: the causal mask unless given
 * @returns (B, T, C)
 * @see DeepSeek-AI 2024, "DeepSeek-V2", section 2.1 (arXiv 2405.04434)
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { initLatentAttention, latentAttention, rotaryTables, seed } from "lib/nn";
 * import assert from "node:assert/strict";
 * const latent = { kvRank: 4, nopeDim: 6, ropeDim: 2, valueDim: 6 };
 * const params = initLatentAttention({ width: 8, nHead: 2, latent }, seed(1));
 * const tables = rotaryTables(tf.range(0, 3, 1, "int32"), { theta: 10_000, headDim: 2 });
 * const y = latentAttention(params, tf.ones([1, 3, 8]), { nHead: 2, latent, rotary: tables });
 * assert.deepEqual(y.shape, [1, 3, 8]);
 * ```
 */
export function latentAttention(
  params: LatentAttentionParams,
  x: tf.Tensor3D,
  o: AttentionOptions & LatentOptions,
): tf.Tensor3D {
  return tf.tidy(() => {
    const { nHead: H, latent: { nopeDim: N, valueDim: V, scoreFactor = 1 } } = o;
    const { plain, turned } = queries(params, x, o); // (B, H, T, N), (B, H, T, R)
    const { latents, key } = latentsAndKey(params, x, o); // (B, 1, T, L), (B, 1, T, R)
    const [B, , T] = latents.shape;
    const made = tf.reshape(linear(params.kv_b, latents), [B, T, H, N + V]); // (B, 1, T, L) -> (B, T, H, N + V)
    const [k, v] = tf.split(tf.transpose(made, [0, 2, 1, 3]), [N, V], -1) as tf.Tensor4D[]; // (B, H, T, N + V) -> two
    const shared = tf.tile(key, [1, H, 1, 1]); // (B, 1, T, R) -> (B, H, T, R)
    const q = tf.mul(tf.concat([plain, turned], -1), scoreFactor) as tf.Tensor4D; // (B, H, T, N + R)
    const keys = tf.concat([k, shared], -1) as tf.Tensor4D;
    const heads = o.mask
      ? maskedAttention(q, keys, v, { ...o, mask: o.mask })
      : causalAttention(q, keys, v, o); // (B, H, T, V)
    return projectHeads(params, heads, o);
  });
}

/**
 * Latent attention of t new tokens to the cached ones and to each other, in the absorbed form: attention with one head of
 * keys and values, whose keys are [latent ; shared key] and whose values are the latents themselves.
 *
 * `q_h . (c W_k,h) = (q_h W_k,h^T) . c`, and `sum_s w_s (c_s W_v,h) = (sum_s w_s c_s) W_v,h`
 *
 * @param x (B, t, C) float32
 * @param cache `v`: the latents (B, 1, S, L), `k`: the shared keys (B, 1, S, R)
 * @param o `slots` from `cacheSlots`; `rotary`: tables of width R for the new tokens
 * @returns `y` (B, t, C), equal to the last t rows of `latentAttention` over the whole sequence, and the new cache
 * @see DeepSeek-AI 2024, "DeepSeek-V2", section 2.1.2 and appendix C
 */
export function cachedLatentAttention(
  params: LatentAttentionParams,
  x: tf.Tensor3D,
  cache: KeysValues,
  o: LatentOptions & { readonly slots: CacheSlots },
): { y: tf.Tensor3D; cache: KeysValues } {
  return tf.tidy(() => {
    const { nHead: H, latent: { kvRank: L, nopeDim: N, ropeDim: R, valueDim: V, scoreFactor = 1 } } = o;
    const { plain, turned } = queries(params, x, o);
    const fresh = latentsAndKey(params, x, o);
    const { read: { k, v }, kept } = appendToCache(cache, { k: fresh.key, v: fresh.latents }, o.slots);
    const made = tf.transpose(tf.reshape(params.kv_b.weight, [L, H, N + V]), [1, 0, 2]); // (H, L, N + V)
    const [makeKeys, makeValues] = tf.split(made, [N, V], -1) as tf.Tensor3D[]; // (H, L, N), (H, L, V)
    const asked = perHead(plain, makeKeys, true); // (B, H, t, N) -> (B, H, t, L)
    const scores = tf.add(matMulHeads(asked, v, true), matMulHeads(turned, k, true)); // (B, H, t, S)
    const scaled = tf.mul(scores, scoreFactor / Math.sqrt(N + R));
    const weights = tf.softmax(tf.add(scaled, o.slots.mask)) as tf.Tensor4D;
    const heads = perHead(matMulHeads(weights, v), makeValues, false); // (B, H, t, L) -> (B, H, t, V)
    return { y: projectHeads(params, heads), cache: kept };
  });
}

/** The queries of each head: `plain` (B, H, T, N) without positions, `turned` (B, H, T, R) with. */
function queries(params: LatentAttentionParams, x: tf.Tensor3D, o: LatentOptions) {
  const { nHead: H, latent: { nopeDim: N, ropeDim: R }, normEps: eps } = o, [B, T] = x.shape;
  const source = params.q_a ? rmsNorm(params.q_norm!, linear(params.q_a, x), { eps }) : x; // (B, T, qRank or C)
  const heads = tf.transpose(tf.reshape(linear(params.q_b, source), [B, T, H, N + R]), [0, 2, 1, 3]);
  const [plain, rest] = tf.split(heads, [N, R], -1) as tf.Tensor4D[]; // (B, H, T, N + R) -> two
  return { plain, turned: turn(rest, o) };
}

/** What is cached for each token: the normalised latent (B, 1, T, L) and the shared key with its position (B, 1, T, R). */
function latentsAndKey(params: LatentAttentionParams, x: tf.Tensor3D, o: LatentOptions) {
  const { latent: { kvRank: L, ropeDim: R }, normEps: eps } = o, [B, T] = x.shape;
  const [latents, key] = tf.split(linear(params.kv_a, x), [L, R], -1); // (B, T, L + R) -> two
  return {
    latents: tf.reshape<tf.Rank.R4>(rmsNorm(params.kv_norm, latents, { eps }), [B, 1, T, L]),
    key: turn(tf.reshape<tf.Rank.R4>(key, [B, 1, T, R]), o),
  };
}

function turn(x: tf.Tensor4D, o: LatentOptions): tf.Tensor4D {
  return o.rotary ? rotary(x, o.rotary) : x;
}

/** The product of each head of x (B, H, t, X) with the head's own matrix, (H, X, Y), or (H, Y, X) transposed. */
function perHead(x: tf.Tensor4D, matrices: tf.Tensor3D, transpose: boolean): tf.Tensor4D {
  const [B, H, t, X] = x.shape;
  const rows = tf.reshape(tf.transpose(x, [1, 0, 2, 3]), [H, B * t, X]); // (B, H, t, X) -> (H, B t, X)
  const product = tf.matMul(rows, matrices, false, transpose); // (H, B t, Y)
  return tf.transpose(tf.reshape(product, [H, B, t, product.shape[2]!]), [1, 0, 2, 3]) as tf.Tensor4D;
}
