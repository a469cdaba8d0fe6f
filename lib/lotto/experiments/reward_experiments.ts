/**
 * The experiments of notebook 13: a weak scratchpad model, and what training with rewards makes of it.
 *
 * All variants start from the same weights; each changes one thing of `levels` or, where the text says so, of another
 * variant.
 */
import * as tf from "@tensorflow/tfjs";
import type { Model } from "../../gpt/mod.ts";
import type { Compile } from "../../engine/ops/mod.ts";
import { disposeParams, mapParams } from "../../nn/mod.ts";
import { balancedTickets, levelReward, naturalTickets, orderedReward, sparseReward } from "../mod.ts";
import {
  END,
  scratchpadCodec,
  scratchpadLabels,
  type ScratchpadRecipe,
  TICKET_NUMBER_TOKENS,
  trainScratchpad,
} from "../scratchpad/mod.ts";
import { measureLotto, type MeasureOptions, modelWriter, type Scores } from "./measure_lotto.ts";
import type { Schedule } from "../../training/mod.ts";
import type { LottoRewardOptions } from "./reward_training.ts";

/** Most tickets of a purchase in these experiments. */
export const REWARD_TICKETS = 3;

/** The weak start: a training on purchases of 1 to 3 tickets, stopped long before its end. */
export const WEAK_START = {
  nLayer: 2,
  nHead: 2,
  nEmbd: 64,
  steps: 1200,
  settleSteps: 0,
  groups: [REWARD_TICKETS],
  groupWeights: [1],
  lastTicketsOnly: false,
  invalid: 0,
} as const satisfies Partial<ScratchpadRecipe>;
/** Of its 1,200 steps. */
export const WEAK_START_STEPS = 500;

/** Trains the weak start. The caller disposes its tensors. `tokens`: tokens trained on, padding included. */
export async function trainWeakStart(
  o: { readonly seed: number; readonly compile?: Compile },
): Promise<{ readonly model: Model; readonly tokens: number }> {
  const enough = new AbortController();
  let early: Model | undefined;
  const { model, result } = await trainScratchpad(WEAK_START, {
    ...o,
    signal: enough.signal,
    inspect: {
      every: WEAK_START_STEPS,
      look({ params, config }) {
        early ??= { params: mapParams((tensor) => tf.keep(tensor.clone()), params), config };
        enough.abort();
      },
    },
  });
  disposeParams(model.params);
  return { model: early!, tokens: result.progress.tokens };
}

type Variant = Omit<LottoRewardOptions, "seed" | "compile" | "onStep" | "maxTickets">;

const LEVELS = {
  reward: levelReward,
  drawTickets: balancedTickets(),
  prompts: 8,
  groupSize: 8,
  steps: 30,
  learningRate: (step) => 1e-3 * Math.min(1, (step + 1) / 5),
} as const satisfies Variant;

/**
 * A smaller learning rate and more steps. With the learning rate of LEVELS, the training collapsed for every reward that is given
 * to a whole answer.
 */
const GENTLE = {
  ...LEVELS,
  reward: orderedReward,
  steps: 120,
  learningRate: (step) => 2e-4 * Math.min(1, (step + 1) / 5),
} as const satisfies Variant;

/** Up in ten steps, then down in a straight line to a twentieth. */
const upAndDown = ({ peak, steps }: { readonly peak: number; readonly steps: number }): Schedule => (step) =>
  peak * Math.min(1, (step + 1) / 10) * Math.max(0.05, 1 - step / steps);

const TOKEN_STEPS = 160;
const TOKENS = {
  reward: "tokens",
  ownTickets: 0.25,
  drawTickets: balancedTickets(),
  prompts: 16,
  groupSize: 8,
  steps: TOKEN_STEPS,
  learningRate: upAndDown({ peak: 1e-3, steps: TOKEN_STEPS }),
} as const satisfies Variant;

/** By name: what is different, and the options. */
export const REWARD_VARIANTS: Readonly<Record<string, { readonly what: string; readonly options: Variant }>> =
  {
    "levels": { what: "a third of the reward for each level", options: LEVELS },
    "ordered": {
      what: "as levels, but the rate counts only after right counts",
      options: { ...LEVELS, reward: orderedReward },
    },
    "gentle": {
      what: "as ordered, a fifth of the learning rate, 120 steps instead of 30",
      options: GENTLE,
    },
    "sparse": { what: "reward only where all is right", options: { ...LEVELS, reward: sparseReward } },
    "natural": {
      what: "tickets by chance: nearly always nothing to count",
      options: { ...LEVELS, drawTickets: naturalTickets },
    },
    "gentle-levels": {
      what: "as gentle, with the reward of levels",
      options: { ...GENTLE, reward: levelReward },
    },
    "gentle-sparse": {
      what: "as gentle, with the reward of sparse",
      options: { ...GENTLE, reward: sparseReward },
    },
    "gentle-natural": {
      what: "as gentle, with reward and tickets of natural",
      options: { ...GENTLE, reward: levelReward, drawTickets: naturalTickets },
    },
    "gentle-tokens": {
      what: "as gentle, but each token has its own reward",
      options: { ...GENTLE, reward: "tokens" },
    },
    "group-4": {
      what: "as gentle, 16 prompts with groups of 4",
      options: { ...GENTLE, prompts: 16, groupSize: 4 },
    },
    "group-16": {
      what: "as gentle, 4 prompts with groups of 16",
      options: { ...GENTLE, prompts: 4, groupSize: 16 },
    },
    "scaled": {
      what: "as gentle, advantages divided by the group's standard deviation",
      options: { ...GENTLE, scale: "group" },
    },
    "temperature-0.7": {
      what: "as gentle, sampled at temperature 0.7",
      options: { ...GENTLE, temperature: 0.7 },
    },
    "kl": { what: "as gentle, KL penalty of weight 0.05", options: { ...GENTLE, klWeight: 0.05 } },
    "tokens": {
      what: "each token has its own reward; for a quarter of the prompts the model draws the tickets",
      options: TOKENS,
    },
  };

/** Scores of a scratchpad model on test prompts of few tickets. */
export async function measureRewarded(
  model: Model,
  o: Pick<MeasureOptions, "natural" | "frequent" | "balanced"> & {
    /** Most tickets of a purchase, default 3. */
    readonly maxTickets?: number;
    readonly seed: number;
    readonly compile?: Compile;
  },
): Promise<Scores> {
  const { seed, compile, maxTickets = REWARD_TICKETS, ...counts } = o;
  const writer = modelWriter({
    ...{ model, codec: scratchpadCodec(), format: "taggedPrizes", stopTokens: [END] },
    ...{ sampleOnly: TICKET_NUMBER_TOKENS, labels: scratchpadLabels(model, { compile }) },
  }, { seed, compile });
  return await measureLotto(writer, {
    ...counts,
    invalid: 0,
    tickets: { min: 1, max: maxTickets },
    seed,
  });
}
