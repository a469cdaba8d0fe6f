/**
 * Running the next steps of a training run: data on the engine, the compiled function called, the inputs freed.
 *
 * The pure function is steps.ts's; here is what it leaves out: which batches, learning rates and seeds belong to
 * which steps, and how many steps go into one call.
 */
import * as tf from "@tensorflow/tfjs";
import type { Batch } from "../corpora/mod.ts";
import { countParams, disposeParams, type Params, seed } from "../nn/mod.ts";
import { hasRepeat, tidyTree } from "../engine/ops/mod.ts";
import { checkBatch, countTargets, sameForm, stackBatches } from "./batch.ts";
import { makeTrainSteps, type StepsResult } from "./steps.ts";
import type { CompleteTrainOptions, TrainState } from "./train_options.ts";

/** Room in one call. Most of what a loop saves is saved by then, and the ids of 16 batches are a small copy. */
const MOST_STEPS = 16;
/**
 * Work of a step, in FLOPs, up to which steps share a call: a tenth of a second on two CPU cores. Longer ones would
 * gain nothing, and a loop holds a second copy of weights and moments.
 */
const SHORT_STEP_FLOPS = 2e10;
/** A call takes about this long at most, if it has more than one step: the stop button is heard after it. */
const CALL_MS = 250;

export interface RanSteps<P extends Params> extends StepsResult<P> {
  readonly learningRates: readonly number[];
  /** Tokens that went through the model, for each step; as many as steps were taken. */
  readonly tokens: readonly number[];
}

/**
 * Makes the function that runs the steps after `at.step`.
 *
 * @returns a function of where the run is and how many steps are wanted at most. It takes at least one; its result is
 *   new tensors, and those in `at` are left as they are.
 */
export function makeRunSteps<P extends Params>(
  o: CompleteTrainOptions<P>,
): (at: Pick<TrainState<P>, "params" | "state" | "step">, most: number) => Promise<RanSteps<P>> {
  const steps = o.compile(makeTrainSteps<P>(o));
  let known: number | undefined;
  let msPerStep = Infinity; // the first call compiles, and takes one step
  return async ({ params, state, step }, most) => {
    const room = known ??= roomForSteps(params, o);
    const wanted = Math.max(1, Math.min(room, most, Math.floor(CALL_MS / msPerStep)));
    const batches = nextBatches(o, step, wanted);
    const count = batches.length / o.accumulate;
    const learningRates = Array.from({ length: count }, (_, i) => learningRateOf(o, step + i));
    const tensors = tidyTree(() => ({
      batches: { ...stackBatches(batches, room * o.accumulate) },
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
}

/** The rate of the step after `step` finished ones; one that is no number would make all weights NaN. */
function learningRateOf<P extends Params>(o: CompleteTrainOptions<P>, step: number): number {
  const rate = o.schedule(step);
  if (!(rate >= 0 && Math.fround(rate) < Infinity)) {
    throw new RangeError(
      `the learning rate of step ${
        step + 1
      } is ${rate}; expected a float32 number, 0 or more. Look at the schedule`,
    );
  }
  return rate;
}

/** K, the most steps in a call; not by their time, so that each run computes the same bits. */
function roomForSteps<P extends Params>(params: P, o: CompleteTrainOptions<P>): number {
  if (!o.compiled || !hasRepeat()) return 1; // a loop that is not compiled only makes JavaScript wait
  const tokens = o.accumulate * o.batches.batchSize * o.batches.blockSize;
  if (6 * countParams(params) * tokens > SHORT_STEP_FLOPS || hasMixedShapes(o)) return 1;
  return Math.min(o.readEvery, MOST_STEPS);
}

/**
 * Whether batches change their shape so often that few neighbours could share a call. Only batches of the run are read;
 * one that cannot be had, or used, is complained of at its step.
 */
function hasMixedShapes<P extends Params>(o: CompleteTrainOptions<P>): boolean {
  const first: Batch[] = [];
  try {
    while (first.length < Math.min(8, o.steps)) {
      const batch = o.batches.at(first.length * o.accumulate);
      checkBatch(batch, o);
      first.push(batch);
    }
  } catch { /* the batches before it decide */ }
  return first.filter((batch, i) => i > 0 && !sameForm(batch, first[i - 1])).length > 2;
}

/**
 * The micro-batches of the next steps, checked: as many whole steps as wanted, or fewer where a later one is not as
 * the first. What is wrong with a batch is said when its step is the first, after the steps before it were taken.
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
  batches.forEach((batch, i) => {
    checkBatch(batch, o);
    if (!sameForm(batches[0], batch)) {
      const index = step * o.accumulate;
      throw new RangeError(
        `accumulating gradients: the micro-batches of a step must have one shape and the same fields; ` +
          `batch ${index} is (${batches[0].shape.join(", ")}), batch ${index + i} (${
            batch.shape.join(", ")
          })`,
      );
    }
  });
  if (batches.every((batch) => countTargets(batch) === 0)) {
    throw new RangeError(
      `step ${step + 1}: all ${
        o.accumulate * batches[0].y.length
      } targets of its batch are ignored (negative), so ` +
        "there is nothing to learn from. Look at how the targets are made",
    );
  }
  return batches;
}
