/**
 * Estimates how long a run will take and how much memory it needs: it takes the run's first steps, throws the result away
 * and multiplies the measured times.
 */
import { disposeParams, type Params } from "../nn/mod.ts";
import { median } from "../statistics/mod.ts";
import { evaluate, makeEvaluationStep } from "./evaluate.ts";
import { yieldToEventLoop } from "../engine/ops/mod.ts";
import { beginTraining } from "./resume.ts";
import { compileTrainSteps } from "./compiled_steps.ts";
import {
  type CompleteTrainOptions,
  completeTrainOptions,
  type TrainOptions,
  type TrainState,
} from "./train_options.ts";

export interface RunEstimate {
  /** The whole run: first steps, steps, held-out evaluations. */
  readonly seconds: number;
  /** Median of the trial steps. */
  readonly secondsPerStep: number;
  /** Additional time at the start: tracing, compiling, warming up. */
  readonly startSeconds: number;
  /** Time of one evaluation; 0 without held-out text. */
  readonly secondsPerEvaluation: number;
  /** Largest memory in the trial, as `memoryBytes` measures it. */
  readonly memoryBytes: number;
}

/**
 * Estimates a run from its first steps. The given tensors are not changed, and nothing is saved.
 *
 * @param options what `train` will be called with.
 * @param o.warmUp steps that are not measured, because the engine compiles and warms up
 * @param o.trials steps that are measured
 * @param o.now a clock, ms
 * @throws {RangeError} if options contradict each other; what a step throws; the signal's reason.
 */
export async function estimateRun<P extends Params>(
  options: TrainOptions<P>,
  { warmUp = 2, trials = 5, now = () => performance.now() }: {
    readonly warmUp?: number;
    readonly trials?: number;
    readonly now?: () => number;
  } = {},
): Promise<RunEstimate> {
  const o = completeTrainOptions(options);
  using takeSteps = compileTrainSteps(again(o));
  const beginning = await beginTraining({ ...o, checkpoints: undefined, start: undefined });
  let at: Pick<TrainState<P>, "params" | "state" | "step"> = beginning.at, { owned } = beginning;
  const seconds: number[] = []; // of each step; steps of one call share its time equally
  let memoryBytes = o.memoryBytes();
  try {
    for (let last = now(); seconds.length < warmUp + trials;) {
      o.signal?.throwIfAborted();
      const ran = await takeSteps(at, warmUp + trials - seconds.length);
      const { params, state, loss, gradNorm, weight, tokens } = ran;
      disposeParams(owned);
      owned = { params, ...state };
      at = { params, state, step: at.step + tokens.length };
      await loss.data(); // a GPU returns before it has computed
      disposeParams({ loss, gradNorm, weight });
      const time = now();
      seconds.push(...tokens.map(() => (time - last) / 1000 / tokens.length));
      last = time;
      memoryBytes = Math.max(memoryBytes, o.memoryBytes());
      await yieldToEventLoop();
    }
    const secondsPerStep = median(seconds.slice(warmUp));
    const extra = seconds.slice(0, warmUp).map((s) => Math.max(0, s - secondsPerStep));
    const startSeconds = extra.reduce((sum, s) => sum + s, 0);
    const secondsPerEvaluation = o.heldOut ? await timeEvaluation(at.params, o.heldOut, o, now) : 0;
    const evaluations = o.heldOut ? Math.ceil(o.steps / o.heldOut.every) : 0;
    return {
      seconds: startSeconds + o.steps * secondsPerStep + evaluations * secondsPerEvaluation,
      secondsPerStep,
      startSeconds,
      secondsPerEvaluation,
      memoryBytes: Math.max(memoryBytes, o.memoryBytes()),
    };
  } finally {
    disposeParams(owned);
  }
}

/** The run with its steps repeated without end: a short run may have fewer steps than the trial takes. */
function again<P extends Params>(o: CompleteTrainOptions<P>): CompleteTrainOptions<P> {
  const { batches: { batchSize, blockSize, stepsPerEpoch } } = o, steps = Math.max(1, o.steps);
  const at = (i: number) => o.batches.at(i % (steps * o.accumulate));
  const batches = { batchSize, blockSize, stepsPerEpoch, at };
  return { ...o, batches, schedule: (step) => o.schedule(step % steps) };
}

/** The time of one held-out batch (measured after one to warm up) times the number of batches. */
async function timeEvaluation<P extends Params>(
  params: P,
  heldOut: NonNullable<TrainOptions<P>["heldOut"]>,
  o: Pick<TrainOptions<P>, "loss" | "compile" | "vocabSize">,
  now: () => number,
): Promise<number> {
  const { batches, count = batches.stepsPerEpoch } = heldOut;
  const step = makeEvaluationStep(o.loss, o.compile);
  try {
    const measure = { step, batches, count: 1, vocabSize: o.vocabSize };
    await evaluate(params, measure);
    const start = now();
    await evaluate(params, measure);
    return count * (now() - start) / 1000;
  } finally {
    step[Symbol.dispose]?.();
  }
}
