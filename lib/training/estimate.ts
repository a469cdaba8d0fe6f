/**
 * How long a run will take and how much memory it needs, measured on this device before it starts.
 *
 * A formula would have to know the reader's machine. Here the run itself is started with the options it will have,
 * stopped after a few steps and thrown away; the rest is multiplication.
 */
import { disposeParams, type Params } from "../nn/mod.ts";
import { evaluate, makeEvaluationStep } from "./evaluate.ts";
import { stateTree } from "./resume.ts";
import { train } from "./train.ts";
import { completeTrainOptions, type TrainOptions } from "./train_options.ts";

export interface RunEstimate {
  /** The whole run: first steps, steps, held-out evaluations. */
  readonly seconds: number;
  /** Median of the trial steps. */
  readonly secondsPerStep: number;
  /** What tracing, compiling and warming up cost beyond that. */
  readonly startSeconds: number;
  /** One look at the held-out text; 0 where there is none. */
  readonly secondsPerEvaluation: number;
  /** The most memory seen in the trial, as `memoryBytes` counts it. */
  readonly memoryBytes: number;
}

export interface EstimateOptions {
  /** Steps before the clock counts: the engine compiles and warms up. */
  readonly warmUp?: number;
  /** Steps that count. */
  readonly trials?: number;
  /** A clock, ms. */
  readonly now?: () => number;
}

/**
 * Estimates a run by its first steps; the options' tensors stay as they are and nothing is saved.
 *
 * @param options what {@link train} will be called with.
 * @throws what {@link train} would throw for these options.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { crossEntropy, estimateRun } from "lib/training";
 * import assert from "node:assert/strict";
 * await tf.setBackend("cpu");
 * const batch = { x: new Int32Array([0, 1]), y: new Int32Array([1, 0]), shape: [1, 2] as const };
 * const estimate = await estimateRun({
 *   params: { table: tf.zeros([2, 2]) },
 *   loss: ({ table }, { x, y }) => crossEntropy(tf.gather(table, x), y),
 *   batches: { batchSize: 1, blockSize: 2, stepsPerEpoch: 1, at: () => batch },
 *   vocabSize: 2,
 *   steps: 1000,
 *   learningRate: 0.1,
 * });
 * assert.ok(estimate.seconds >= 1000 * estimate.secondsPerStep);
 * ```
 */
export async function estimateRun<P extends Params>(
  options: TrainOptions<P>,
  { warmUp = 2, trials = 5, now = () => performance.now() }: EstimateOptions = {},
): Promise<RunEstimate> {
  const o = completeTrainOptions(options);
  const seconds: number[] = [];
  let memoryBytes = o.memoryBytes();
  let last = now();
  const { params, state, stopped } = await train({
    ...o,
    params: options.params,
    checkpoints: undefined,
    heldOut: undefined,
    start: undefined,
    steps: warmUp + trials,
    readEvery: 1,
    onStep: () => {
      const at = now();
      seconds.push((at - last) / 1000);
      last = at;
      memoryBytes = Math.max(memoryBytes, o.memoryBytes());
    },
    onEval: undefined,
    onCheckpoint: undefined,
  });
  if (stopped) throw o.signal!.reason;
  const counted = seconds.slice(warmUp).sort((a, b) => a - b);
  const secondsPerStep = counted[counted.length >> 1];
  const startSeconds = seconds.slice(0, warmUp).reduce((sum, s) => sum + Math.max(0, s - secondsPerStep), 0);
  const secondsPerEvaluation = o.heldOut ? await timeEvaluation(params, o.heldOut, o, now) : 0;
  disposeParams({ params, ...stateTree(state) });
  const evaluations = o.heldOut ? Math.ceil(o.steps / o.heldOut.every) : 0;
  return {
    seconds: startSeconds + o.steps * secondsPerStep + evaluations * secondsPerEvaluation,
    secondsPerStep,
    startSeconds,
    secondsPerEvaluation,
    memoryBytes: Math.max(memoryBytes, o.memoryBytes()),
  };
}

/** One batch of the held-out text, after one to warm up, times the batches of an evaluation. */
async function timeEvaluation<P extends Params>(
  params: P,
  heldOut: NonNullable<TrainOptions<P>["heldOut"]>,
  o: Pick<TrainOptions<P>, "loss" | "compile" | "vocabSize">,
  now: () => number,
): Promise<number> {
  const { batches, count = batches.stepsPerEpoch } = heldOut;
  const step = makeEvaluationStep(o.loss, o.compile);
  const measure = { step, batches, count: 1, vocabSize: o.vocabSize };
  await evaluate(params, measure);
  const start = now();
  await evaluate(params, measure);
  return count * (now() - start) / 1000;
}
