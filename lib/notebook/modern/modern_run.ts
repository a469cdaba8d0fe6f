/** Trains one model of notebook 11's comparison and measures it on held-out text. */
import { randomWindows, sequentialWindows } from "../../corpora/mod.ts";
import type { Compile } from "../../engine/ops/mod.ts";
import {
  cacheBytesPerToken,
  gpt,
  type GPTConfig,
  initGPT,
  type ModelParams,
  parameterCount,
} from "../../gpt/mod.ts";
import { disposeParams, seed as makeSeed } from "../../nn/mod.ts";
import {
  bitsPerByte,
  crossEntropy,
  evaluate,
  type LossFn,
  makeEvaluationStep,
  type StepEvent,
  train,
  warmupCosine,
} from "../../training/mod.ts";
import type { ModernCorpus } from "./modern_corpora.ts";
import { cpuSeconds } from "../../statistics/cpu_time.ts";

/** How every model is trained: the same batches, the same schedule. 512,000 tokens. */
export const MODERN_RECIPE = {
  /** Tokens in a training window. */
  windowTokens: 64,
  batchSize: 16,
  steps: 500,
  /** Highest learning rate: the better of 2e-3 and 5e-3 for GPT-2 on seed 0, which is not in the comparison. */
  peak: 5e-3,
  warmupSteps: 50,
  weightDecay: 0.1,
} as const;

export interface ModernTraining {
  readonly config: GPTConfig;
  readonly corpus: ModernCorpus;
  /** Of the initial weights and of the windows: the same seed gives all models the same windows. */
  readonly seed: number;
  readonly compile?: Compile;
  /** Default {@link MODERN_RECIPE}'s. */
  readonly steps?: number;
  readonly peak?: number;
  readonly signal?: AbortSignal;
  readonly onStep?: (event: StepEvent) => void;
}

/** What a run measured. */
export interface ModernMeasurement {
  readonly parameters: number;
  /** Tokens trained on, with repetitions. */
  readonly tokens: number;
  /** On the held-out text. */
  readonly bitsPerByte: number;
  /**
   * Training tokens in a second of processor time (all threads), after the first {@link UNTIMED_STEPS} steps. Other work
   * on the machine changes it less than tokens per second of the clock.
   */
  readonly tokensPerCpuSecond: number;
  readonly cacheBytesPerToken: number;
}

/** The first steps compile and warm up. */
const UNTIMED_STEPS = 100;

/** Trains a model. The caller disposes the weights. */
export async function trainModern(o: ModernTraining): Promise<ModelParams> {
  const { config, corpus, seed, steps = MODERN_RECIPE.steps, peak = MODERN_RECIPE.peak } = o;
  const { params, state } = await train<ModelParams>({
    params: () => initGPT(config, makeSeed(seed)),
    loss: modernLoss(config),
    batches: randomWindows(corpus.train, {
      blockSize: MODERN_RECIPE.windowTokens,
      batchSize: MODERN_RECIPE.batchSize,
      seed,
    }),
    steps,
    vocabSize: config.vocabSize,
    seed,
    learningRate: warmupCosine({
      ...{ peak, totalSteps: steps },
      warmupSteps: Math.min(MODERN_RECIPE.warmupSteps, Math.floor(steps / 10)),
    }),
    adamw: { weightDecay: MODERN_RECIPE.weightDecay },
    compile: o.compile,
    signal: o.signal,
    onStep: o.onStep,
  });
  disposeParams({ m: state.m, v: state.v, t: state.t });
  return params;
}

/** Bits per byte on the held-out text, read in windows as long as the training's. */
export async function modernBitsPerByte(
  params: ModelParams,
  o: Pick<ModernTraining, "config" | "corpus" | "compile">,
): Promise<number> {
  const { config, corpus } = o;
  const step = makeEvaluationStep(modernLoss(config), o.compile);
  try {
    const { loss } = await evaluate(params, {
      step,
      batches: sequentialWindows(corpus.heldOut, { blockSize: MODERN_RECIPE.windowTokens, batchSize: 64 }),
      vocabSize: config.vocabSize,
    });
    return bitsPerByte(loss, corpus.bytesPerToken);
  } finally {
    step[Symbol.dispose]?.();
  }
}

/** Trains, measures, and frees the model. */
export async function measureModern(o: ModernTraining): Promise<ModernMeasurement> {
  const { config, steps = MODERN_RECIPE.steps } = o;
  const timed = { step: 0, cpu: 0 };
  const last = { ...timed };
  const params = await trainModern({
    ...o,
    onStep: (event) => {
      Object.assign(last, { step: event.step, cpu: cpuSeconds() });
      if (event.step <= UNTIMED_STEPS) Object.assign(timed, last);
      o.onStep?.(event);
    },
  });
  const measured = await modernBitsPerByte(params, o);
  disposeParams(params);
  const tokensPerStep = MODERN_RECIPE.batchSize * MODERN_RECIPE.windowTokens;
  return {
    parameters: parameterCount(config),
    tokens: steps * tokensPerStep,
    bitsPerByte: measured,
    tokensPerCpuSecond: (last.step - timed.step) * tokensPerStep / (last.cpu - timed.cpu),
    cacheBytesPerToken: cacheBytesPerToken(config),
  };
}

function modernLoss(config: GPTConfig): LossFn<ModelParams> {
  return (params, { x, y }, o) => crossEntropy(gpt(params, config, x, o), y);
}
