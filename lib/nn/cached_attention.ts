/**
 * Attention for generation: new tokens attend to the keys and values kept from earlier tokens.
 *
 * What it adds to attention.ts: a cache of fixed size, S places for each row, into which the new keys and
 * values are written. All shapes stay the same from token to token and the positions are a tensor, so a step can
 * be compiled once. Data in, data out: the given cache is not changed. Left out: dropout and training.
 */
import * as tf from "@tensorflow/tfjs";
import {
  type AttentionParams,
  hideKeys,
  project,
  queriesKeysValues,
  scaledDotProductAttention,
} from "./attention.ts";
import { tidyTree } from "./tidy.ts";

/** Keys and values of one layer, each (B, H, S, D); places not yet written may hold anything finite. */
export type KeysValues = { readonly k: tf.Tensor4D; readonly v: tf.Tensor4D };

/**
 * Where t new tokens of each row go in a cache of S places; made once a step, shared by all layers.
 */
export interface CachePlaces {
  /** (B, 1, S, 1): 1 at the places that the new tokens fill, else 0. */
  readonly filled: tf.Tensor4D;
  /** (B, 1, S, 1): 1 - filled. */
  readonly kept: tf.Tensor4D;
  /** (B, S) int32: which new token (0 … t - 1) goes there; anything at places that are not filled. */
  readonly source: tf.Tensor2D;
  /** (B, 1, t, S): hides the keys of later tokens and the places not yet written. */
  readonly mask: tf.Tensor4D;
}

/**
 * Computes the places of t new tokens: row b's token i goes to `start[b] + i`.
 *
 * @param start (B) int32, the number of tokens already in each row's cache
 * @param o `count`: t; `capacity`: S
 */
export function cachePlaces(
  start: tf.Tensor1D,
  o: { readonly count: number; readonly capacity: number },
): CachePlaces {
  const { count: t, capacity: S } = o;
  const [B] = start.shape;
  return tidyTree(() => {
    const place = tf.range(0, S, 1, "int32"); // (S)
    const offset = tf.sub(place, tf.reshape(start, [B, 1])); // (S) - (B, 1) -> (B, S)
    const inside = tf.logicalAnd(
      tf.greaterEqual(offset, tf.scalar(0, "int32")),
      tf.less(offset, tf.scalar(t, "int32")),
    );
    const filled = tf.reshape<tf.Rank.R4>(tf.cast(inside, "float32"), [B, 1, S, 1]); // (B, S) -> (B, 1, S, 1)
    const last = tf.scalar(t - 1, "int32");
    const source = tf.minimum(tf.maximum(offset, tf.scalar(0, "int32")), last) as tf.Tensor2D;
    const query = tf.reshape(tf.range(0, t, 1, "int32"), [1, t, 1]); // (t) -> (1, t, 1)
    const later = tf.greater(tf.reshape(offset, [B, 1, S]), query); // (B, 1, S) > (1, t, 1) -> (B, t, S)
    const mask = tf.reshape<tf.Rank.R4>(hideKeys(later), [B, 1, t, S]); // (B, t, S) -> (B, 1, t, S)
    return { filled, kept: tf.sub<tf.Tensor4D>(1, filled), source, mask };
  });
}

/**
 * Attention of t new tokens to the cached past and to each other.
 *
 * @param x (B, t, C) float32
 * @param cache keys and values of this layer
 * @param o `nHead`; `places` from `cachePlaces`
 * @returns `y` (B, t, C), equal to the last t rows of `attention` over the whole sequence, and the new cache
 * @see Pope et al. 2022, "Efficiently scaling transformer inference", section 2.1
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { cachedAttention, cachePlaces } from "lib/nn";
 * import assert from "node:assert/strict";
 * // As in attention's example: queries and keys 0, so each token takes the mean of the values up to itself.
 * const params = { c_attn: { weight: tf.tensor2d([[0, 0, 1]]) }, c_proj: { weight: tf.tensor2d([[1]]) } };
 * const empty = { k: tf.zeros<tf.Rank.R4>([1, 1, 5, 1]), v: tf.zeros<tf.Rank.R4>([1, 1, 5, 1]) };
 * const two = cachePlaces(tf.tensor1d([0], "int32"), { count: 2, capacity: 5 });
 * const { y, cache } = cachedAttention(params, tf.tensor3d([[[2], [4]]]), empty, { nHead: 1, places: two });
 * assert.deepEqual(y.arraySync(), [[[2], [3]]]);
 * const third = cachePlaces(tf.tensor1d([2], "int32"), { count: 1, capacity: 5 });
 * const next = cachedAttention(params, tf.tensor3d([[[9]]]), cache, { nHead: 1, places: third });
 * assert.deepEqual(next.y.arraySync(), [[[5]]]);
 * ```
 */
export function cachedAttention(
  params: AttentionParams,
  x: tf.Tensor3D,
  cache: KeysValues,
  o: { readonly nHead: number; readonly places: CachePlaces },
): { y: tf.Tensor3D; cache: KeysValues } {
  return tf.tidy(() => {
    const fresh = queriesKeysValues(params, x, o.nHead);
    const k = write(cache.k, fresh.k, o.places);
    const v = write(cache.v, fresh.v, o.places);
    const heads = scaledDotProductAttention(fresh.q, k, v, o.places);
    return { y: project(params, heads, {}), cache: { k, v } };
  });
}

/** A copy of `past` (B, H, S, D) with `fresh` (B, H, t, D) at its places. Exact: each value is one of the two. */
function write(past: tf.Tensor4D, fresh: tf.Tensor4D, places: CachePlaces): tf.Tensor4D {
  const { filled, kept, source } = places;
  const spread = fresh.shape[2] === 1
    ? fresh // one token: (B, H, 1, D) broadcasts to all places
    : tf.gather(fresh, source, 2, 1); // (B, H, t, D) at (B, S) -> (B, H, S, D)
  return tf.add(tf.mul(past, kept), tf.mul(spread, filled)) as tf.Tensor4D;
}
