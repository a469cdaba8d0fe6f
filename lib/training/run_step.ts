/**
 * Running one step of a training run: data on the engine, the compiled functions called, the inputs freed.
 *
 * The pure functions are step.ts's and accumulate.ts's; here is what they leave out: which batch, which learning
 * rate, which seed belong to a step.
 */
import * as tf from "@tensorflow/tfjs";
import { disposeParams, foldIn, type Params, type Seed, seed, tidyTree } from "../nn/mod.ts";
import { makeAccumulate, zeroSums } from "./accumulate.ts";
import { uploadBatch } from "./batch.ts";
import { makeTrainStep, makeUpdateFromSums, type StepResult } from "./step.ts";
import type { CompleteTrainOptions, TrainState } from "./train_options.ts";

export interface RanStep<P extends Params> extends StepResult<P> {
  readonly learningRate: number;
  /** Tokens that went through the model. */
  readonly tokens: number;
}

/**
 * Makes the function that runs the step after `at.step`.
 *
 * @returns a function whose result is new tensors; those in `at` are left as they are.
 */
export function makeRunStep<P extends Params>(
  o: CompleteTrainOptions<P>,
): (at: TrainState<P>) => Promise<RanStep<P>> {
  const run = o.accumulate === 1 ? oneBatch(o) : manyBatches(o);
  return async (at) => {
    const learningRate = o.schedule(at.step);
    const tensors = tidyTree(() => ({ lr: tf.scalar(learningRate), seed: foldIn(seed(o.seed), at.step) }));
    try {
      return { ...await run(at, tensors), learningRate };
    } finally {
      disposeParams(tensors);
    }
  };
}

type Run<P extends Params> = (
  at: TrainState<P>,
  o: { readonly lr: tf.Scalar; readonly seed: Seed },
) => Promise<StepResult<P> & { readonly tokens: number }>;

function oneBatch<P extends Params>(o: CompleteTrainOptions<P>): Run<P> {
  const step = o.compile(makeTrainStep<P>(o));
  return async ({ params, state, step: index }, tensors) => {
    const data = o.batches.at(index);
    const batch = uploadBatch(data, o);
    try {
      return { ...await step(params, state, batch, tensors), tokens: data.x.length };
    } finally {
      disposeParams({ ...batch });
    }
  };
}

function manyBatches<P extends Params>(o: CompleteTrainOptions<P>): Run<P> {
  const accumulate = o.compile(makeAccumulate<P>(o));
  const update = o.compile(makeUpdateFromSums<P>(o));
  return async ({ params, state, step: index }, tensors) => {
    let sums = zeroSums(params);
    let tokens = 0;
    try {
      for (let i = 0; i < o.accumulate; i++) {
        const data = o.batches.at(index * o.accumulate + i);
        const inputs = { ...uploadBatch(data, o), seed: foldIn(tensors.seed, i) };
        try {
          const more = await accumulate(params, sums, inputs, { seed: inputs.seed });
          disposeParams({ ...sums });
          sums = more;
        } finally {
          disposeParams(inputs);
        }
        tokens += data.x.length;
      }
      return { ...await update(params, state, sums, { lr: tensors.lr }), tokens };
    } finally {
      disposeParams({ ...sums });
    }
  };
}
