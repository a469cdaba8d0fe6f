/**
 * Several training steps as one pure function, which is faster than one call for each step.
 *
 * A compiled call of one step copies every parameter and moment; with a small model this is a large part of its time. Here
 * the steps are a loop (`repeat` of lib/engine/ops) inside the call, and so are the micro-batches of a step with
 * accumulated gradients. The compiler keeps weights and moments in the same memory from step to step.
 * K: largest number of steps in a call, A: micro-batches in a step, B: sequences, T: tokens.
 */
import * as tf from "@tensorflow/tfjs";
import { foldIn, type Params, type Seed } from "../nn/mod.ts";
import { repeat, tidyTree } from "../engine/ops/mod.ts";
import { makeAccumulate, zeroSums } from "./accumulate.ts";
import type { AdamWState } from "./adamw.ts";
import { batchOfStack, type StackedBatches } from "./batch.ts";
import type { LossFn } from "./loss.ts";
import { makeTrainStep, makeUpdateFromSums, type TrainStepResult, type UpdateOptions } from "./train_step.ts";

/** What differs from step to step. These are tensors, so that the function is compiled only once. */
export interface TrainStepsInput {
  /** Learning rates, (K) float32. */
  readonly lr: tf.Tensor1D;
  /** The seed of the run; each step folds its own number in. */
  readonly seed: Seed;
  /** Number of steps before this call, int32 scalar. */
  readonly first: tf.Scalar;
  /** Steps to take, 1 to K, int32 scalar. */
  readonly count: tf.Scalar;
}

export interface TrainStepsResult<P extends Params = Params> {
  readonly params: P;
  readonly state: AdamWState<P>;
  /** (K) nats per token, each before its update; 0 behind the last step. */
  readonly loss: tf.Tensor1D;
  /** (K), each before clipping. */
  readonly gradNorm: tf.Tensor1D;
  /** (K) total weights of the targets. */
  readonly weight: tf.Tensor1D;
}

/**
 * Makes a function that takes up to K training steps.
 *
 * @param o.loss gets the step's seed, so dropout is on.
 * @param o.accumulate A, micro-batches that make one step; 1 unless given.
 * @returns a function of `(params, state, batches, { lr, seed, first, count })`. It returns new tensors that the caller
 *   disposes. `batches` are (K·A, B, T). K is the length of `lr`.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { seed } from "lib/nn";
 * import { initAdamW, makeTrainSteps, stackBatches } from "lib/training";
 * import assert from "node:assert/strict";
 * await tf.setBackend("cpu");
 * const steps = makeTrainSteps<{ w: tf.Tensor }>({ loss: ({ w }) => tf.sum(tf.square(w)), adamw: { weightDecay: 0 } });
 * const params = { w: tf.tensor1d([2]) };
 * const batch = { x: new Int32Array(1), y: new Int32Array(1), shape: [1, 1] as const };
 * const int = (n: number) => tf.scalar(n, "int32");
 * const next = steps(params, initAdamW(params), stackBatches([batch, batch], 2), {
 *   ...{ lr: tf.tensor1d([0.1, 0.1]), seed: seed(1), first: int(0), count: int(2) },
 * });
 * const [before, after] = next.loss.dataSync();
 * assert.equal(before, 4);
 * assert.ok(Math.abs(after - 1.9 ** 2) < 1e-5);
 * ```
 */
export function makeTrainSteps<P extends Params>(
  o: UpdateOptions & { readonly loss: LossFn<P>; readonly accumulate?: number },
) {
  const step = o.accumulate === undefined || o.accumulate === 1 ? oneBatch(o) : manyBatches(o, o.accumulate);
  return (
    params: P,
    state: AdamWState<P>,
    batches: StackedBatches,
    input: TrainStepsInput,
  ): TrainStepsResult<P> =>
    tidyTree(() => {
      const [K] = input.lr.shape;
      const at = (now: { params: P; state: AdamWState<P> }, index: tf.Scalar) =>
        step(now, batches, {
          index,
          lr: K === 1 ? tf.reshape(input.lr, []) : tf.gather(input.lr, index) as unknown as tf.Scalar,
          seed: foldIn(input.seed, tf.add(input.first, index) as tf.Scalar),
        });
      if (K === 1) {
        const { loss, gradNorm, weight, ...next } = at({ params, state }, tf.scalar(0, "int32"));
        const one = (x: tf.Scalar) => tf.reshape(x, [1]) as tf.Tensor1D;
        return { ...next, loss: one(loss), gradNorm: one(gradNorm), weight: one(weight) };
      }
      const indices = tf.range(0, K, 1, "int32");
      const start = { params, state, loss: tf.zeros([K]), gradNorm: tf.zeros([K]), weight: tf.zeros([K]) };
      return repeat<typeof start>(start, {
        count: input.count,
        step: (now, index) => {
          const next = at(now, index);
          const put = (all: tf.Tensor, one: tf.Scalar) => tf.where(tf.equal(indices, index), one, all);
          return {
            params: next.params,
            state: next.state,
            loss: put(now.loss, next.loss),
            gradNorm: put(now.gradNorm, next.gradNorm),
            weight: put(now.weight, next.weight),
          };
        },
      }) as TrainStepsResult<P>;
    });
}

type StepOfStack<P extends Params> = (
  now: { readonly params: P; readonly state: AdamWState<P> },
  batches: StackedBatches,
  o: { readonly index: tf.Scalar; readonly lr: tf.Scalar; readonly seed: Seed },
) => TrainStepResult<P>;

function oneBatch<P extends Params>(o: UpdateOptions & { readonly loss: LossFn<P> }): StepOfStack<P> {
  const step = makeTrainStep<P>(o);
  return ({ params, state }, batches, { index, lr, seed }) =>
    step(params, state, batchOfStack(batches, index), { lr, seed });
}

function manyBatches<P extends Params>(
  o: UpdateOptions & { readonly loss: LossFn<P> },
  count: number,
): StepOfStack<P> {
  const accumulate = makeAccumulate<P>(o);
  const update = makeUpdateFromSums<P>(o);
  return ({ params, state }, batches, { index, lr, seed }) => {
    const first = tf.mul(index, tf.scalar(count, "int32"));
    const sums = repeat(zeroSums(params), {
      count: tf.scalar(count, "int32"),
      step: (sums, i) => {
        const batch = batchOfStack(batches, tf.add(first, i) as tf.Scalar);
        return accumulate(params, sums, batch, { seed: foldIn(seed, i) });
      },
    });
    return update(params, state, sums, { lr });
  };
}
