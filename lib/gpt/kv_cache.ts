/**
 * GPT with a key-value cache: only the new tokens are computed, not the whole text again.
 *
 * A cache is data: the function takes it with the new tokens, and returns a new cache with the logits. Its shapes do not
 * change and its lengths are a tensor, so one compiled step works at every position. The rows of a batch may have different
 * lengths: short prompts are padded on the right, and the slots of the padding are hidden, then overwritten. A layer with a
 * sliding window keeps the last `window` tokens only.
 */
import * as tf from "@tensorflow/tfjs";
import { cachedBlock, cacheSlots, embedding, type KeysValues, norm } from "../nn/mod.ts";
import { tidyTree } from "../engine/ops/mod.ts";
import { checkInput, checkTables } from "./check_input.ts";
import type { GPTConfig } from "./config.ts";
import { head, lastOf, type ModelParams } from "./gpt.ts";
import { layerOptions, onceForEachWindow } from "./layer_options.ts";
import { headDimOf } from "./modern_parts.ts";

export type KVCache = {
  /**
   * For each layer the keys and values, each (B, K, S, D); K = nKVHead, S is the capacity in tokens or, if that is less, the
   * layer's window. With latent attention `v` (B, 1, S, kvRank) holds the latents and `k` (B, 1, S, ropeDim) the shared keys.
   */
  readonly layers: readonly KeysValues[];
  /** (B) int32: the number of tokens in each row. */
  readonly lengths: tf.Tensor1D;
};

/** What a layer keeps of each token: in each of `heads` heads a key and a value of these widths. */
export function cacheWidths(config: GPTConfig): {
  readonly heads: number;
  readonly keyWidth: number;
  readonly valueWidth: number;
} {
  const { nHead, nKVHead = nHead, latent } = config;
  if (latent) return { heads: 1, keyWidth: latent.ropeDim, valueWidth: latent.kvRank };
  return { heads: nKVHead, keyWidth: headDimOf(config), valueWidth: headDimOf(config) };
}

/** Each layer's slots in a cache for `capacity` tokens: no more than the layer's window. */
function slotsOfLayers({ nLayer, windows }: GPTConfig, capacity: number): number[] {
  return Array.from({ length: nLayer }, (_, i) => Math.min(capacity, windows?.[i] ?? capacity));
}

/**
 * Bytes of the cache for one text of this length, in float32. A layer with a window keeps no more than the window.
 *
 * @example
 * ```ts
 * import { cacheBytes, gpt2Config } from "lib/gpt";
 * import assert from "node:assert/strict";
 * const bytes = 4 * 2 * 768; // of a token in a layer
 * assert.equal(cacheBytes(gpt2Config, 1000), 12 * 1000 * bytes);
 * const windows = [...Array(11).fill(100), null];
 * assert.equal(cacheBytes({ ...gpt2Config, windows }, 1000), (11 * 100 + 1000) * bytes);
 * ```
 */
export function cacheBytes(config: GPTConfig, tokens: number): number {
  const { heads, keyWidth, valueWidth } = cacheWidths(config);
  const slots = slotsOfLayers(config, tokens).reduce((sum, count) => sum + count, 0);
  return 4 * heads * (keyWidth + valueWidth) * slots;
}

/**
 * Bytes of the cache for one token of one text, in float32: 4 nLayer times the numbers that a layer keeps. With windows this
 * holds as long as the text is shorter than each of them; see `cacheBytes`.
 *
 * @example
 * ```ts
 * import { cacheBytesPerToken, gpt2Config } from "lib/gpt";
 * import assert from "node:assert/strict";
 * assert.equal(cacheBytesPerToken(gpt2Config), 4 * 12 * 2 * 768);
 * assert.equal(cacheBytesPerToken({ ...gpt2Config, nKVHead: 1 }), 4 * 12 * 2 * 64);
 * ```
 */
export function cacheBytesPerToken(config: GPTConfig): number {
  return cacheBytes(config, 1);
}

/**
 * An empty cache.
 *
 * @param o `batchSize`: B; `capacity`: how many tokens each row has room for, default and at most blockSize
 * @throws RangeError if the capacity is not from 1 to blockSize
 */
export function initKVCache(
  config: GPTConfig,
  o: { readonly batchSize: number; readonly capacity?: number },
): KVCache {
  const { blockSize } = config;
  const { batchSize, capacity = blockSize } = o;
  if (!Number.isInteger(capacity) || capacity < 1 || capacity > blockSize) {
    throw new RangeError(
      `initKVCache: expected a capacity from 1 to ${blockSize} (blockSize), found ${capacity}`,
    );
  }
  const { heads, keyWidth, valueWidth } = cacheWidths(config);
  const zeros = (slots: number, width: number) => tf.zeros<tf.Rank.R4>([batchSize, heads, slots, width]);
  return {
    layers: slotsOfLayers(config, capacity).map((slots) => ({
      k: zeros(slots, keyWidth),
      v: zeros(slots, valueWidth),
    })),
    lengths: tf.zeros([batchSize], "int32"),
  };
}

