/**
 * Learning-rate schedules: plain functions from a step number to a learning rate.
 *
 * Steps are counted from 0: `schedule(0)` is the rate of the first step.
 */

/** The learning rate of a step, counted from 0. */
export type Schedule = (step: number) => number;

/** The same learning rate at every step. */
export function constant(lr: number): Schedule {
  checkRate("constant", "lr", lr);
  return () => lr;
}

/**
 * Warm-up and cosine decay: a straight line up to `peak`, then half a cosine down to `floor`, then `floor`.
 *
 *     step < warmupSteps:   peak · (step + 1) / (warmupSteps + 1)
 *     step < totalSteps:    floor + ½ (peak − floor) (1 + cos(π (step − warmupSteps) / (totalSteps − warmupSteps)))
 *
 * @param o.peak highest learning rate.
 * @param o.floor lowest learning rate after the warm-up, default 0 (nanoGPT uses a tenth of the peak).
 * @param o.warmupSteps steps of the warm-up, default 0.
 * @param o.totalSteps step at which the floor is reached.
 * @throws {RangeError} if the numbers contradict each other.
 *
 * Source: Loshchilov and Hutter 2017, "SGDR", equation 5, one period; warm-up as in nanoGPT's `get_lr`.
 *
 * @example
 * ```ts
 * import { warmupCosine } from "lib/training";
 * import assert from "node:assert/strict";
 * const lr = warmupCosine({ peak: 1e-3, floor: 1e-4, warmupSteps: 9, totalSteps: 109 });
 * assert.ok(Math.abs(lr(0) - 1e-4) < 1e-12); // one tenth of the way up
 * assert.equal(lr(9), 1e-3);
 * assert.ok(Math.abs(lr(59) - 5.5e-4) < 1e-12); // half-way down
 * assert.equal(lr(109), 1e-4);
 * ```
 */
export function warmupCosine(
  o: {
    readonly peak: number;
    readonly floor?: number;
    readonly warmupSteps?: number;
    readonly totalSteps: number;
  },
): Schedule {
  const { peak, floor = 0, warmupSteps = 0, totalSteps } = o;
  checkRate("warmupCosine", "peak", peak);
  if (!(floor >= 0 && floor <= peak)) {
    throw new RangeError(`warmupCosine: floor must lie between 0 and peak ${peak}, got ${floor}`);
  }
  if (!(Number.isInteger(warmupSteps) && warmupSteps >= 0)) {
    throw new RangeError(`warmupCosine: warmupSteps must be a whole number of steps, got ${warmupSteps}`);
  }
  if (!(Number.isInteger(totalSteps) && totalSteps > warmupSteps)) {
    throw new RangeError(
      `warmupCosine: totalSteps must be a whole number above warmupSteps ${warmupSteps}, got ${totalSteps}`,
    );
  }
  return (step) => {
    if (step < warmupSteps) return peak * (step + 1) / (warmupSteps + 1);
    if (step >= totalSteps) return floor;
    const done = (step - warmupSteps) / (totalSteps - warmupSteps);
    return floor + 0.5 * (peak - floor) * (1 + Math.cos(Math.PI * done));
  };
}

function checkRate(name: string, field: string, lr: number): void {
  if (!(lr >= 0 && lr < Infinity)) {
    throw new RangeError(`${name}: ${field} must be a finite learning rate, 0 or more, got ${lr}`);
  }
}
