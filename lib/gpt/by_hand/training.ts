/**
 * One training step by hand: forward, backward, clipping, AdamW. `lib/training/plain_loop.ts` takes the same steps with
 * tensors.
 */
import type { GPTConfig } from "../config.ts";
import { type Activations, makeActivations } from "./activations.ts";
import { ADAMW_DEFAULTS, type AdamWOptions, adamwStep } from "./adamw.ts";
import { clipByNorm } from "./clip.ts";
import { gptBackward, gptForward, gptLoss, type IdBatch } from "./gpt.ts";
import { type GPTArrays, zerosOf } from "./parameters.ts";

/** Everything that a training holds in memory. */
export interface Training {
  readonly config: GPTConfig;
  readonly params: GPTArrays;
  readonly grads: GPTArrays;
  /** AdamW's running means of the gradients and of their squares, in the layout of `params.all`. */
  readonly m: Float32Array;
  readonly v: Float32Array;
  readonly activations: Activations;
  /** Steps taken. */
  step: number;
}

/** Allocates a training for batches of one shape. All weights are 0: fill them with `copyInto` or `initByHand`. */
export function makeTraining(config: GPTConfig, shape: readonly [B: number, T: number]): Training {
  const params = zerosOf(config), grads = zerosOf(config);
  const [m, v] = [0, 1].map(() => new Float32Array(params.all.length));
  return { config, params, grads, m, v, activations: makeActivations(config, shape), step: 0 };
}

/** Computes the loss and, in `t.grads`, its gradient for every weight. @returns the loss in nats per token */
export function lossAndGradientsByHand(t: Training, batch: IdBatch): number {
  gptForward(t.activations, { ...t, ids: batch.x });
  const loss = gptLoss(t.activations, { targets: batch.y });
  t.grads.all.fill(0);
  gptBackward(t.grads, { ...t, batch });
  return loss;
}

/**
 * One step. Weight decay changes matrices only, as in lib/training.
 *
 * @param t changed in place
 * @param o.adamw only what differs from PyTorch's defaults; `clipNorm` largest norm of the gradient, default 1
 * @returns the loss before the step in nats per token, and the gradient's norm before clipping
 */
export function trainStepByHand(
  t: Training,
  o: {
    readonly batch: IdBatch;
    readonly learningRate: number;
    readonly adamw?: Partial<AdamWOptions>;
    readonly clipNorm?: number;
  },
): { loss: number; gradNorm: number } {
  const loss = lossAndGradientsByHand(t, o.batch);
  const gradNorm = clipByNorm(t.grads.all, o.clipNorm ?? 1);
  t.step++;
  const options = { ...ADAMW_DEFAULTS, ...o.adamw };
  let from = 0;
  for (const { values, shape } of t.params.named) {
    const part = (all: Float32Array) => all.subarray(from, from + values.length);
    adamwStep(values, {
      ...{ ...options, step: t.step, learningRate: o.learningRate },
      ...{ gradients: part(t.grads.all), m: part(t.m), v: part(t.v) },
      weightDecay: shape.length >= 2 ? options.weightDecay : 0,
    });
    from += values.length;
  }
  return { loss, gradNorm };
}
