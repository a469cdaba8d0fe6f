/**
 * Wilson's interval: how far the measured share of successes can be from the true one.
 *
 * 4,998 right of 5,000 is 99.96 %, but another 5,000 trials would give another share. The simple normal interval fails
 * near 0 and 1, where many results of tests are (for 5,000 of 5,000 its width is 0); Wilson's (1927) does not.
 */

/** A share, and the interval that holds the true one with the stated confidence; all from 0 to 1. */
export interface ShareInterval {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The share of successes with its Wilson score interval.
 *
 *     centre = (p + z²/2n) / (1 + z²/n)        half width = z √(p(1−p)/n + z²/4n²) / (1 + z²/n)
 *
 * @param successes a whole number from 0 to n
 * @param n trials, independent of one another, at least 1
 * @param o.z standard deviations of a normal distribution; default: those of 95 %
 * @throws {RangeError} when `successes` or `n` is not such a number
 * @source E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927)
 * @example
 * ```ts
 * import { wilsonInterval } from "lib/statistics";
 * import assert from "node:assert/strict";
 * const { share, low, high } = wilsonInterval(2298, 5000); // the blog's lottery machine
 * assert.equal(share, 0.4596);
 * assert.deepEqual([low.toFixed(3), high.toFixed(3)], ["0.446", "0.473"]);
 * ```
 */
export function wilsonInterval(
  successes: number,
  n: number,
  { z = 1.959964 }: { readonly z?: number } = {},
): ShareInterval {
  if (!Number.isInteger(n) || n < 1 || !Number.isInteger(successes) || successes < 0 || successes > n) {
    throw new RangeError(`wilsonInterval: expected 0 ≤ successes ≤ n and n ≥ 1, got ${successes} of ${n}`);
  }
  const p = successes / n;
  const scale = 1 + z * z / n;
  const centre = (p + z * z / (2 * n)) / scale;
  const half = z * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / scale;
  // At 0 and n the bound is exactly 0 and 1; rounding must not change that.
  return {
    share: p,
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === n ? 1 : Math.min(1, centre + half),
  };
}

/**
 * An interval as text: `45.96 % (44.58–47.34 %)`.
 *
 * @param o.decimals digits after the point, default 2
 */
export function formatShare(interval: ShareInterval, o: { readonly decimals?: number } = {}): string {
  const percent = (x: number) => (100 * x).toFixed(o.decimals ?? 2);
  return `${percent(interval.share)} % (${percent(interval.low)}–${percent(interval.high)} %)`;
}
