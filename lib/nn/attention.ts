/**
 * Causal self-attention with several heads: each token gathers what it needs from the tokens before it.
 *
 * Letters: B batch, T tokens, C width, H heads, D = C / H width of a head. `attention` handles whole sequences;
 * `cached_attention.ts` handles new tokens after a cached past, from the same parts.
 */
import * as tf from "@tensorflow/tfjs";
import { dropout } from "./dropout.ts";
import { initLinear, linear, type LinearParams } from "./linear.ts";
import { foldIn, type Seed } from "./random.ts";

/** `c_attn` (C, 3C) makes queries, keys and values in one product; `c_proj` (C, C) mixes the heads' results. */
export type AttentionParams = { readonly c_attn: LinearParams; readonly c_proj: LinearParams };

export interface AttentionConfig {
  readonly width: number;
  /** Bias in `c_attn`, default true (GPT-2); `c_proj` always has one. */
  readonly qkvBias?: boolean;
  /** Standard deviation of `c_proj`'s initial weights, default 0.02; `c_attn`'s is 0.02. */
  readonly projectionStd?: number;
}

export interface AttentionOptions {
  readonly nHead: number;
  /** Added to the scores, broadcasts to (B, H, T, T). Without it no token sees a later one. */
  readonly mask?: tf.Tensor;
  /** Dropout rate of the attention weights and of the result, default 0; active only with a seed. */
  readonly dropout?: number;
  readonly seed?: Seed;
}

/** Initial parameters: normal weights, biases 0. */
export function initAttention(config: AttentionConfig, s: Seed): AttentionParams {
  const { width, qkvBias = true, projectionStd = 0.02 } = config;
  return tf.tidy(() => ({
    c_attn: initLinear({ nIn: width, nOut: 3 * width, bias: qkvBias }, foldIn(s, 0)),
    c_proj: initLinear({ nIn: width, nOut: width, std: projectionStd }, foldIn(s, 1)),
  }));
}

/**
 * Self-attention over whole sequences.
 *
 * `y = concat_h(softmax(q_h k_h^T / sqrt(D) + mask) v_h) W + b`, with q, k and v linear in x
 *
 * @param x (B, T, C) float32
 * @returns (B, T, C)
 * @throws RangeError if the width is no multiple of nHead
 * @see Vaswani et al. 2017, "Attention is all you need", section 3.2; GPT-2's layout of the weights
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { attention } from "lib/nn";
 * import assert from "node:assert/strict";
 * // Queries and keys 0: every token takes the mean of the values up to itself. Values and projection: x itself.
 * const params = { c_attn: { weight: tf.tensor2d([[0, 0, 1]]) }, c_proj: { weight: tf.tensor2d([[1]]) } };
 * const y = attention(params, tf.tensor3d([[[2], [4], [9]]]), { nHead: 1 });
 * assert.deepEqual(y.arraySync(), [[[2], [3], [5]]]);
 * ```
 */
export function attention(params: AttentionParams, x: tf.Tensor3D, o: AttentionOptions): tf.Tensor3D {
  return tf.tidy(() => {
    const { q, k, v } = queriesKeysValues(params, x, o.nHead);
    const { mask } = o;
    const heads = mask ? scaledDotProductAttention(q, k, v, { ...o, mask }) : causalAttention(q, k, v, o);
    return project(params, heads, o);
  });
}

/**
 * How much each token attends to each other, head by head: the weights that `attention` takes its means with.
 *
 * `softmax(q_h k_h^T / sqrt(D) + mask)`. For looking at a model: computed again from the layer's input, so that
 * training pays nothing for it.
 *
 * @param x (B, T, C) float32, what the attention layer gets (in a block, after the norm)
 * @returns (B, H, T, T): row = query, column = key; each row sums to 1
 * @throws RangeError if the width is no multiple of nHead
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { attentionWeights } from "lib/nn";
 * import assert from "node:assert/strict";
 * // Queries and keys 0: nothing to choose by, so every token attends to all tokens up to itself alike.
 * const params = { c_attn: { weight: tf.tensor2d([[0, 0, 1]]) }, c_proj: { weight: tf.tensor2d([[1]]) } };
 * const weights = attentionWeights(params, tf.tensor3d([[[2], [4]]]), { nHead: 1 });
 * assert.deepEqual(weights.arraySync(), [[[[1, 0], [0.5, 0.5]]]]);
 * ```
 */
export function attentionWeights(
  params: AttentionParams,
  x: tf.Tensor3D,
  o: { readonly nHead: number; readonly mask?: tf.Tensor },
): tf.Tensor4D {
  return tf.tidy(() => {
    const { q, k } = queriesKeysValues(params, x, o.nHead);
    return softmaxOfScores(q, k, o.mask ?? causalMask(x.shape[1]));
  });
}

