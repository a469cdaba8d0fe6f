/**
 * Which prompts are for testing only: decided by the prompt itself, not by a list.
 *
 * A hash of (number of tickets, winning numbers as a set, bonus) puts one prompt in sixteen on the test side. The
 * generators ask it for every prompt they draw and draw again where it is on the wrong side. So no training set, of
 * any seed and any size, not even samples made anew at every step, holds a test prompt, however the winning
 * numbers are ordered. Within a training set a prompt may come twice: among 150,000 draws of 6 billion valid prompts,
 * about two do.
 */
import { randomBits } from "../corpora/counter_random.ts";
import type { Purchase } from "./rules.ts";

export const SPLITS = ["train", "test"] as const;
export type Split = typeof SPLITS[number];

/** One prompt in this many is a test prompt. */
export const TEST_SHARE = 16;

/** Any constant does; it keeps the split apart from other uses of the same hash. */
const SALT = 0x10770;

/**
 * The side a prompt is on.
 *
 * @example
 * ```ts
 * import { splitOf } from "lib/lotto";
 * import assert from "node:assert/strict";
 * const purchase = { money: 8000, winning: [1, 2, 3, 4, 5, 6], bonus: 7 };
 * assert.equal(splitOf(purchase), splitOf({ ...purchase, winning: [6, 5, 4, 3, 2, 1] }));
 * ```
 */
export function splitOf({ money, winning, bonus }: Purchase): Split {
  const numbers = [...winning].sort((a, b) => a - b);
  return randomBits(SALT, money, ...numbers, bonus) % TEST_SHARE === 0 ? "test" : "train";
}
