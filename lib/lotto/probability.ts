/**
 * Probabilities of the lottery: how often tickets win, and the score of a model that always prints zeros.
 *
 * The zeros baseline is what every score must be compared with. A model that ignores its tickets and prints
 * `0, 0, 0, 0, 0` and `0.0%` is right whenever no ticket wins, which is most of the time.
 */
import { HIGHEST_NUMBER, NUMBERS_PER_TICKET } from "./rules.ts";

/**
 * The probability that a ticket matches exactly this many winning numbers: hypergeometric.
 *
 *     P(k) = C(6, k) · C(39, 6 − k) / C(45, 6)
 *
 * @example
 * ```ts
 * import { matchProbability } from "lib/lotto";
 * import assert from "node:assert/strict";
 * assert.equal(1 / matchProbability(6), 8_145_060);
 * ```
 */
export function matchProbability(matches: number): number {
  const n = NUMBERS_PER_TICKET;
  return binomial(n, matches) * binomial(HIGHEST_NUMBER - n, n - matches) / binomial(HIGHEST_NUMBER, n);
}

/** The probability that none of n tickets wins anything: (P(0) + P(1) + P(2))ⁿ. */
export function noWinProbability(tickets: number): number {
  return (matchProbability(0) + matchProbability(1) + matchProbability(2)) ** tickets;
}

/**
 * The share of answers that are right when a model prints valid tickets and zeros.
 *
 * @param o.min, o.max fewest and most tickets of a purchase, all counts equally likely
 * @example
 * ```ts
 * import { zerosBaseline } from "lib/lotto";
 * import assert from "node:assert/strict";
 * assert.equal(zerosBaseline({ min: 1, max: 20 }).toFixed(3), "0.784");
 * ```
 */
export function zerosBaseline(o: { readonly min: number; readonly max: number }): number {
  let sum = 0;
  for (let tickets = o.min; tickets <= o.max; tickets++) sum += noWinProbability(tickets);
  return sum / (o.max - o.min + 1);
}

/** The binomial coefficient C(n, k): ways to choose k of n, 0 where k > n. */
export function binomial(n: number, k: number): number {
  let result = 1;
  for (let i = 1; i <= k; i++) result = result * (n - k + i) / i; // whole after every step
  return result;
}
