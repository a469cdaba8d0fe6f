/**
 * The rate of return as the machine prints it: prize money over money paid, in percent, with one decimal.
 *
 * The blog shows `62.5%`, `11.1%` and `0.0%`: always one decimal. None of them shows how halves round; the exercise
 * that the blog solved rounds them up (반올림), so we do: 16 tickets and one prize of 5,000 won, 31.25 %, print as 31.3 %.
 * (Python's format would round that one to the even 31.2; with up to 20 tickets, only purchases of 16 have such halves.) All of it
 * is whole-number arithmetic, exact for any number of tickets that fits in memory.
 */
import { type MatchCounts, TICKET_PRICE, totalPrize } from "./rules.ts";

/**
 * Percent of the money that came back, rounded half up to one decimal.
 *
 * @param ticketCount tickets bought, at least 1
 * @example
 * ```ts
 * import { rateOfReturn } from "lib/lotto";
 * import assert from "node:assert/strict";
 * const oneThree = { "3": 1, "4": 0, "5": 0, "5b": 0, "6": 0 };
 * assert.equal(rateOfReturn(oneThree, 8), 62.5);
 * assert.equal(rateOfReturn(oneThree, 16), 31.3); // 31.25
 * ```
 */
export function rateOfReturn(counts: MatchCounts, ticketCount: number): number {
  if (!Number.isInteger(ticketCount) || ticketCount < 1) {
    throw new RangeError(`rateOfReturn: expected a number of tickets from 1 up, got ${ticketCount}`);
  }
  // prize / (price · n) · 100 % in tenths of a percent
  const numerator = totalPrize(counts) * 1000;
  const denominator = TICKET_PRICE * ticketCount;
  const tenths = Math.floor((2 * numerator + denominator) / (2 * denominator));
  return tenths / 10;
}

/**
 * A rate as it stands after `수익률=`: always one decimal, no separators: `62.5`, `0.0`, `10000000.0`.
 *
 * @throws {RangeError} when the rate has more than one decimal, or too many digits for a number to hold
 */
export function formatRate(rate: number): string {
  const text = rate.toFixed(1);
  if (!(rate >= 0 && rate < 1e15) || Number(text) !== rate) {
    throw new RangeError(`formatRate: expected a rate from 0 up with at most one decimal, got ${rate}`);
  }
  return text;
}
