/**
 * Attention for generation: new tokens attend to the cached keys and values of earlier tokens.
 *
 * It adds to attention.ts a cache of fixed size: S slots in each row, into which the new keys and values are written. All
 * shapes stay the same from token to token, and the slots' numbers are a tensor, so a step is compiled once. The given
 * cache is not changed; a new one is returned. In a layer with a sliding window the slots are used again
 * (rolling_slots.ts). Left out: dropout and training.
 */
import * as tf from "@tensorflow/tfjs";
import {
  type AttentionParams,
  type HeadsOptions,
  projectHeads,
  queriesKeysValues,
  scaledDotProductAttention,
} from "./attention.ts";
import { hideKeys, notSeen } from "./attention_mask.ts";
import { rollingSlots } from "./rolling_slots.ts";
import { tidyTree } from "../engine/ops/tidy.ts";

/**
 * Keys and values of one layer, each (B, K, S, D), K = nKVHead. Slots that are not written yet may hold any finite numbers.
 * With latent attention `v` holds the latents and `k` the part of the keys that is not made from them (latent_attention.ts).
 */
export type KeysValues = { readonly k: tf.Tensor4D; readonly v: tf.Tensor4D };

/**
 * The slots of t new tokens in each row of a cache of S slots. Computed once a step, the same for all layers with the same
 * window. `mask` hides the keys of later tokens, those before the window, and the slots that are not written yet.
 */
export type CacheSlots =
  | {
    /** (B, 1, t) int32: each new token's slot in its row. */
    readonly index: tf.Tensor3D;
    /** (B, 1, t, S) */
    readonly mask: tf.Tensor4D;
  }
  | {
    /** (B, S) int32, for several tokens in a ring: which of S old and t new keys are kept, and in which slots. */
    readonly kept: tf.Tensor2D;
    /** (B, 1, t, S + t): the old slots, then the new tokens. */
    readonly mask: tf.Tensor4D;
  };

/**
 * Computes the slots of t new tokens: row b's token i goes to slot `start[b] + i`, or to the last slot if that is past
 * the end. Past the end are only padding and rows that have finished, whose results are not used. With a window it goes to
 * slot `(start[b] + i) mod S`.
 *
 * @param start (B) int32, the number of tokens already in each row's cache
 * @param o `count`: t; `capacity`: S; `window`: how many tokens each token sees, itself among them, all unless given; then
 *   also `lengths` (B) int32: how many of the t tokens count, default all
 */
export function cacheSlots(
  start: tf.Tensor1D,
  o: {
    readonly count: number;
    readonly capacity: number;
    readonly window?: number;
    readonly lengths?: tf.Tensor1D;
  },
): CacheSlots {
  const { count: t, capacity: S, window } = o;
  if (window !== undefined) return rollingSlots(start, { ...o, window });
  const [B] = start.shape;
  return tidyTree(() => {
    const last = tf.scalar(S - 1, "int32");
    const wanted = tf.add(tf.reshape(start, [B, 1, 1]), tf.range(0, t, 1, "int32")); // (B, 1, t)
    const index = tf.minimum(wanted, last) as tf.Tensor3D;
    const hidden = notSeen(tf.range(0, S, 1, "int32"), tf.reshape(index, [B, t, 1])); // (B, t, S)
    return { index, mask: tf.reshape<tf.Rank.R4>(hideKeys(hidden), [B, 1, t, S]) };
  });
}

/**
 * Attention of t new tokens to the cached tokens and to each other.
 *
 * @param x (B, t, C) float32
 * @param cache keys and values of this layer
 * @param o `nHead` and how queries and keys are made; `slots` from `cacheSlots`
 * @returns `y` (B, t, C), equal to the last t rows of `attention` over the whole sequence, and the new cache
 * @see Pope et al. 2022, "Efficiently scaling transformer inference", section 2.1
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { cachedAttention, cacheSlots } from "lib/nn";
 * import assert from "node:assert/strict";
 * // As in attention's example: queries and keys 0, so each token takes the mean of the values up to itself.
 * const params = { c_attn: { weight: tf.tensor2d([[0, 0, 1]]) }, c_proj: { weight: tf.tensor2d([[1]]) } };
 * const empty = { k: tf.zeros<tf.Rank.R4>([1, 1, 5, 1]), v: tf.zeros<tf.Rank.R4>([1, 1, 5, 1]) };
 * const two = cacheSlots(tf.tensor1d([0], "int32"), { count: 2, capacity: 5 });
 * const { y, cache } = cachedAttention(params, tf.tensor3d([[[2], [4]]]), empty, { nHead: 1, slots: two });
 * assert.deepEqual(y.arraySync(), [[[2], [3]]]);
 * const third = cacheSlots(tf.tensor1d([2], "int32"), { count: 1, capacity: 5 });
 * const next = cachedAttention(params, tf.tensor3d([[[9]]]), cache, { nHead: 1, slots: third });
 * assert.deepEqual(next.y.arraySync(), [[[5]]]);
 * ```
 */
