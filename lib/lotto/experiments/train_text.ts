/**
 * `trainText` trains a GPT on the lottery text itself, in GPT-2's tokens, as the blog does. Each of the blog's changes
 * is a switch of the recipe; notebook 07 turns them on one by one.
 *
 * The vocabulary is GPT-2's, restricted to the tokens that such texts use: a small model would spend most of its time on
 * 50,000 rows of the embedding that never occur. B: rows, T: tokens.
 */
import * as tf from "@tensorflow/tfjs";
import { paddedBatches } from "../../corpora/mod.ts";
import type { Compile } from "../../engine/ops/mod.ts";
import { gpt, type GPTParams, initGPT } from "../../gpt/mod.ts";
import {
  BLOG_FORCED_HITS,
  type DrawTickets,
  forcedHitTickets,
  lottoDataset,
  modelLabels,
  naturalTickets,
  printSample,
  type TextFormat,
} from "../mod.ts";
import { seed as makeSeed } from "../../nn/mod.ts";
import { gpt2Tokenizer, restrictVocabulary } from "../../tokenizers/mod.ts";
import { crossEntropy, type LossFn, type StepEvent, train, warmupCosine } from "../../training/mod.ts";
import type { LottoModel } from "./measure_lotto.ts";
import { ACCURACY_SAMPLES, accuracyMeter, accuracySamples, textRows } from "./token_accuracy.ts";

export interface TextRecipe {
  readonly nLayer: number;
  readonly nHead: number;
  readonly nEmbd: number;
  /** Number of different samples; each is trained on many times. */
  readonly samples: number;
  readonly format: TextFormat;
  /** Tickets of a purchase: 1 to this many. */
  readonly maxTickets: number;
  readonly drawTickets: DrawTickets;
  /** End-of-text token after each sample, and generation stops there. */
  readonly endToken: boolean;
  /** Longest sample, in tokens; longer ones are cut. */
  readonly blockSize: number;
  /** Rows in a step, over all accumulated batches. */
  readonly batchSize: number;
  readonly accumulate: number;
  /** Weight of the last `tail` tokens of a sample in the loss. */
  readonly tailWeight: number;
  /** Tokens in a sample's tail; the labels with prizes have about 110. */
  readonly tail: number;
  /** Leave the prompt out of the loss. */
  readonly maskPrompt: boolean;
  /** Tokens to train on, padding included, so that recipes of different shapes cost the same. */
  readonly tokens: number;
  readonly peakLearningRate: number;
}

/** The blog's first training, at our size. */
const BLOG_START: TextRecipe = {
  nLayer: 4,
  nHead: 4,
  nEmbd: 128,
  samples: 10_000,
  format: "plain",
  maxTickets: 20,
  drawTickets: naturalTickets,
  endToken: false,
  blockSize: 256,
  batchSize: 8, // the blog's 32 need four times as many tokens for as many steps
  accumulate: 1,
  tailWeight: 1,
  tail: 110,
  maskPrompt: false,
  tokens: 10_000_000,
  peakLearningRate: 3e-3,
};

/** The blog's changes in its order; together they are its last recipe. */
export const BLOG_CHANGES = {
  "end-token": { endToken: true },
  "length-512": { blockSize: 512 },
  "forced-hits": { drawTickets: forcedHitTickets(BLOG_FORCED_HITS) },
  "prizes": { format: "plainPrizes" },
  "tail-weight": { tailWeight: 5 },
  "samples-50k": { samples: 50_000 },
  "samples-150k": { samples: 150_000 },
} as const satisfies Record<string, Partial<TextRecipe>>;

interface TrainedText extends LottoModel {
  readonly losses: readonly (readonly [step: number, loss: number])[];
  readonly tokens: number;
  readonly stopTokens: readonly number[];
}

