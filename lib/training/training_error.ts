/**
 * The error that ends a training run: it says which step, what is left of the run and what to try.
 */
import type { Params } from "../nn/mod.ts";
import type { TrainResult } from "./train.ts";

export class TrainingError<P extends Params = Params> extends Error {
  override readonly name = "TrainingError";
  /** The step that failed, counted from 1. */
  readonly step: number;
  /** The run as it was before that step, the caller's to dispose; null after NaN, when nothing good is in memory. */
  readonly result: TrainResult<P> | null;
  readonly lastCheckpoint: string | null;

  constructor(
    message: string,
    o: {
      readonly step: number;
      readonly result: TrainResult<P> | null;
      readonly lastCheckpoint: string | null;
      readonly cause?: unknown;
    },
  ) {
    super(message, { cause: o.cause });
    this.step = o.step;
    this.result = o.result;
    this.lastCheckpoint = o.lastCheckpoint;
  }
}

/** Thrown inside the loop when a loss or a gradient norm is read that is NaN or infinite. */
export class NonFiniteError extends Error {
  override readonly name = "NonFiniteError";
  readonly step: number;

  constructor(found: { step: number; loss: number; gradNorm: number; learningRate: number }) {
    super(
      `at step ${found.step} the loss is ${found.loss} and the gradient norm ${found.gradNorm} (learning rate ` +
        `${found.learningRate})`,
    );
    this.step = found.step;
  }
}
