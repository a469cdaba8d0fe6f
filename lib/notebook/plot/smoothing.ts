/**
 * Exponential moving average, as loss curves are usually smoothed.
 *
 *     m_t = w · m_{t−1} + (1 − w) · x_t,   y_t = m_t / (1 − w^t)
 *
 * The division corrects the bias towards the initial value m_0 = 0 (Kingma and Ba, "Adam", section 3), so that the first
 * points are right too. With w = 0.9 a point averages about the last ten values. Smoothing delays: where the loss falls
 * fast, the smoothed curve lies above it. Only the drawing is smoothed, not the stored data.
 */

/**
 * @param values one number per step.
 * @param weight w, from 0 (no smoothing) up to but without 1.
 * @throws {RangeError} when the weight is outside [0, 1).
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(smooth([4, 4, 4], 0.9).map((y) => y.toFixed(6)), ["4.000000", "4.000000", "4.000000"]);
 * ```
 */
export function smooth(values: readonly number[], weight: number): number[] {
  if (!(weight >= 0 && weight < 1)) {
    throw new RangeError(`smoothing: the weight must be in [0, 1), got ${weight}; 0 switches smoothing off`);
  }
  let average = 0;
  let total = 0;
  return values.map((value) => {
    average = weight * average + (1 - weight) * value;
    total = weight * total + (1 - weight);
    return average / total;
  });
}
