/** Trains one model of notebook 12 and measures it: bits per byte, and how its experts share the held-out text. */
import * as tf from "@tensorflow/tfjs";
import { randomWindows, sequentialWindows } from "../../corpora/mod.ts";
import {
  cacheBytesPerToken,
  expertChoices,
  gpt,
  type GPTConfig,
  type GPTParams,
  initGPT,
  parameterCount,
} from "../../gpt/mod.ts";
import { disposeParams, expertCapacity, seed as makeSeed } from "../../nn/mod.ts";
import type { Compile } from "../../engine/ops/mod.ts";
import {
  bitsPerByte,
  crossEntropy,
  evaluate,
  type LossFn,
  makeEvaluationStep,
  train,
  warmupCosine,
} from "../../training/mod.ts";
import type { MixedCorpus } from "./mixed_corpus.ts";
import { DEEPSEEK_RECIPE, type Variant } from "./variants.ts";
import { cpuSeconds } from "../../statistics/cpu_time.ts";

/** What is recorded of a training. */
export interface VariantRow {
  readonly name: string;
  readonly what: string;
  readonly group: Variant["group"];
  readonly seed: number;
  readonly parameters: number;
  /** Of these, how many one token uses. */
  readonly activeParameters: number;
  readonly steps: number;
  readonly tokens: number;
  /** On held-out text, without a capacity. */
  readonly bitsPerByte: number;
  /** By formula: of one token, all layers. */
  readonly cacheBytesPerToken: number;
  /** For each layer with experts, each expert's share of the held-out choices; they sum to 1. */
  readonly loads: readonly (readonly number[])[];
  /** The share of held-out choices that the training's capacity would drop, in batches of the training's size. */
  readonly dropped: number | null;
  /** Processor time of all threads, in seconds, compilation included. */
  readonly cpuSeconds: number;
}

export interface VariantRun {
  readonly row: VariantRow;
  /** The caller disposes them. */
  readonly params: GPTParams;
  /** Training loss of each step, in nats. */
  readonly losses: readonly number[];
}

/** Trains a variant from a seed. The batches depend on the seed, too. `steps`: default the variant's own. */
export async function runVariant(
  variant: Variant,
  o: {
    readonly corpus: MixedCorpus;
    readonly seed: number;
    readonly compile?: Compile;
    readonly steps?: number;
    /** Highest learning rate; default the recipe's. */
    readonly peak?: number;
    readonly onStep?: (event: { readonly step: number; readonly loss: number }) => void;
  },
): Promise<VariantRun> {
  const { config, steps: ownSteps, ...named } = variant;
  const { seed, corpus, compile, steps = ownSteps, peak = DEEPSEEK_RECIPE.peak } = o;
  const { batchSize, warmupSteps, routerBiasRate } = DEEPSEEK_RECIPE;
  const { blockSize, vocabSize } = config;
  const start = cpuSeconds();
  const loss: LossFn<GPTParams> = (params, { x, y }, o) => crossEntropy(gpt(params, config, x, o), y);
  const { params, state, history } = await train<GPTParams>({
    params: () => initGPT(config, makeSeed(seed)),
    loss,
    batches: randomWindows(corpus.train, { blockSize, batchSize, seed }),
    steps,
    vocabSize,
    seed,
    learningRate: warmupCosine({ peak, warmupSteps, totalSteps: steps }),
    adamw: { weightDecay: 0.1, ...(config.experts?.routerBias && { routerBiasRate }) },
    compile,
    onStep: o.onStep,
  });
  disposeParams({ m: state.m, v: state.v, t: state.t });
  const step = makeEvaluationStep(loss, compile);
  const { loss: nats } = await evaluate(params, {
    step,
    batches: sequentialWindows(corpus.heldOut, { blockSize, batchSize }),
    vocabSize,
  });
  step[Symbol.dispose]?.();
  const { loads, dropped } = await expertLoads(params, config, corpus.heldOut);
  const row = {
    ...named,
    seed,
    parameters: parameterCount(config),
    activeParameters: parameterCount(config, { activeOnly: true }),
    steps,
    tokens: steps * batchSize * blockSize,
    bitsPerByte: bitsPerByte(nats, corpus.bytesPerToken),
    cacheBytesPerToken: cacheBytesPerToken(config),
    loads,
    dropped,
    cpuSeconds: cpuSeconds() - start,
  };
  return { row, params, losses: history.train.map(([, loss]) => loss) };
}

/** How the experts share a text, for each layer with experts; see VariantRow. */
export async function expertLoads(
  params: GPTParams,
  config: GPTConfig,
  text: Int32Array,
): Promise<Pick<VariantRow, "loads" | "dropped">> {
  const { experts, blockSize } = config;
  if (!experts) return { loads: [], dropped: null };
  const { batchSize } = DEEPSEEK_RECIPE, N = batchSize * blockSize;
  const S = expertCapacity(N, { ...experts, capacityFactor: experts.capacityFactor ?? Infinity });
  const batches = Math.floor(text.length / N);
  let totals: number[][] = [], over = 0;
  for (let i = 0; i < batches; i++) {
    const ids = tf.tensor2d(text.slice(i * N, (i + 1) * N), [batchSize, blockSize], "int32");
    const choices = expertChoices(params, config, ids);
    const counts = await Promise.all(choices.map(async ({ chosen }) => {
      const sum = tf.sum(chosen, 0), numbers = await sum.data(); // (N, E) -> (E)
      sum.dispose();
      return [...numbers];
    }));
    ids.dispose();
    choices.forEach(({ layer: _, ...tensors }) => tf.dispose(tensors as unknown as tf.TensorContainer));
    totals = counts.map((layer, l) => layer.map((count, e) => count + (totals[l]?.[e] ?? 0)));
    for (const layer of counts) for (const count of layer) over += Math.max(0, count - S);
  }
  const all = batches * N * experts.topK;
  return {
    loads: totals.map((layer) => layer.map((count) => count / all)),
    dropped: over / (all * totals.length),
  };
}
