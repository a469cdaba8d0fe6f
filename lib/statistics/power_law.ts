/**
 * A power law: a straight line through points in log-log coordinates. It describes how loss falls with compute.
 *
 * Ordinary least squares on the logarithms, with the standard error of the exponent and the interval in which one more
 * measurement is expected. The interval widens with the distance from the points, but it contains only their scatter. No
 * number here shows whether the law continues outside the measured range.
 */
import { studentT95 } from "./student_t.ts";

interface PowerLawPoint {
  /** Compute, tokens, parameters …; above 0. */
  readonly x: number;
  /** Loss; above 0. */
  readonly y: number;
}

interface Prediction {
  readonly y: number;
  /** Another measurement is between low and high in 95 of 100 cases, if the law holds there. */
  readonly low: number;
  readonly high: number;
}

interface PowerLaw {
  /** y = coefficient · x^(-exponent) */
  readonly coefficient: number;
  readonly exponent: number;
  /** Standard error of the exponent. */
  readonly exponentError: number;
  /** Root mean square distance of the points from the line, in natural logarithms: 0.02 is about 2 %. */
  readonly scatter: number;
  predict(x: number): Prediction;
}

/**
 * Fits y = a · x^(-b).
 *
 * @param points at least three, with at least two different x
 * @throws {RangeError} where there are too few points, or a point has no logarithm
 * @source Kaplan et al. 2020, "Scaling Laws for Neural Language Models" (arXiv 2001.08361), section 1.2
 * @example
 * ```ts
 * import { fitPowerLaw } from "lib/statistics";
 * import assert from "node:assert/strict";
 * const law = fitPowerLaw([1, 10, 100, 1000].map((x) => ({ x, y: 5 * x ** -0.3 })));
 * assert.ok(Math.abs(law.exponent - 0.3) < 1e-9);
 * assert.ok(Math.abs(law.predict(1e4).y - 5 * 1e4 ** -0.3) < 1e-9);
 * ```
 */
export function fitPowerLaw(points: readonly PowerLawPoint[]): PowerLaw {
  const n = points.length;
  const bad = points.find(({ x, y }) => !(x > 0 && y > 0 && Number.isFinite(x) && Number.isFinite(y)));
  if (bad) {
    throw new RangeError(`fitPowerLaw: expected x > 0 and y > 0, got x ${bad.x} and y ${bad.y}`);
  }
  if (n < 3 || new Set(points.map(({ x }) => x)).size < 2) {
    throw new RangeError(`fitPowerLaw: expected at least 3 points with different x, got ${n}`);
  }
  const u = points.map(({ x }) => Math.log(x)), v = points.map(({ y }) => Math.log(y));
  const uMean = mean(u), vMean = mean(v);
  const spread = sum(u.map((ui) => (ui - uMean) ** 2));
  const slope = sum(u.map((ui, i) => (ui - uMean) * (v[i] - vMean))) / spread;
  const intercept = vMean - slope * uMean;
  const squares = sum(u.map((ui, i) => (v[i] - intercept - slope * ui) ** 2));
  const deviation = Math.sqrt(squares / (n - 2));
  const t = studentT95(n - 2);
  return {
    coefficient: Math.exp(intercept),
    exponent: -slope,
    exponentError: deviation / Math.sqrt(spread),
    scatter: Math.sqrt(squares / n),
    predict(x) {
      const at = Math.log(x);
      const half = t * deviation * Math.sqrt(1 + 1 / n + (at - uMean) ** 2 / spread);
      const value = (shift: number) => Math.exp(intercept + slope * at + shift);
      return { y: value(0), low: value(-half), high: value(half) };
    },
  };
}

/** The points for which no other has a smaller or equal x and a smaller or equal y, in the order of x. */
export function frontier<P extends PowerLawPoint>(points: readonly P[]): P[] {
  let best = Infinity;
  return points.toSorted((a, b) => a.x - b.x || a.y - b.y).filter(({ y }) => y < best && (best = y, true));
}

function sum(xs: readonly number[]): number {
  return xs.reduce((total, x) => total + x, 0);
}

function mean(xs: readonly number[]): number {
  return sum(xs) / xs.length;
}
