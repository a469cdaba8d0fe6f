/**
 * One training step as a pure function from tensors to new tensors.
 *
 * It reads no value back to JavaScript, so it can be compiled. The gradients come from the batch (makeTrainStep) or from
 * accumulated sums (makeUpdateFromSums).
 */
import * as tf from "@tensorflow/tfjs";
import type { Params, Seed } from "../nn/mod.ts";
import { tidyTree } from "../engine/ops/mod.ts";
import { type GradientSums, meanOfSums } from "./accumulate.ts";
import { adamw, type AdamWOptions, type AdamWState } from "./adamw.ts";
import type { TensorBatch } from "./batch.ts";
import { clipByGlobalNorm, globalNorm } from "./clip.ts";
import { lossAndGradients } from "./gradients.ts";
import type { LossFn } from "./loss.ts";

export interface UpdateOptions {
  /** Only what differs from ADAMW_DEFAULTS. */
  readonly adamw?: Partial<AdamWOptions>;
  /** Largest global norm of the gradients; null for no clipping. */
  readonly clipNorm?: number | null;
}

export interface TrainStepResult<P extends Params = Params> {
  readonly params: P;
  readonly state: AdamWState<P>;
  /** Before the update, nats per token. */
  readonly loss: tf.Scalar;
  /** Before clipping. */
  readonly gradNorm: tf.Scalar;
  /** Total weight of the counted targets. If it is 0, the loss means nothing. */
  readonly weight: tf.Scalar;
}

/**
 * Makes a training step: loss, gradient, clipping, AdamW.
 *
 * @param o.loss gets the seed, so dropout is on.
 * @returns a function of `(params, state, batch, { lr, seed })`, `lr` a float32 scalar, `seed` int32 (2). The caller disposes
 *   the new tensors that it returns.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { seed } from "lib/nn";
 * import { initAdamW, makeTrainStep } from "lib/training";
 * import assert from "node:assert/strict";
 * await tf.setBackend("cpu");
 * // "Predict" w itself: loss w², slope 2w.
 * const step = makeTrainStep<{ w: tf.Tensor }>({ loss: ({ w }) => tf.sum(tf.square(w)) });
 * const params = { w: tf.tensor1d([2]) };
 * const batch = { x: tf.zeros<tf.Rank.R2>([1, 1], "int32"), y: tf.zeros<tf.Rank.R2>([1, 1], "int32") };
 * const next = step(params, initAdamW(params), batch, { lr: tf.scalar(0.1), seed: seed(1) });
 * assert.equal(next.loss.dataSync()[0], 4);
 * assert.equal(next.gradNorm.dataSync()[0], 4);
 * assert.ok(Math.abs(next.params.w.dataSync()[0] - 1.9) < 1e-6);
 * ```
 */
export function makeTrainStep<P extends Params>(o: UpdateOptions & { readonly loss: LossFn<P> }) {
  return (
    params: P,
    state: AdamWState<P>,
    batch: TensorBatch,
    { lr, seed }: { readonly lr: tf.Scalar; readonly seed: Seed },
  ): TrainStepResult<P> =>
    tidyTree(() => update(params, { ...lossAndGradients(o.loss, { params, batch, seed }), state, lr }, o));
}

/** Makes the last part of a step with accumulated gradients: division by the total weight, clipping, AdamW. */
export function makeUpdateFromSums<P extends Params>(o: UpdateOptions) {
  return (
    params: P,
    state: AdamWState<P>,
    sums: GradientSums<P>,
    { lr }: { readonly lr: tf.Scalar },
  ): TrainStepResult<P> => tidyTree(() => update(params, { ...meanOfSums(sums), state, lr }, o));
}

/** Takes a step with gradients that are there already: clipping, AdamW. */
export function update<P extends Params>(
  params: P,
  now: { state: AdamWState<P>; loss: tf.Scalar; grads: P; weight: tf.Scalar | null; lr: tf.Scalar },
  o: UpdateOptions,
): TrainStepResult<P> {
  const { grads, norm } = o.clipNorm == null
    ? { grads: now.grads, norm: globalNorm(now.grads) }
    : clipByGlobalNorm(now.grads, o.clipNorm);
  const next = adamw(params, { state: now.state, grads, lr: now.lr, adamw: o.adamw });
  return { ...next, loss: now.loss, gradNorm: norm, weight: now.weight ?? tf.scalar(1) };
}
