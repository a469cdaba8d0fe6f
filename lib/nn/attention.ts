/**
 * Causal self-attention with several heads: each token collects information from itself and the tokens before it.
 *
 * This is the plain form, as notebook 03 writes it. Two faster forms give the same results: attention_in_parts.ts (used by
 * the blocks of a model) and cached_attention.ts (used for generation).
 * Letters: B batch, T tokens, C width, H heads, D = C / H width of a head.
 */
import * as tf from "@tensorflow/tfjs";
import { causalMask } from "./attention_mask.ts";
import { type DropoutOptions, dropWith } from "./dropout.ts";
import { matMulHeads } from "./grouped_heads.ts";
import { initLinear, linear, type LinearParams } from "./linear.ts";
import { foldIn, type Seed } from "./random.ts";
import { initRMSNorm, rmsNorm, type RMSNormParams } from "./rms_norm.ts";
import { rotary, type RotaryTables } from "./rotary.ts";

/** `c_attn` (C, 3C) makes queries, keys and values in one product; `c_proj` (C, C) mixes the heads' results. */
export type AttentionParams = {
  readonly c_attn: LinearParams;
  readonly c_proj: LinearParams;
  /** QK-norm, weight (D): RMSNorm of each head's queries and keys. Absent in GPT-2. */
  readonly q_norm?: RMSNormParams;
  readonly k_norm?: RMSNormParams;
};

export interface AttentionConfig {
  readonly width: number;
  /** Needed only with one of the next two. `c_attn` is (C, (nHead + 2 nKVHead) headDim), `c_proj` (nHead headDim, C). */
  readonly nHead?: number;
  /** Heads of keys and values, default nHead. */
  readonly nKVHead?: number;
  /** Width of a head, default width / nHead. */
  readonly headDim?: number;
  /** Whether queries and keys are normalised, default false. */
  readonly qkNorm?: boolean;
  /** Bias in `c_attn`, default true (GPT-2). */
  readonly qkvBias?: boolean;
  /** Bias in `c_proj`, default true (GPT-2). */
  readonly bias?: boolean;
  /** Standard deviation of `c_proj`'s initial weights, default 0.02; `c_attn`'s is 0.02. */
  readonly projectionStd?: number;
}

/** `dropout` is the rate for the attention weights and for the result. */
export interface AttentionOptions extends HeadsOptions, DropoutOptions {
  /** Added to the scores, broadcasts to (B, H, T, T); the causal mask unless given. */
  readonly mask?: tf.Tensor;
  /** How many tokens the causal mask shows to each token, itself among them; all unless given. */
  readonly window?: number;
}

/** How queries, keys and values are made. GPT-2 needs `nHead` only. */
export interface HeadsOptions {
  readonly nHead: number;
  /** Heads of keys and values, default nHead. */
  readonly nKVHead?: number;
  /** QK-norm's epsilon, default 1e-5. */
  readonly normEps?: number;
  /** Tables for the tokens' positions, from `rotaryTables`; without them nothing is turned. */
  readonly rotary?: RotaryTables;
}

/** Initial parameters: normal weights, biases 0. */
export function initAttention(config: AttentionConfig, s: Seed): AttentionParams {
  const { width, qkvBias = true, bias = true, projectionStd = 0.02 } = config;
  const { nHead = 1, nKVHead = nHead, headDim = width / nHead } = config;
  const nQKV = (nHead + 2 * nKVHead) * headDim; // 3 width in GPT-2
  const headNorm = () => initRMSNorm({ width: headDim });
  return tf.tidy(() => ({
    c_attn: initLinear({ nIn: width, nOut: nQKV, bias: qkvBias }, foldIn(s, 0)),
    c_proj: initLinear({ nIn: nHead * headDim, nOut: width, std: projectionStd, bias }, foldIn(s, 1)),
    ...(config.qkNorm && { q_norm: headNorm(), k_norm: headNorm() }),
  }));
}

