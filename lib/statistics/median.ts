/** Order statistics of a few timings: what a noisy, shared machine allows one to say. */

/** The middle value (the mean of the two middle ones for an even count). @throws {RangeError} when empty. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError("median of no values: measure at least once");
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Smallest and largest value. @throws {RangeError} when empty. */
export function spread(values: readonly number[]): [number, number] {
  if (values.length === 0) throw new RangeError("spread of no values: measure at least once");
  return [Math.min(...values), Math.max(...values)];
}

/** A mean, and the interval that holds the true one with 95 % confidence; null where there is one value only. */
export interface MeanInterval {
  readonly mean: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** Student's t, 97.5 %, for 1 to 30 degrees of freedom. */
const T = [
  ...[
    12.706,
    4.303,
    3.182,
    2.776,
    2.571,
    2.447,
    2.365,
    2.306,
    2.262,
    2.228,
    2.201,
    2.179,
    2.16,
    2.145,
    2.131,
  ],
  ...[2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042],
];

/** For degrees of freedom that are no whole number the next lower one: an interval rather too wide. */
const studentT = (freedom: number) => T[Math.min(T.length, Math.max(1, Math.floor(freedom))) - 1];

function moments(values: readonly number[]): { mean: number; variance: number; n: number } {
  const n = values.length, mean = values.reduce((a, b) => a + b, 0) / n;
  return { n, mean, variance: values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1) };
}

/** The mean of a few values and its interval by Student's t. @throws {RangeError} when empty. */
export function meanInterval(values: readonly number[]): MeanInterval {
  if (values.length === 0) throw new RangeError("mean of no values: measure at least once");
  const { n, mean, variance } = moments(values);
  if (n === 1) return { mean, low: null, high: null };
  const half = studentT(n - 1) * Math.sqrt(variance / n);
  return { mean, low: mean - half, high: mean + half };
}

/**
 * Mean of `a` minus mean of `b` for independent values, by Welch's t.
 *
 * @throws {RangeError} with fewer than two values of one
 * @source B. L. Welch, The generalization of "Student's" problem, Biometrika 34 (1947)
 */
export function meanDifference(a: readonly number[], b: readonly number[]): MeanInterval {
  if (a.length < 2 || b.length < 2) {
    throw new RangeError("difference of means: each needs two values or more");
  }
  const [x, y] = [moments(a), moments(b)];
  const [u, v] = [x.variance / x.n, y.variance / y.n];
  const mean = x.mean - y.mean;
  const freedom = u + v === 0 ? Infinity : (u + v) ** 2 / (u ** 2 / (x.n - 1) + v ** 2 / (y.n - 1));
  const half = studentT(freedom) * Math.sqrt(u + v);
  return { mean, low: mean - half, high: mean + half };
}
