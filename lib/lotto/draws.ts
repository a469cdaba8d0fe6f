/**
 * A stream of random numbers that depends only on a seed and counters (lib/corpora's counter randomness).
 *
 * So sample 123,456 of a dataset is made without the samples before it, and is the same on every machine. The counters
 * are hashed to 64 bits; with 32 bits, two of 150,000 samples would share their stream in two of three datasets.
 */
import { randomBelow, randomBits } from "../corpora/counter_random.ts";

export interface Draws {
  /** A whole number from 0 to n − 1. */
  below(n: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** Index i with probability weights[i] / Σ weights. */
  weighted(weights: readonly number[]): number;
  /** `count` different items, in the order drawn. */
  choose<T>(items: readonly T[], count: number): T[];
}

/**
 * The stream that belongs to these counters.
 *
 * @example
 * ```ts
 * import { draws } from "lib/lotto";
 * import assert from "node:assert/strict";
 * assert.equal(draws(1, 2).below(1000), draws(1, 2).below(1000));
 * assert.equal(new Set(draws(1).choose([1, 2, 3, 4], 4)).size, 4);
 * ```
 */
export function draws(...counters: number[]): Draws {
  const high = randomBits(...counters, 0), low = randomBits(...counters, 1);
  let next = 0;
  const below = (n: number) => randomBelow(n, high, low, next++);
  const uniform = () => below(2 ** 53) / 2 ** 53;
  return {
    below,
    chance: (probability) => uniform() < probability,
    weighted(weights) {
      const total = weights.reduce((a, b) => a + b, 0);
      let left = uniform() * total;
      const index = weights.findIndex((weight) => (left -= weight) < 0);
      return index === -1 ? weights.length - 1 : index; // rounding at the very end
    },
    choose(items, count) {
      const pool = [...items];
      for (let i = 0; i < count; i++) {
        const j = i + below(pool.length - i);
        [pool[i], pool[j]] = [pool[j], pool[i]];
      }
      return pool.slice(0, count);
    },
  };
}
