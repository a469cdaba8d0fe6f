/** Dropout: training sets a random part of the values to 0, so that the model does not rely on single values. */
import * as tf from "@tensorflow/tfjs";
import { foldIn, randomUniform, type Seed } from "./random.ts";

/**
 * Drops values at random and scales the rest, so that the mean stays.
 *
 * `y = x * keep / (1 - rate)`, each `keep` being 0 with probability `rate` and otherwise 1
 *
 * @param x any shape, float32
 * @param o `rate` from 0 to below 1, a number or a scalar tensor (not checked); without a `seed` (evaluation, generation)
 *   nothing is dropped
 * @returns the shape of x; the same seed drops the same elements
 * @see Srivastava et al. 2014, "Dropout", section 10 (scaled while training, as all libraries do it).
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { dropout, seed } from "lib/nn";
 * import assert from "node:assert/strict";
 * const y = dropout(tf.ones([1000]), { rate: 0.25, seed: seed(1) }).dataSync();
 * assert.deepEqual([...new Set(y)].sort(), [0, Math.fround(4 / 3)]);
 * ```
 */
export function dropout<T extends tf.Tensor>(
  x: T,
  o: { readonly rate: number | tf.Scalar; readonly seed?: Seed },
): T {
  const { rate, seed } = o;
  if (typeof rate === "number" && !(rate >= 0 && rate < 1)) {
    throw new RangeError(`dropout: expected a rate from 0 to below 1, found ${rate}`);
  }
  if (!seed || rate === 0) return tf.clone(x);
  return tf.tidy(() => {
    const keep = tf.cast(tf.greaterEqual(randomUniform(x.shape, seed), rate), "float32");
    const scale = typeof rate === "number" ? 1 / (1 - rate) : tf.div(1, tf.sub(1, rate));
    return tf.mul(x, tf.mul(keep, scale)) as T;
  });
}

/** What a layer takes to drop values. */
export interface DropoutOptions {
  /** Rate, default 0; active only with a seed. */
  readonly dropout?: number;
  readonly seed?: Seed;
}

/** Dropout in a layer that may use it several times, each time with another number `use`; x itself without a seed. */
export function dropWith<T extends tf.Tensor>(o: DropoutOptions, x: T, use: number): T {
  return o.seed && o.dropout ? dropout(x, { rate: o.dropout, seed: foldIn(o.seed, use) }) : x;
}
