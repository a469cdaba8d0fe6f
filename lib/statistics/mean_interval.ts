/** Means of a few measurements, and of the difference of two such means, each with its 95 % interval. */
import { studentT95 } from "./student_t.ts";

/** A mean, and the interval that holds the true one with 95 % confidence; null where there is one value only. */
export interface MeanInterval {
  readonly mean: number;
  readonly low: number | null;
  readonly high: number | null;
}

function moments(values: readonly number[]): { mean: number; variance: number; n: number } {
  const n = values.length, mean = values.reduce((a, b) => a + b, 0) / n;
  return { n, mean, variance: values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1) };
}

/** The mean of a few values and its interval by Student's t. @throws {RangeError} when there is no value */
export function meanInterval(values: readonly number[]): MeanInterval {
  if (values.length === 0) throw new RangeError("mean of no values: measure at least once");
  const { n, mean, variance } = moments(values);
  if (n === 1) return { mean, low: null, high: null };
  const half = studentT95(n - 1) * Math.sqrt(variance / n);
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
  const half = studentT95(freedom) * Math.sqrt(u + v);
  return { mean, low: mean - half, high: mean + half };
}
