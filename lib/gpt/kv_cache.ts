/**
 * GPT with a key-value cache: only the new tokens are computed, not the whole text again.
 *
 * A cache is data: the function takes it with the new tokens, and returns a new cache with the logits. Its shapes do not
 * change and its lengths are a tensor, so one compiled step works at every position. The rows of a batch may have different
 * lengths: short prompts are padded on the right, and the slots of the padding are hidden, then overwritten.
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
   * For each layer the keys and values, each (B, K, S, D); S is the capacity in tokens, K = nKVHead. With latent attention
   * `v` (B, 1, S, kvRank) holds the latents and `k` (B, 1, S, ropeDim) the shared keys.
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

/**
 * Bytes of the cache for one token of one text, in float32: 4 nLayer times the numbers that a layer keeps.
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
  const { heads, keyWidth, valueWidth } = cacheWidths(config);
  return 4 * config.nLayer * heads * (keyWidth + valueWidth);
}

/**
 * An empty cache.
 *
 * @param o `batchSize`: B; `capacity`: S, slots in each row, default and at most blockSize
 * @throws RangeError if the capacity is not from 1 to blockSize
 */
export function initKVCache(
  config: GPTConfig,
  o: { readonly batchSize: number; readonly capacity?: number },
): KVCache {
  const { nLayer, blockSize } = config;
  const { batchSize, capacity = blockSize } = o;
  if (!Number.isInteger(capacity) || capacity < 1 || capacity > blockSize) {
    throw new RangeError(
      `initKVCache: expected a capacity from 1 to ${blockSize} (blockSize), found ${capacity}`,
    );
  }
  const { heads, keyWidth, valueWidth } = cacheWidths(config);
  const zeros = (width: number) => tf.zeros<tf.Rank.R4>([batchSize, heads, capacity, width]);
  return {
    layers: Array.from({ length: nLayer }, () => ({ k: zeros(keyWidth), v: zeros(valueWidth) })),
    lengths: tf.zeros([batchSize], "int32"),
  };
}

/** A copy of the cache with more slots, filled with zeros. */
export function growKVCache(cache: KVCache, capacity: number): KVCache {
  const grown = (x: tf.Tensor4D) => tf.pad(x, [[0, 0], [0, 0], [0, capacity - x.shape[2]], [0, 0]]);
  return tidyTree(() => ({
    layers: cache.layers.map(({ k, v }) => ({ k: grown(k), v: grown(v) })),
    lengths: tf.clone(cache.lengths),
  }));
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
  const capacity = layers[0].k.shape[2];
  if (t > capacity) {
    throw new RangeError(`gptWithCache: expected at most ${capacity} tokens (capacity), found ${t}`);
  }
  return tf.tidy(() => {
    const slotsOf = onceForEachWindow((window) => cacheSlots(start, { count: t, capacity, window }));
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
    const count = o.lengths ?? tf.fill([x.shape[0]], t, "int32") as tf.Tensor1D;
    const logits = head(params, norm<tf.Rank.R2>(params.ln_f, lastOf(x, count), config));
    return { logits, cache: { layers: kept, lengths: tf.add(start, count) as tf.Tensor1D } };
  });
}
