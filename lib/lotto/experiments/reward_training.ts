/**
 * Trains a scratchpad model with the grader as its reward: GRPO on groups of scratchpads for the same tickets.
 *
 * The machine draws the tickets and gives them; the model samples everything that is computed. Which tickets it draws
 * makes the difference between a reward that teaches counting and one that teaches to print zeros. For a share of the
 * prompts the model draws its own tickets, as it does in the tests of whole programs.
 */
import type { Compile } from "../../engine/ops/mod.ts";
import { gpt, type GPTParams, type Model } from "../../gpt/mod.ts";
import type { Schedule } from "../../training/mod.ts";
import {
  rewardLoop,
  type RewardOptions,
  type RewardStep,
  type Rollouts,
} from "../../training/rewards/mod.ts";
import { draws, type DrawTickets, lottoDataset, type LottoReward, type Sample } from "../mod.ts";
import { checkTokens, type ScratchpadRollout, scratchpadSampler, scratchpadText } from "../scratchpad/mod.ts";

export interface LottoRewardOptions
  extends
    Pick<RewardOptions<GPTParams>, "scale" | "temperature" | "updates" | "clip" | "klWeight" | "length"> {
  /** A function that gives one reward to a whole answer, or "tokens": each token has its own reward (token_checks.ts). */
  readonly reward: LottoReward | "tokens";
  /** Share of the prompts for which the model draws the tickets; default 0. */
  readonly ownTickets?: number;
  /** How the given tickets are drawn. */
  readonly drawTickets: DrawTickets;
  /** Most tickets of a purchase; default 3. */
  readonly maxTickets?: number;
  /** Prompts in a step; default 16. */
  readonly prompts?: number;
  /** Completions of each prompt; default 8. */
  readonly groupSize?: number;
  readonly steps: number;
  readonly learningRate: Schedule;
  /** Seed of purchases, tickets and samples. */
  readonly seed: number;
  readonly compile?: Compile;
  readonly onStep?: (step: RewardStep, model: Model) => void | Promise<void>;
}

/**
 * Trains a copy of the model. All prompts are of the training split.
 *
 * @returns the trained model, whose tensors the caller disposes, and each step's numbers
 */
export async function trainWithRewards(
  model: Model,
  o: LottoRewardOptions,
): Promise<{ model: Model; history: RewardStep[] }> {
  const { prompts = 16, groupSize = 8, maxTickets = 3, ownTickets = 0, seed, compile, temperature = 1 } = o;
  const { config } = model;
  const tickets = { min: 1, max: maxTickets };
  const dataset = lottoDataset({ seed, drawTickets: o.drawTickets, tickets });
  const sampler = scratchpadSampler(config, { maxTickets, temperature, compile });
  const { params, history } = await rewardLoop<GPTParams>({
    ...o,
    groupSize,
    params: model.params as GPTParams,
    logits: (params, x) => gpt(params, config, x),
    async sample(params, step) {
      const asked = Array.from({ length: prompts }, (_, i) => dataset.at(step * prompts + i));
      const samples = asked.flatMap((sample) => Array<Sample>(groupSize).fill(sample));
      const rows = await sampler(params, samples, {
        seed: draws(seed, step).below(2 ** 31),
        ownTickets: (row) => Math.floor(row / groupSize) < ownTickets * prompts,
      });
      const { reward } = o;
      if (reward === "tokens") return rolloutsByToken(rows, samples);
      return rolloutBatch(rows, samples.map(({ purchase }, b) => reward(purchase, answerOf(rows[b]))));
    },
    onStep: (step, params) => o.onStep?.(step, { params, config }),
  });
  return { model: { params, config }, history };
}

/** The blog's text of what a model wrote. */
export function answerOf({ written }: ScratchpadRollout): string {
  return scratchpadText(written);
}

/** Rows as a batch: x the tokens, y the next token where the model chose it. */
export function rolloutBatch(rows: readonly ScratchpadRollout[], rewards: readonly number[]): Rollouts {
  const T = rows[0].tokens.length - 1;
  const x = new Int32Array(rows.length * T), y = new Int32Array(rows.length * T).fill(-1);
  rows.forEach(({ tokens, chosen }, b) => {
    x.set(tokens.slice(0, T), b * T);
    for (let t = 0; t < T; t++) if (chosen[t + 1]) y[b * T + t] = tokens[t + 1];
  });
  return { x, y, shape: [rows.length, T], rewards };
}

/** Rows as a batch, each token with its check as the reward. A row's own reward, only reported: 1 where all is right. */
function rolloutsByToken(rows: readonly ScratchpadRollout[], samples: readonly Sample[]): Rollouts {
  const checks = rows.map((row, b) => checkTokens(samples[b], row).slice(1)); // a target is the next token
  const batch = rolloutBatch(rows, checks.map((row) => row.includes(0) ? 0 : 1));
  const [B, T] = batch.shape;
  return { ...batch, parts: { rewards: checks, of: Int32Array.from({ length: B * T }, (_, i) => i % T) } };
}
