import assert from "node:assert/strict";
import { meanDifference, meanInterval } from "lib/statistics";

Deno.test("meanInterval() and meanDifference() give scipy's intervals", () => {
  // scipy.stats.t.interval(0.95, 4, mean, sem) and ttest_ind(a, b, equal_var=False).confidence_interval()
  const a = [1.9, 1.887, 1.903, 1.895, 1.91], b = [1.917, 1.91, 1.913];
  const { mean, low, high } = meanInterval(a);
  assert.deepEqual([mean, low, high].map((x) => x!.toFixed(4)), ["1.8990", "1.8883", "1.9097"]);
  const difference = meanDifference(a, b);
  assert.equal(difference.mean.toFixed(4), "-0.0143");
  // A little wider than scipy's -0.02516 to -0.00350: the degrees of freedom are rounded down.
  assert.ok(difference.low! <= -0.02516 && difference.low! > -0.0257, `${difference.low}`);
  assert.ok(difference.high! >= -0.00351 && difference.high! < -0.003, `${difference.high}`);
  assert.deepEqual(meanInterval([2]), { mean: 2, low: null, high: null });
  assert.throws(() => meanInterval([]), RangeError);
  assert.throws(() => meanDifference([1], [1, 2]), RangeError);
});
