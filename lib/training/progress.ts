/** Progress: how far a run is, how fast, how long it still takes. Pure functions: nothing here reads a clock or prints. */
import { formatSeconds } from "../statistics/mod.ts";

/** Measured after some steps. */
export interface Measurement {
  /** Steps finished, counted from the run's very beginning. */
  readonly step: number;
  /** Tokens trained on since the measurement before. */
  readonly tokens: number;
  readonly nowMs: number;
  /** Memory in use now, in bytes. */
  readonly memoryBytes: number;
}

/** A point in a run: the steps and tokens finished at a time. */
type Mark = Omit<Measurement, "memoryBytes">;

export interface Progress {
  /** Steps finished, counted from the run's very beginning. */
  readonly step: number;
  readonly totalSteps: number;
  /** Tokens trained on since the run was started or resumed. */
  readonly tokens: number;
  /** Since the run was started or resumed. */
  readonly elapsedMs: number;
  /** Over the last 10 seconds, evaluations and saves included; 0 before the first measurement. */
  readonly tokensPerSecond: number;
  /** Expected seconds to the last step; null before the first measurement. */
  readonly etaSeconds: number | null;
  /** Largest memory of all measurements. */
  readonly peakMemoryBytes: number;
  readonly start: Mark;
  /** The time left is computed from here: the first measurement (it includes compiling), or the start before it. */
  readonly steady: Mark;
  /** The speed is computed from these: the marks of the last 10 seconds, oldest first. */
  readonly recent: readonly Mark[];
}

const RECENT_MS = 10_000;

/** The progress of a run that begins now, with `step` of `totalSteps` steps already finished. */
export function startProgress(o: Omit<Measurement, "tokens"> & { readonly totalSteps: number }): Progress {
  const start = { step: o.step, tokens: 0, nowMs: o.nowMs };
  return {
    step: o.step,
    totalSteps: o.totalSteps,
    tokens: 0,
    elapsedMs: 0,
    tokensPerSecond: 0,
    etaSeconds: null,
    peakMemoryBytes: o.memoryBytes,
    start,
    steady: start,
    recent: [start],
  };
}

/**
 * The progress after a measurement. The time left is computed from all steps since the first measurement, so it includes
 * evaluations and saves, but not compiling.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * let p = startProgress({ step: 0, totalSteps: 100, nowMs: 0, memoryBytes: 1 });
 * p = advanceProgress(p, { step: 1, tokens: 50, nowMs: 3000, memoryBytes: 9 }); // compiles first
 * p = advanceProgress(p, { step: 11, tokens: 500, nowMs: 4000, memoryBytes: 5 });
 * assert.equal(p.tokensPerSecond, 500);
 * assert.equal(p.etaSeconds, 8.9); // 89 steps at 10 a second
 * assert.equal(p.peakMemoryBytes, 9);
 * ```
 */
export function advanceProgress(progress: Progress, m: Measurement): Progress {
  const now: Mark = { step: m.step, tokens: progress.tokens + m.tokens, nowMs: m.nowMs };
  const isFirst = progress.tokens === 0;
  const { start, steady } = progress;
  // At least one mark stays, however long the last steps took.
  const seen = progress.recent.filter((mark, i, all) =>
    i === all.length - 1 || m.nowMs - mark.nowMs <= RECENT_MS
  );
  const seconds = (m.nowMs - seen[0].nowMs) / 1000;
  const msPerStep = (m.nowMs - steady.nowMs) / Math.max(1, m.step - steady.step);
  return {
    step: m.step,
    totalSteps: progress.totalSteps,
    tokens: now.tokens,
    elapsedMs: m.nowMs - start.nowMs,
    tokensPerSecond: seconds > 0 ? (now.tokens - seen[0].tokens) / seconds : 0,
    etaSeconds: msPerStep * (progress.totalSteps - m.step) / 1000,
    peakMemoryBytes: Math.max(progress.peakMemoryBytes, m.memoryBytes),
    start,
    steady: isFirst ? now : steady,
    recent: isFirst ? [now] : [...seen, now],
  };
}

/**
 * A progress in one line, for a terminal or a notebook's output.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * let p = startProgress({ step: 0, totalSteps: 400, nowMs: 0, memoryBytes: 0 });
 * p = advanceProgress(p, { step: 10, tokens: 7680, nowMs: 500, memoryBytes: 310e6 });
 * assert.equal(
 *   formatProgress(p, { loss: 3.14159 }),
 *   "step  10/400    2 %  loss 3.142  15,360 tokens/s  20 s left  peak 296 MiB",
 * );
 * ```
 */
export function formatProgress(progress: Progress, o: { readonly loss?: number } = {}): string {
  const { step, totalSteps, tokensPerSecond, etaSeconds, peakMemoryBytes } = progress;
  const parts = [
    `step ${String(step).padStart(String(totalSteps).length)}/${totalSteps}`,
    `${Math.floor(100 * step / totalSteps)} %`.padStart(5),
  ];
  if (o.loss !== undefined) parts.push(`loss ${o.loss.toFixed(3)}`);
  if (tokensPerSecond > 0) parts.push(`${Math.round(tokensPerSecond).toLocaleString("en")} tokens/s`);
  if (etaSeconds !== null) parts.push(`${formatSeconds(etaSeconds)} left`);
  parts.push(`peak ${Math.round(peakMemoryBytes / 2 ** 20).toLocaleString("en")} MiB`);
  return parts.join("  ");
}
