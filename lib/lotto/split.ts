/**
 * Which prompts are for testing only: a hash of the prompt decides, not a list.
 *
 * The hash of (money, winning numbers as a set, bonus) makes one prompt in sixteen a test prompt. The generator draws
 * again until a prompt is in the requested split. So no training set of any seed and size holds a test prompt, in any
 * order of the winning numbers, even where every step draws new samples. Within a training set a prompt may come twice:
 * among 150,000 draws from 6 billion valid prompts, about two do.
 */
import { randomBits } from "../corpora/counter_random.ts";
import type { Purchase } from "./rules.ts";

export const SPLITS = ["train", "test"] as const;
export type Split = typeof SPLITS[number];

/** One prompt in this many is a test prompt. */
export const TEST_SHARE = 16;

/** Any constant works; it makes the split independent of other uses of the same hash. */
const SALT = 0x10770;

/**
 * The split of a prompt.
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