export function cachedAttention(
  params: AttentionParams,
  x: tf.Tensor3D,
  cache: KeysValues,
  o: HeadsOptions & { readonly slots: CacheSlots },
): { y: tf.Tensor3D; cache: KeysValues } {
  return tf.tidy(() => {
    const fresh = queriesKeysValues(params, x, o);
    const { read: { k, v }, kept } = appendToCache(cache, fresh, o.slots);
    const heads = scaledDotProductAttention(fresh.q, k, v, o.slots);
    return { y: projectHeads(params, heads), cache: kept };
  });
}

/** Adds t new tokens to a cache. @returns `read`: what the mask of the slots belongs to; `kept`: the new cache */
export function appendToCache(
  past: KeysValues,
  fresh: KeysValues,
  slots: CacheSlots,
): { read: KeysValues; kept: KeysValues } {
  const both = (f: (past: tf.Tensor4D, fresh: tf.Tensor4D) => tf.Tensor) => ({
    k: f(past.k, fresh.k) as tf.Tensor4D,
    v: f(past.v, fresh.v) as tf.Tensor4D,
  });
  if ("index" in slots) {
    const written = both((past, fresh) => writeSlots(past, fresh, slots.index));
    return { read: written, kept: written };
  }
  const read = both((past, fresh) => tf.concat([past, fresh], 2)); // (B, K, S, D), (B, K, t, D) -> (B, K, S + t, D)
  const keep = (x: tf.Tensor) => tf.gather(x, slots.kept, 2, 1) as tf.Tensor4D; // (B, K, S + t, D) -> (B, K, S, D)
  return { read, kept: { k: keep(read.k), v: keep(read.v) } };
}

/** `past` (B, K, S, D) with `fresh` (B, K, t, D) in its slots. A compiled loop may write into `past` itself. */
function writeSlots(past: tf.Tensor4D, fresh: tf.Tensor4D, index: tf.Tensor3D): tf.Tensor4D {
  const [B, H, S, D] = past.shape;
  const firstOfHead = tf.reshape(tf.mul(tf.range(0, B * H, 1, "int32"), tf.scalar(S, "int32")), [B, H, 1]);
  const rows = tf.reshape(tf.add(firstOfHead, index), [-1, 1]); // (B, H, t) -> (B * H * t, 1)
  const flat = tf.reshape<tf.Rank.R2>(past, [B * H * S, D]); // (B, H, S, D) -> (B * H * S, D)
  const written = scatter(flat, rows as tf.Tensor2D, tf.reshape<tf.Rank.R2>(fresh, [rows.shape[0], D]));
  return tf.reshape(written, [B, H, S, D]);
}

/** x (N, D) with `updates` (n, D) at `rows` (n, 1). It has a gradient; the op of tfjs has none. */
function scatter(x: tf.Tensor2D, rows: tf.Tensor2D, updates: tf.Tensor2D): tf.Tensor2D {
  const op = tf.customGrad((...args) => {
    const [x, updates, save] = args as [tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    save([rows, updates]);
    return {
      value: replaceRows(x, rows, updates),
      gradFunc: (dy: tf.Tensor, [rows, updates]: tf.Tensor[]) => [
        replaceRows(dy, rows, tf.zerosLike(updates)),
        tf.gather(dy, tf.reshape(rows, [-1])),
      ],
    };
  });
  return op(x, updates) as tf.Tensor2D;
}

function replaceRows(x: tf.Tensor, rows: tf.Tensor, updates: tf.Tensor): tf.Tensor {
  const own = tf.getBackend() === "cpu" ? tf.add(x, 0) : x; // on that backend the kernel of tfjs 4.22 writes into its input
  return tf.tensorScatterUpdate(own, rows, updates);
}
