/**
 * Takes the next steps of a training run: chooses how many, uploads their batches and learning rates, calls the compiled
 * function (steps_in_one_call.ts), frees the inputs.
 */
import * as tf from "@tensorflow/tfjs";
import type { Batch } from "../corpora/mod.ts";
import { countWithFrozen, disposeParams, type Params, seed } from "../nn/mod.ts";
import { hasRepeat, tidyTree, tuning } from "../engine/ops/mod.ts";
import { checkBatch, countTargets, sameForm, stackBatches } from "./batch.ts";
import { makeTrainSteps, type TrainStepsResult } from "./steps_in_one_call.ts";
import type { CompleteTrainOptions, TrainState } from "./train_options.ts";

/** Largest number of steps in a call. More would save little, and the ids of 16 batches are a small copy. */
const MAX_STEPS = 16;
/**
 * Steps of at most so many FLOPs share a call, unless `tuning` has a measured number: a tenth of a second on two CPU
 * cores. Longer steps would gain nothing, and a loop needs memory for a second copy of weights and moments.
 */
export const SHORT_STEP_FLOPS = 2e10;
/** A call of several steps takes about this long at most, because a stop signal is only seen after a call. */
const CALL_MS = 250;

interface RanSteps<P extends Params> extends TrainStepsResult<P> {
  readonly learningRates: readonly number[];
  /** Tokens that went through the model in each step. Its length is the number of steps taken. */
  readonly tokens: readonly number[];
}

type Take<P extends Params> = (
  at: Pick<TrainState<P>, "params" | "state" | "step">,
  most: number,
) => Promise<RanSteps<P>>;

/** Takes steps. Disposing it frees the compiled program. */
export type TakeSteps<P extends Params> = Take<P> & Disposable;

/**
 * Compiles the training step and returns the function that takes the next steps: at least one, at most `most`. It returns
 * new tensors and does not change those that it is given. The caller disposes it.
 */
export function compileTrainSteps<P extends Params>(
  o: CompleteTrainOptions<P>,
): TakeSteps<P> {
  const steps = o.compile(makeTrainSteps<P>(o));
  let known: number | undefined;
  let msPerStep = Infinity; // so that the first call, which compiles, takes one step
  const take: Take<P> = async ({ params, state, step }, most) => {
    const room = known ??= roomForSteps(params, o);
    const wanted = Math.max(1, Math.min(room, most, Math.floor(CALL_MS / msPerStep)));
    const batches = nextBatches(o, step, wanted);
    const count = batches.length / o.accumulate;
    const learningRates = Array.from({ length: count }, (_, i) => learningRateOf(o, step + i));
    const tensors = tidyTree(() => ({
      batches: stackBatches(batches, room * o.accumulate),
      input: {
        lr: tf.tensor1d([...learningRates, ...Array(room - count).fill(0)]),
        seed: seed(o.seed),
        first: tf.scalar(step, "int32"),
        count: tf.scalar(count, "int32"),
      },
    }));
    const start = performance.now();
    try {
      const next = await steps(params, state, tensors.batches, tensors.input);
      const tokens = learningRates.map((_, i) =>
        batches.slice(i * o.accumulate, (i + 1) * o.accumulate).reduce((sum, { x }) => sum + x.length, 0)
      );
      return { ...next, learningRates, tokens };
    } finally {
      disposeParams(tensors);
      msPerStep = (performance.now() - start) / count;
    }
  };
  return Object.assign(take, { [Symbol.dispose]: () => steps[Symbol.dispose]?.() });
}

/** The learning rate of the step after `step` finished ones. A rate that is not a number would make all weights NaN. */
function learningRateOf<P extends Params>(o: CompleteTrainOptions<P>, step: number): number {
  const rate = o.schedule(step);
  if (rate >= 0 && Math.fround(rate) < Infinity) return rate;
  throw new RangeError(
    `the learning rate of step ${step + 1} is ${rate}; expected a float32 number, 0 or more. Look at the ` +
      "schedule",
  );
}

/**
 * K, the largest number of steps in a call. It depends on the model's size, not on measured times, so that each run
 * computes the same bits.
 */
function roomForSteps<P extends Params>(params: P, o: CompleteTrainOptions<P>): number {
  if (!o.compiled || !hasRepeat()) return 1; // a loop that is not compiled saves nothing
  const tokens = o.accumulate * o.batches.batchSize * o.batches.blockSize;
  const { shortStepFlops = SHORT_STEP_FLOPS } = tuning();
  return 6 * countWithFrozen(params) * tokens > shortStepFlops ? 1 : Math.min(o.readEvery, MAX_STEPS);
}

/**
 * The checked micro-batches of the next steps: as many steps as wanted, or fewer if a later batch has another shape. A
 * wrong batch throws only when its step is the first of a call, so the steps before it are taken.
 */
function nextBatches<P extends Params>(o: CompleteTrainOptions<P>, step: number, wanted: number): Batch[] {
  const all: Batch[] = [];
  for (let i = 0; i < wanted; i++) {
    try {
      const ofStep = microBatches(o, step + i);
      if (i > 0 && !sameForm(all[0], ofStep[0])) break;
      all.push(...ofStep);
    } catch (error) {
      if (i === 0) throw error;
      break;
    }
  }
  return all;
}

function microBatches<P extends Params>(o: CompleteTrainOptions<P>, step: number): Batch[] {
  const batches = Array.from({ length: o.accumulate }, (_, i) => o.batches.at(step * o.accumulate + i));
  batches.forEach((batch) => checkBatch(batch, o));
  const other = batches.findIndex((batch) => !sameForm(batches[0], batch));
  if (other >= 0) {
    const describe = (i: number) => `batch ${step * o.accumulate + i} is (${batches[i].shape.join(", ")})`;
    throw new RangeError(
      "accumulating gradients: the micro-batches of a step must have one shape and the same fields; " +
        `${describe(0)}, ${describe(other)}`,
    );
  }
  if (batches.every((batch) => countTargets(batch) === 0)) {
    const targets = o.accumulate * batches[0].y.length;
    throw new RangeError(
      `step ${step + 1}: all ${targets} targets of its batch are ignored (negative), so there is nothing ` +
        "to learn from. Look at how the targets are made",
    );
  }
  return batches;
}
