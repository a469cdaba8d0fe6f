/**
 * Training, written plainly: batch → loss and gradients → clipping → AdamW, one step after the other.
 *
 * This is all that training needs. `train` (train.ts) takes the same steps and gives the same losses. It adds what long
 * runs need: compiled steps (compiled_steps.ts), several of them in a call (steps_in_one_call.ts), accumulated gradients
 * (accumulate.ts), evaluations, checkpoints, progress and a stop signal (training_run.ts).
 */
import * as tf from "@tensorflow/tfjs";
import type { Batches } from "../corpora/mod.ts";
import { tidyTree } from "../engine/ops/mod.ts";
import { disposeParams, foldIn, mapParams, type Params, seed } from "../nn/mod.ts";
import { adamw, type AdamWOptions, type AdamWState, initAdamW } from "./adamw.ts";
import { uploadBatch } from "./batch.ts";
import { clipByGlobalNorm } from "./clip.ts";
import { lossAndGradients } from "./gradients.ts";
import type { LossFn } from "./loss.ts";
import type { Schedule } from "./schedule.ts";

export interface PlainLoopOptions<P extends Params> {
  /** The initial weights. They are not changed and not freed. */
  readonly params: P;
  readonly loss: LossFn<P>;
  readonly batches: Batches;
  /** Ids in the batches must be below it. */
  readonly vocabSize: number;
  readonly steps: number;
  readonly learningRate: Schedule;
  /** Only what differs from ADAMW_DEFAULTS. */
  readonly adamw?: Partial<AdamWOptions>;
  /** Largest global norm of the gradients, default 1. */
  readonly clipNorm?: number;
  /** Seed of dropout, default 1. */
  readonly seed?: number;
}

/**
 * Trains a model, eagerly and one step at a time; `train` has an example with the same options.
 *
 * @returns the trained weights, the optimizer's state, and each step's loss before its update, in nats per token. The
 *   caller disposes the tensors. With `steps` 0 the weights are a copy of the given ones.
 */
export async function plainLoop<P extends Params>(
  o: PlainLoopOptions<P>,
): Promise<{ params: P; state: AdamWState<P>; losses: number[] }> {
  let params = mapParams((p) => tf.clone(p), o.params), state = initAdamW(params); // so that the given weights stay
  const losses: number[] = [];
  for (let step = 0; step < o.steps; step++) {
    const batch = uploadBatch(o.batches.at(step), o);
    const { loss, ...next } = tidyTree(() => {
      const dropoutSeed = foldIn(seed(o.seed ?? 1), step);
      const { loss, grads } = lossAndGradients(o.loss, { params, batch, seed: dropoutSeed });
      const clipped = clipByGlobalNorm(grads, o.clipNorm ?? 1);
      const lr = tf.scalar(o.learningRate(step));
      return { loss, ...adamw(params, { state, grads: clipped.grads, lr, adamw: o.adamw }) };
    });
    losses.push((await loss.data())[0]);
    disposeParams({ ...batch, ...state, params, loss });
    ({ params, state } = next);
  }
  return { params, state, losses };
}