/**
 * Self-attention over whole sequences.
 *
 * `y = concat_h(softmax(q_h k_h^T / sqrt(D) + mask) v_h) W + b`, with q, k and v linear in x
 *
 * @param x (B, T, C) float32
 * @returns (B, T, C)
 * @throws RangeError if the width is not a multiple of nHead
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
    const { q, k, v } = queriesKeysValues(params, x, o); // (B, H, T, D) each
    const mask = o.mask ?? causalMask(x.shape[1], o);
    const heads = scaledDotProductAttention(q, k, v, { ...o, mask }); // (B, H, T, D)
    return projectHeads(params, heads, o); // (B, T, C)
  });
}

/** The queries (B, H, T, D), and the keys and values (B, K, T, D) with K = nKVHead, of each head. */
export function queriesKeysValues(
  params: AttentionParams,
  x: tf.Tensor3D,
  o: HeadsOptions,
): { q: tf.Tensor4D; k: tf.Tensor4D; v: tf.Tensor4D } {
  const [B, T, C] = x.shape, { nHead: H, nKVHead: K = H } = o;
  const columns = params.c_attn.weight.shape[1], D = columns / (H + 2 * K);
  if (!Number.isInteger(D)) {
    throw new RangeError(
      C % H !== 0
        ? `attention: expected a width that is a multiple of nHead, found ${C} and ${H}`
        : `attention: c_attn has ${columns} columns, which is no multiple of nHead ${H} + 2 nKVHead ${K}; pass the ` +
          "config's nHead and nKVHead",
    );
  }
  const [q, k, v] = tf.split(linear(params.c_attn, x), [H * D, K * D, K * D], -1) // (B, T, (H + 2K) D) -> three parts
    .map((part) => tf.reshape(part, [B, T, part.shape[2]! / D, D])) // (B, T, H D) -> (B, T, H, D)
    .map((heads) => tf.transpose(heads, [0, 2, 1, 3]) as tf.Tensor4D); // (B, T, H, D) -> (B, H, T, D)
  return { q: normAndTurn(q, params.q_norm, o), k: normAndTurn(k, params.k_norm, o), v };
}

/** QK-norm and rotary positions of queries or keys (B, H, T, D); in GPT-2 neither. */
function normAndTurn(x: tf.Tensor4D, norm: RMSNormParams | undefined, o: HeadsOptions): tf.Tensor4D {
  const normed = norm ? rmsNorm(norm, x, { eps: o.normEps }) as tf.Tensor4D : x;
  return o.rotary ? rotary(normed, o.rotary) : normed;
}

/**
 * For each query the mean of the values, weighted by how well their keys match it.
 *
 * @param q (B, H, T, D); `k` and `v` (B, K, S, D), K heads for groups of query heads (K = H in GPT-2)
 * @param o `mask`: added to the scores, broadcasts to (B, H, T, S)
 * @returns (B, H, T, D)
 */
export function scaledDotProductAttention(
  q: tf.Tensor4D,
  k: tf.Tensor4D,
  v: tf.Tensor4D,
  o: DropoutOptions & { readonly mask: tf.Tensor },
): tf.Tensor4D {
  const weights = dropWith(o, softmaxOfScores(q, k, o.mask), 0); // (B, H, T, S), each row sums to 1
  return matMulHeads(weights, v); // (B, H, T, D)
}

function softmaxOfScores(q: tf.Tensor4D, k: tf.Tensor4D, mask: tf.Tensor): tf.Tensor4D {
  const scores = tf.div(matMulHeads(q, k, true), Math.sqrt(q.shape[3])); // (B, H, T, S)
  return tf.softmax(tf.add(scores, mask)) as tf.Tensor4D;
}

/** Puts the heads side by side and mixes them: (B, H, T, D) -> (B, T, C). */
export function projectHeads(
  params: Pick<AttentionParams, "c_proj">,
  heads: tf.Tensor4D,
  o: DropoutOptions = {},
): tf.Tensor3D {
  const [B, H, T, D] = heads.shape;
  const merged = tf.reshape(tf.transpose(heads, [0, 2, 1, 3]), [B, T, H * D]); // (B, T, H, D) -> (B, T, C)
  return dropWith(o, linear(params.c_proj, merged as tf.Tensor3D), 1);
}

/**
 * How much each token attends to each other token, for each head: the weights of the means that `attention` takes.
 *
 * `softmax(q_h k_h^T / sqrt(D) + mask)`. For looking at a model: they are computed again from the layer's input, so
 * training does not get slower.
 *
 * @param x (B, T, C) float32, the input of the attention layer (in a block, after the norm)
 * @returns (B, H, T, T): row = query, column = key; each row sums to 1
 * @throws RangeError if the width is not a multiple of nHead
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { attentionWeights } from "lib/nn";
 * import assert from "node:assert/strict";
 * // Queries and keys 0: all scores are equal, so every token attends equally to all tokens up to itself.
 * const params = { c_attn: { weight: tf.tensor2d([[0, 0, 1]]) }, c_proj: { weight: tf.tensor2d([[1]]) } };
 * const weights = attentionWeights(params, tf.tensor3d([[[2], [4]]]), { nHead: 1 });
 * assert.deepEqual(weights.arraySync(), [[[[1, 0], [0.5, 0.5]]]]);
 * ```
 */
export function attentionWeights(
  params: AttentionParams,
  x: tf.Tensor3D,
  o: AttentionOptions,
): tf.Tensor4D {
  return tf.tidy(() => {
    const { q, k } = queriesKeysValues(params, x, o);
    return softmaxOfScores(q, k, o.mask ?? causalMask(x.shape[1], o));
  });
}
