/**
 * The rate of return as the machine prints it: prize money over money paid, in percent, with one decimal.
 *
 * The blog shows `62.5%`, `11.1%` and `0.0%`: always one decimal. It does not show how halves are rounded. The exercise
 * that the blog solved rounds half up (반올림), and so do we: 16 tickets and one prize of 5,000 won are 31.25 %, printed
 * as 31.3 %. (Python's format would round this to the even 31.2. With up to 20 tickets, only purchases of 16 have such
 * halves.) The arithmetic is exact, in BigInt: the grader also computes rates from a model's counts, which may have any
 * number of digits.
 */
import { type MatchCounts, PRIZES, type Rank, RANKS, TICKET_PRICE } from "./rules.ts";

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
  const exact = Object.fromEntries(RANKS.map((rank) => [rank, BigInt(counts[rank])])) as Record<Rank, bigint>;
  return Number(rateInTenths(exact, ticketCount)) / 10;
}

/** The same in tenths of a percent, exact however large the counts are. */
export function rateInTenths(counts: Readonly<Record<Rank, bigint>>, ticketCount: number): bigint {
  const prize = RANKS.reduce((sum, rank) => sum + counts[rank] * BigInt(PRIZES[rank]), 0n);
  // prize / (price · n) · 100 % in tenths of a percent; half up is floor(x + 1/2), also below 0
  const numerator = 2n * prize * 1000n + BigInt(TICKET_PRICE) * BigInt(ticketCount);
  const denominator = 2n * BigInt(TICKET_PRICE) * BigInt(ticketCount);
  const quotient = numerator / denominator; // BigInt cuts towards 0
  return numerator < 0n && numerator % denominator !== 0n ? quotient - 1n : quotient;
}

/**
 * A rate as printed after `수익률=`: always one decimal, no separators: `62.5`, `0.0`, `10000000.0`.
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