/** Trains a text recipe. The caller disposes the model. */
export async function trainText(
  recipe: Partial<TextRecipe>,
  run: {
    readonly seed: number;
    readonly compile: Compile;
    readonly onStep?: (event: StepEvent, steps: number) => void;
    /** Called `looks` times with the share of the labels' tokens that are right; see token_accuracy.ts. */
    readonly onAccuracy?: (share: number) => void;
    readonly looks?: number;
    /** Folder for checkpoints; an interrupted training resumes from them. */
    readonly checkpoints?: string;
  },
): Promise<TrainedText> {
  const o = { ...BLOG_START, ...recipe };
  const tickets = { min: 1, max: o.maxTickets };
  const samples = [...lottoDataset({ seed: run.seed, tickets, drawTickets: o.drawTickets }).take(o.samples)]
    .map((sample) => printSample(sample, o.format));
  const gpt2 = await gpt2Tokenizer();
  const codec = restrictVocabulary(
    gpt2,
    new Set(samples.slice(0, 2000).flatMap((text) => gpt2.encode(text))),
  );
  const [end] = codec.specials.values();
  const separator = codec.encode("###\n").at(-2)!; // the line break after it may be merged with what follows
  const rows = samples.map((text) => [...codec.encode(text), ...(o.endToken ? [end] : [])]);
  const { blockSize, nLayer, nHead, nEmbd } = o;
  const config = {
    ...{ vocabSize: codec.vocabSize, blockSize, nLayer, nHead, nEmbd },
    ...{ dropout: 0, qkvBias: true, tiedHead: true },
  };
  const batchSize = o.batchSize / o.accumulate;
  const steps = Math.max(1, Math.round(o.tokens / (o.batchSize * blockSize)));
  const loss: LossFn<GPTParams> = (params, { x, y }, options) =>
    crossEntropy(gpt(params, config, x, options), y, { weights: tokenWeights(x, y, { ...o, separator }) });
  const losses: [number, number][] = [];
  const accuracyOf = accuracyMeter(textRows(accuracySamples(ACCURACY_SAMPLES), codec, o.format), run);
  const result = await train<GPTParams>({
    params: () => initGPT(config, makeSeed(run.seed)),
    loss,
    batches: paddedBatches(rows, { blockSize, batchSize, padId: end, seed: run.seed }),
    vocabSize: config.vocabSize,
    steps,
    accumulate: o.accumulate,
    learningRate: warmupCosine({
      peak: o.peakLearningRate,
      floor: o.peakLearningRate / 50,
      warmupSteps: Math.min(50, Math.floor(steps / 10)),
      totalSteps: steps,
    }),
    adamw: { beta1: 0.9, beta2: 0.98, weightDecay: 0.01 },
    compile: run.compile,
    checkpoints: run.checkpoints
      ? { folder: run.checkpoints, every: Math.ceil(steps / 20), keepLast: 1, config }
      : undefined,
    onStep: (event) => {
      if (event.step % 10 === 0) losses.push([event.step, event.loss]);
      run.onStep?.(event, steps);
    },
    inspect: run.onAccuracy && {
      every: Math.ceil(steps / (run.looks ?? 1)),
      look: async (params) => run.onAccuracy!(await accuracyOf({ params, config })),
    },
  });
  const model = { params: result.params, config };
  const stopTokens = o.endToken ? [end] : [];
  const labels = modelLabels(model, codec, {
    compile: run.compile,
    stopTokens,
    maxNewTokens: 130,
    batchSize: 64,
  });
  return { model, codec, format: o.format, stopTokens, labels, losses, tokens: result.progress.tokens };
}

/** Loss weights (B, T): 1; `tailWeight` in the tail of each row's text; 0 in the prompt if it is masked. */
function tokenWeights(
  x: tf.Tensor2D,
  y: tf.Tensor2D,
  o: Pick<TextRecipe, "tail" | "tailWeight" | "maskPrompt"> & { readonly separator: number },
): tf.Tensor2D {
  const counted = tf.greaterEqual(y, 0).toFloat(); // (B, T)
  const left = tf.cumsum(counted, 1, false, true); // targets from here to the row's end
  const inTail = tf.lessEqual(left, o.tail).toFloat();
  const weights = tf.add(1, tf.mul(inTail, o.tailWeight - 1));
  if (!o.maskPrompt) return weights as tf.Tensor2D;
  const seen = tf.cumsum(tf.equal(x, tf.scalar(o.separator, "int32")).toFloat(), 1); // 0 until the separator
  return tf.mul(weights, tf.minimum(seen, 1)) as tf.Tensor2D;
}
