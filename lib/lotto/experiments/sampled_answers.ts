/**
 * Several samples of each prompt: pass@k and the majority vote.
 *
 * Purchases and tickets are given. The model samples everything that is computed. pass@k is the probability that at least
 * one of k answers is right. The majority vote is right when the most frequent answer is right.
 */
import type { Compile } from "../../engine/ops/mod.ts";
import type { Model } from "../../gpt/mod.ts";
import { passAtK } from "../../training/rewards/mod.ts";
import { balancedTickets, type DrawTickets, lottoDataset, sparseReward } from "../mod.ts";
import { scratchpadSampler } from "../scratchpad/mod.ts";
import { answerOf } from "./reward_training.ts";

export interface SampledAnswers {
  readonly prompts: number;
  /** Samples of each prompt. */
  readonly samples: number;
  /** By k: the mean of pass@k over the prompts. */
  readonly passAt: Readonly<Record<string, number>>;
  /** Prompts whose most frequent answer is right. */
  readonly majorityRight: number;
}

/**
 * Samples and grades answers to test prompts.
 *
 * @param o.ks default 1 and 8; none above `samples`
 */
export async function sampleAnswers(
  model: Model,
  o: {
    readonly prompts: number;
    readonly samples?: number;
    readonly ks?: readonly number[];
    readonly maxTickets?: number;
    readonly drawTickets?: DrawTickets;
    readonly temperature?: number;
    readonly seed: number;
    readonly compile?: Compile;
  },
): Promise<SampledAnswers> {
  const {
    prompts,
    samples = 8,
    ks = [1, 8],
    maxTickets = 3,
    drawTickets = balancedTickets(),
    temperature,
    seed,
  } = o;
  const tickets = { min: 1, max: maxTickets };
  const asked = [...lottoDataset({ seed, split: "test", drawTickets, tickets }).take(prompts)];
  const sampler = scratchpadSampler(model.config, { maxTickets, temperature, compile: o.compile });
  const rowsOf = Math.max(1, Math.floor(ROWS / samples));
  const right: number[] = [];
  let majorityRight = 0;
  for (let from = 0; from < prompts; from += rowsOf) {
    const part = Array.from({ length: rowsOf }, (_, i) => asked[Math.min(from + i, prompts - 1)]); // one shape
    const rows = await sampler(model.params, part.flatMap((one) => Array(samples).fill(one)), {
      seed: seed + from,
    });
    for (let i = 0; i < Math.min(rowsOf, prompts - from); i++) {
      const texts = rows.slice(i * samples, (i + 1) * samples).map(answerOf);
      const { purchase } = part[i];
      right.push(texts.filter((text) => sparseReward(purchase, text) === 1).length);
      majorityRight += sparseReward(purchase, mostFrequent(texts));
    }
  }
  const passAt = Object.fromEntries(
    ks.map((k) => [k, right.reduce((sum, c) => sum + passAtK({ right: c, samples, k }), 0) / prompts]),
  );
  return { prompts, samples, passAt, majorityRight };
}

/** Rows that are sampled at once. */
const ROWS = 128;

/** The text that occurs most often; of several, the one that came first. */
export function mostFrequent(texts: readonly string[]): string {
  const counts = Map.groupBy(texts, (text) => text);
  return [...counts].reduce((best, next) => next[1].length > best[1].length ? next : best)[0];
}
