/** Student's t, by which an interval from few measurements is wider than the normal's 1.96 standard errors. */

/** Exact values for 1 to 4 degrees of freedom, where the expansion is not close enough. */
const FEW = [12.7062, 4.3027, 3.1824, 2.7764];

/**
 * The 97.5 % point of Student's t: 95 % of the distribution lies between minus and plus this value.
 *
 * @param freedom degrees of freedom; a fraction is rounded down, which makes the interval a little too wide
 * @returns the value, within 0.0005
 * @source Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.5: an expansion around the normal's value
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual([2, 5, 30].map((n) => studentT95(n).toFixed(2)), ["4.30", "2.57", "2.04"]);
 * ```
 */
export function studentT95(freedom: number): number {
  const n = Math.max(1, Math.floor(freedom));
  if (n <= FEW.length) return FEW[n - 1];
  const z = 1.959964;
  const terms = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
    (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92160,
  ];
  return terms.reduce((t, term, i) => t + term / n ** (i + 1), z);
}
