/**
 * `attention` of attention.ts, faster: it skips most of the scores that the causal mask hides.
 *
 * The queries are taken 64 at a time, each part with the keys up to its last query. Of the scores of 256 tokens, 5 of 8 are
 * computed. The queries are scaled instead of the scores, because they are smaller. The results are those of `attention`;
 * only dropout uses other random numbers where there are several parts.
 */
import * as tf from "@tensorflow/tfjs";
import { type AttentionOptions, type AttentionParams, projectHeads, queriesKeysValues } from "./attention.ts";
import { causalMask } from "./attention_mask.ts";
import { dropWith } from "./dropout.ts";
import { matMulHeads } from "./grouped_heads.ts";
import { foldIn } from "./random.ts";

/** Queries in a part. Fewer would save more scores, but make matrix products that are too small to be fast. */
const QUERIES = 64;

type PartOptions = Pick<AttentionOptions, "dropout" | "seed" | "window">;

/** The same as `attention`, computed in parts; in one part if a mask is given. */
export function attentionInParts(
  params: AttentionParams,
  x: tf.Tensor3D,
  o: AttentionOptions,
): tf.Tensor3D {
  return tf.tidy(() => {
    const { q, k, v } = queriesKeysValues(params, x, o);
    const heads = o.mask ? maskedAttention(q, k, v, { ...o, mask: o.mask }) : causalAttention(q, k, v, o);
    return projectHeads(params, heads, o);
  });
}

/**
 * Scaled dot-product attention with the causal mask. With a window, keys before a part's first window are not read.
 *
 * @param q (B, H, T, D); `k` and `v` (B, K, T, D)
 * @returns (B, H, T, D)
 */
export function causalAttention(
  q: tf.Tensor4D,
  k: tf.Tensor4D,
  v: tf.Tensor4D,
  o: PartOptions = {},
): tf.Tensor4D {
  const T = q.shape[2];
  const count = Math.max(1, Math.floor(T / QUERIES)); // the last part takes the rest, too
  if (count === 1) return maskedAttention(q, k, v, { ...o, mask: causalMask(T, o) });
  const positions = (x: tf.Tensor4D, from: number, to: number) =>
    tf.slice(x, [0, 0, from, 0], [-1, -1, to - from, -1]);
  const sizes = Array.from({ length: count }, (_, i) => i === count - 1 ? T - i * QUERIES : QUERIES);
  // Cut once: the gradient of a split is one concatenation, that of a slice is padded with zeros and added.
  const parts = tf.split<tf.Tensor4D>(q, sizes, 2).map((queries, i) => {
    const start = i * QUERIES, end = start + sizes[i];
    const first = o.window === undefined ? 0 : Math.max(0, start - o.window + 1);
    return maskedAttention(queries, positions(k, first, end), positions(v, first, end), {
      dropout: o.dropout,
      seed: o.seed && foldIn(o.seed, 2 + i), // 0 and 1 are those of attention's two dropouts
      mask: causalMask(end - first, { from: start - first, window: o.window }),
    });
  });
  return tf.concat(parts, 2); // (B, H, QUERIES, D) each -> (B, H, T, D)
}

/** Scaled dot-product attention of q (B, H, t, D) to k and v (B, K, S, D), the queries scaled: (B, H, t, D). */
export function maskedAttention(
  q: tf.Tensor4D,
  k: tf.Tensor4D,
  v: tf.Tensor4D,
  o: PartOptions & { readonly mask: tf.Tensor },
): tf.Tensor4D {
  const scores = matMulHeads(tf.mul(q, 1 / Math.sqrt(q.shape[3])), k, true); // (B, H, t, S)
  return matMulHeads(dropWith(o, tf.softmax(tf.add(scores, o.mask)), 0), v);
}
