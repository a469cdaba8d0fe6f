/**
 * The difference of two measured shares with its interval: whether a change had an effect, and how large it can be.
 */
import { type ShareInterval, wilsonInterval } from "./wilson.ts";

/** Successes of n independent trials. */
export interface Successes {
  readonly right: number;
  readonly total: number;
}

/** A difference of two shares, from −1 to 1, and the interval that holds the true one with 95 % confidence. */
export interface ShareDifference {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Share of `after` minus share of `before`, by Newcombe's hybrid of two Wilson intervals (his method 10).
 *
 *     low = d − √((p₁ − l₁)² + (u₂ − p₂)²)        high = d + √((u₁ − p₁)² + (p₂ − l₂)²)
 *
 * with p₁ and its interval l₁ to u₁ of `after`, p₂, l₂, u₂ of `before`, and d = p₁ − p₂. The two must be independent of
 * each other. Where both answered the same prompts, the true interval is rather narrower.
 *
 * @throws {RangeError} as `wilsonInterval` does
 * @source R. G. Newcombe, Interval estimation for the difference between independent proportions, Statistics in Medicine
 *   17 (1998)
 * @example
 * ```ts
 * import { shareDifference } from "lib/statistics";
 * import assert from "node:assert/strict";
 * const { difference, low, high } = shareDifference({ right: 48, total: 80 }, { right: 56, total: 70 });
 * assert.deepEqual([difference, low, high].map((x) => x.toFixed(4)), ["0.2000", "0.0524", "0.3339"]);
 * ```
 */
export function shareDifference(before: Successes, after: Successes): ShareDifference {
  const p1 = wilsonInterval(after.right, after.total), p2 = wilsonInterval(before.right, before.total);
  const difference = p1.share - p2.share;
  const below = ({ share, low }: ShareInterval) => share - low,
    above = ({ share, high }: ShareInterval) => high - share;
  return {
    difference,
    low: difference - Math.hypot(below(p1), above(p2)),
    high: difference + Math.hypot(above(p1), below(p2)),
  };
}

/**
 * A difference in words, in percentage points: `+12.3 points (8.1 to 16.4)`. Where the interval holds 0:
 * `no effect, measured to ± 4.2 points`.
 */
export function formatDifference({ difference, low, high }: ShareDifference): string {
  if (low <= 0 && high >= 0) {
    return `no effect, measured to ± ${points(Math.max(-low, high))} points`;
  }
  return `${difference > 0 ? "+" : ""}${points(difference)} points (${points(low)} to ${points(high)})`;
}

/** A difference and its interval in percentage points, for a narrow column: `+12.3 (8.1 … 16.4)`. */
export function formatPoints({ difference, low, high }: ShareDifference): string {
  return `${difference > 0 ? "+" : ""}${points(difference)} (${points(low)} … ${points(high)})`;
}

function points(share: number): string {
  return (100 * share).toFixed(1).replace("-", "−");
}
