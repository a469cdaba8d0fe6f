/** How sure a share is: Wilson's interval, which stays inside 0 … 1 and holds near both ends, where ours are. */

/** Standard deviations that hold 95 % of a normal distribution. */
const Z = 1.959964;

/**
 * The 95 % confidence interval of a share.
 *
 *     (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n)
 *
 * @param right of `total` trials
 * @returns lower and upper end
 * @throws {RangeError} when right is not a whole number from 0 to total, or there was no trial
 * @see Wilson 1927, "Probable inference, the law of succession, and statistical inference"
 * @example
 * ```ts
 * import { wilson } from "lib/bench";
 * import assert from "node:assert/strict";
 * const [low, high] = wilson(5000, 5000);
 * assert.equal(low.toFixed(5), "0.99923");
 * assert.ok(high > 0.999999);
 * ```
 */
export function wilson(right: number, total: number): [low: number, high: number] {
  if (!Number.isInteger(right) || !Number.isInteger(total) || total < 1 || right < 0 || right > total) {
    throw new RangeError(`wilson: expected right from 0 to total, total from 1, got ${right} of ${total}`);
  }
  const p = right / total, z2 = Z * Z / total;
  const centre = p + z2 / 2;
  const spread = Z * Math.sqrt(p * (1 - p) / total + z2 / (4 * total));
  return [Math.max(0, (centre - spread) / (1 + z2)), Math.min(1, (centre + spread) / (1 + z2))];
}