/** A copy of the cache with room for `capacity` tokens; the new slots are zeros. Windows that are full do not grow. */
export function growKVCache(config: GPTConfig, cache: KVCache, capacity: number): KVCache {
  const slots = slotsOfLayers(config, capacity);
  const grown = (x: tf.Tensor4D, i: number) =>
    tf.pad(x, [[0, 0], [0, 0], [0, slots[i] - x.shape[2]], [0, 0]]);
  return tidyTree(() => ({
    layers: cache.layers.map(({ k, v }, i) => ({ k: grown(k, i), v: grown(v, i) })),
    lengths: tf.clone(cache.lengths),
  }));
}

/** How many tokens a row of the cache has room for; Infinity if each layer is a full window, which has room for ever. */
function capacityOf({ windows }: GPTConfig, { layers }: KVCache): number {
  return Math.min(...layers.map(({ k }, i) => k.shape[2] === windows?.[i] ? Infinity : k.shape[2]));
}

/**
 * Appends t tokens to each row and returns the logits of the token after them.
 *
 * @param ids (B, t) int32: the prompt for an empty cache, afterwards usually one token a row
 * @param o `cache`, not changed and not freed, with room for t more tokens in each row; `lengths` (B) int32: how many of a
 *   row's t tokens count (default: all), the rest is padding on the right
 * @returns `logits` (B, V) after each row's last counted token; the new `cache`
 * @throws RangeError if t is larger than the capacity
 * @example
 * ```ts
 * import { gpt, gptWithCache, initGPT, initKVCache, nanoGPTCharConfig, tokenIds } from "lib/gpt";
 * import { seed } from "lib/nn";
 * import * as tf from "@tensorflow/tfjs";
 * import assert from "node:assert/strict";
 * const config = { ...nanoGPTCharConfig, nLayer: 2, nEmbd: 8 };
 * const params = initGPT(config, seed(1));
 * const prompt = gptWithCache(params, config, tokenIds([[5, 6, 7]], config), {
 *   cache: initKVCache(config, { batchSize: 1 }),
 * });
 * const next = gptWithCache(params, config, tokenIds([[8]], config), { cache: prompt.cache });
 * const whole = gpt(params, config, tokenIds([[5, 6, 7, 8]], config));
 * const last = tf.slice(whole, [0, 3, 0], [1, 1, 65]).reshape([1, 65]);
 * assert.ok(tf.max(tf.abs(tf.sub(next.logits, last))).dataSync()[0] < 1e-5);
 * ```
 */
export function gptWithCache(
  params: ModelParams,
  config: GPTConfig,
  ids: tf.Tensor2D,
  o: { readonly cache: KVCache; readonly lengths?: tf.Tensor1D },
): { logits: tf.Tensor2D; cache: KVCache } {
  const t = checkInput(ids, config);
  checkTables(params, config);
  const { layers, lengths: start } = o.cache;
  const capacity = capacityOf(config, o.cache);
  if (t > capacity) {
    throw new RangeError(`gptWithCache: expected at most ${capacity} tokens (capacity), found ${t}`);
  }
  return tf.tidy(() => {
    const count = o.lengths ?? tf.fill([ids.shape[0]], t, "int32") as tf.Tensor1D;
    const slotsOf = onceForEachWindow((window) =>
      cacheSlots(start, {
        count: t,
        capacity: Math.min(capacity, window ?? capacity),
        window,
        lengths: count,
      })
    );
    const slots = layers.map((_, i) => slotsOf(config.windows?.[i] ?? undefined));
    const index = tf.add(tf.expandDims(start, 1), tf.range(0, t, 1, "int32")) as tf.Tensor2D; // (B, 1) + (t) -> (B, t)
    const inTable = tf.minimum(index, tf.scalar(config.blockSize - 1, "int32")) as tf.Tensor2D; // padding may be past the end
    const optionsOf = layerOptions(config, () => inTable);
    let x = embedding(params.wte, ids); // (B, t, C)
    if (params.wpe) x = tf.add(x, embedding(params.wpe, inTable)); // (B, t, C)
    const kept = layers.map((cache, i) => {
      const { y, cache: next } = cachedBlock(params.h[i], x, cache, { ...optionsOf(i), slots: slots[i] });
      x = y; // (B, t, C)
      return next;
    });
    const logits = head(params, norm<tf.Rank.R2>(params.ln_f, lastOf(x, count), config));
    return { logits, cache: { layers: kept, lengths: tf.add(start, count) as tf.Tensor1D } };
  });
}
