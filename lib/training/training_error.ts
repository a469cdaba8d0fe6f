/** The error that ends a training run. It names the step, what remains of the run, and what to try. */
import type { Params } from "../nn/mod.ts";
import type { TrainResult } from "./train_options.ts";

export class TrainingError<P extends Params = Params> extends Error {
  override readonly name = "TrainingError";
  /** The step that failed, counted from 1. */
  readonly step: number;
  /** The run before that step; the caller disposes it. Null after NaN, because the weights in memory are bad. */
  readonly result: TrainResult<P> | null;
  readonly lastCheckpoint: string | null;

  constructor(
    message: string,
    o: Pick<TrainingError<P>, "step" | "result" | "lastCheckpoint"> & { readonly cause?: unknown },
  ) {
    super(message, { cause: o.cause });
    this.step = o.step;
    this.result = o.result;
    this.lastCheckpoint = o.lastCheckpoint;
  }
}

/** Thrown inside the loop if a loss, a gradient norm, a weight or a moment is NaN or infinite. */
export class NonFiniteError extends Error {
  override readonly name = "NonFiniteError";
  /** The step at which it was found, counted from 1. */
  readonly step: number;

  constructor(step: number, found: string, o: { readonly cause?: unknown } = {}) {
    super(`at step ${step} ${found}`, o);
    this.step = step;
  }
}

/** A sentence that names the last good checkpoint. */
export function lastGood(path: string | null): string {
  return path === null ? "There is no checkpoint." : `The last good checkpoint is ${path}.`;
}

/** @param o.suspect whether the run had resumed from `lastCheckpoint` and failed at its first step */
export function nonFiniteMessage(
  { message, step }: NonFiniteError,
  o: { readonly lastCheckpoint: string | null; readonly suspect: boolean; readonly accumulate: number },
): string {
  const saved = o.suspect && o.lastCheckpoint !== null
    ? `The run had just resumed from ${o.lastCheckpoint}. If loss, data and settings have not changed, rename that ` +
      "folder; the next run then resumes from the checkpoint before it."
    : lastGood(o.lastCheckpoint);
  return `training stopped: ${message}; the weights after it are useless and were freed. ${saved} Try a lower ` +
    "learning rate, a longer warm-up or clipNorm 1; if it happens at the same step again, look at batch " +
    `${(step - 1) * o.accumulate} of the data`;
}