/** The queries, keys and values of each head, each (B, H, T, D). */
export function queriesKeysValues(
  params: AttentionParams,
  x: tf.Tensor3D,
  nHead: number,
): { q: tf.Tensor4D; k: tf.Tensor4D; v: tf.Tensor4D } {
  const [B, T, C] = x.shape;
  if (C % nHead !== 0) {
    throw new RangeError(`attention: expected a width that is a multiple of nHead, found ${C} and ${nHead}`);
  }
  const [q, k, v] = tf.split(linear(params.c_attn, x), 3, -1) // (B, T, 3C) -> 3 times (B, T, C)
    .map((part) => tf.reshape(part, [B, T, nHead, C / nHead])) // (B, T, C) -> (B, T, H, D)
    .map((heads) => tf.transpose(heads, [0, 2, 1, 3]) as tf.Tensor4D); // (B, T, H, D) -> (B, H, T, D)
  return { q, k, v };
}

/**
 * For each query the mean of the values, weighted by how well their keys match it.
 *
 * @param q (B, H, T, D); `k` and `v` (B, H, S, D)
 * @param o `mask`: added to the scores, broadcasts to (B, H, T, S)
 * @returns (B, H, T, D)
 */
export function scaledDotProductAttention(
  q: tf.Tensor4D,
  k: tf.Tensor4D,
  v: tf.Tensor4D,
  o: { readonly mask: tf.Tensor; readonly dropout?: number; readonly seed?: Seed },
): tf.Tensor4D {
  const weights = drop(softmaxOfScores(q, k, o.mask), o, 0); // (B, H, T, S), each row sums to 1
  return tf.matMul(weights, v) as tf.Tensor4D; // (B, H, T, D)
}

/** Queries that are computed together; fewer save more work, but make products that are too small to be fast. */
const ROWS = 64;

/**
 * `scaledDotProductAttention` with the causal mask, without most of what the mask would hide.
 *
 * The queries are taken ROWS at a time, each part with the keys up to its end: of T = 256 tokens' scores 5 of 8 are
 * computed instead of all.
 *
 * @param q (B, H, T, D); `k` and `v` alike
 * @returns (B, H, T, D)
 */
export function causalAttention(
  q: tf.Tensor4D,
  k: tf.Tensor4D,
  v: tf.Tensor4D,
  o: { readonly dropout?: number; readonly seed?: Seed } = {},
): tf.Tensor4D {
  const T = q.shape[2];
  const count = Math.max(1, Math.floor(T / ROWS)); // the last part takes what is left over
  if (count === 1) return scaledDotProductAttention(q, k, v, { ...o, mask: causalMask(T) });
  const places = (x: tf.Tensor4D, from: number, to: number) =>
    tf.slice(x, [0, 0, from, 0], [-1, -1, to - from, -1]);
  const parts = Array.from({ length: count }, (_, i) => {
    const start = i * ROWS, end = i === count - 1 ? T : start + ROWS;
    const seed = o.seed && foldIn(o.seed, 2 + i); // 0 and 1 are those of the two dropouts
    const mask = causalMask(end, { from: start });
    return scaledDotProductAttention(places(q, start, end), places(k, 0, end), places(v, 0, end), {
      ...o,
      seed,
      mask,
    });
  });
  return tf.concat(parts, 2); // (B, H, ROWS, D) side by side -> (B, H, T, D)
}

function softmaxOfScores(q: tf.Tensor4D, k: tf.Tensor4D, mask: tf.Tensor): tf.Tensor4D {
  const scaled = tf.mul(q, 1 / Math.sqrt(q.shape[3])); // smaller than the scores: cheaper to scale
  return tf.softmax(tf.add(tf.matMul(scaled, k, false, true), mask)) as tf.Tensor4D; // (B, H, T, S)
}

/** Puts the heads side by side and mixes them: (B, H, T, D) -> (B, T, C). */
export function project(
  params: AttentionParams,
  heads: tf.Tensor4D,
  o: { readonly dropout?: number; readonly seed?: Seed },
): tf.Tensor3D {
  const [B, H, T, D] = heads.shape;
  const merged = tf.reshape(tf.transpose(heads, [0, 2, 1, 3]), [B, T, H * D]); // (B, T, H, D) -> (B, T, C)
  return drop(linear(params.c_proj, merged as tf.Tensor3D), o, 1);
}

/**
 * What is added to the scores so that no token sees a later one: 0 where the key is not later, else -1e9.
 *
 * @param o `from`: the first query; those before it are left out, default 0
 * @returns (T - from, T), row = query, column = key
 */
export function causalMask(T: number, { from = 0 }: { readonly from?: number } = {}): tf.Tensor2D {
  return tf.tidy(() => {
    const keys = tf.range(0, T, 1, "int32"), queries = tf.range(from, T, 1, "int32");
    return hideKeys(tf.greater(keys, tf.reshape(queries, [T - from, 1]))); // (T) > (T - from, 1) -> (T - from, T)
  });
}

/** -1e9 where true, 0 where false; after the softmax, e^-1e9 is exactly 0. */
export function hideKeys<T extends tf.Tensor>(hidden: T): T {
  return tf.mul(tf.cast(hidden, "float32"), -1e9) as T;
}

/** Dropout with the layer's `use`-th seed; x itself without a seed. */
function drop<T extends tf.Tensor>(x: T, o: { dropout?: number; seed?: Seed }, use: number): T {
  return o.seed && o.dropout ? dropout(x, { rate: o.dropout, seed: foldIn(o.seed, use) }) : x;
}
