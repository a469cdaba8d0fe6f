/**
 * How long a training run will take and how much memory it needs, measured on this device before it starts.
 *
 * A formula would have to know the reader's machine. Here the step that will be trained runs a few times on a copy
 * that is thrown away, the first steps (compiling, warming caches) apart, and the rest is multiplication.
 */

export interface Estimate {
  readonly seconds: number;
  /** Median duration of one step. */
  readonly secondsPerStep: number;
  /** What the first steps cost beyond that: tracing and compiling. */
  readonly startSeconds: number;
  /** Resident memory while the trial steps ran. */
  readonly residentBytes: number;
}

/**
 * Runs a few trial steps and extrapolates.
 *
 * @param trialStep does one whole step, reads its loss (so that the device has finished) and frees what it made.
 * @param o.steps number of steps the real run will take.
 * @param o.warmUp trial steps that are not counted. Default 2.
 * @param o.trials trial steps that are. Default 5.
 * @param o.extraSeconds known other work of the run, for example held-out evaluations. Default 0.
 * @param o.now a clock in milliseconds. Default `performance.now`.
 * @throws {RangeError} for a count below 1.
 */
export async function estimateTraining(
  trialStep: (trial: number) => Promise<void>,
  o: { steps: number; warmUp?: number; trials?: number; extraSeconds?: number; now?: () => number },
): Promise<Estimate> {
  const { steps, warmUp = 2, trials = 5, extraSeconds = 0, now = () => performance.now() } = o;
  if (!(steps >= 1 && trials >= 1)) {
    throw new RangeError(`estimating a run: steps is ${steps} and trials ${trials}; both must be at least 1`);
  }
  const seconds: number[] = [];
  for (let trial = 0; trial < warmUp + trials; trial++) {
    const start = now();
    await trialStep(trial);
    seconds.push((now() - start) / 1000);
  }
  const counted = seconds.slice(warmUp).sort((a, b) => a - b);
  const secondsPerStep = counted[counted.length >> 1];
  const startSeconds = seconds.slice(0, warmUp).reduce((sum, s) => sum + Math.max(0, s - secondsPerStep), 0);
  return {
    seconds: steps * secondsPerStep + extraSeconds,
    secondsPerStep,
    startSeconds,
    residentBytes: Deno.memoryUsage().rss,
  };
}

/** "2 min 5 s", "1 h 10 min", "8 s": a duration as a person says it. */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.round((whole % 3600) / 60)} min`;
}
