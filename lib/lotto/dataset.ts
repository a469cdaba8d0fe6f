/**
 * The dataset generator: samples as a function of a seed and an index.
 *
 * Sample i does not depend on the samples before it, so a dataset has no fixed size: 10,000 samples for the blog's
 * first model, or new ones at every step. split.ts decides which prompts are for testing.
 */
import { checkSeed } from "../corpora/mod.ts";
import { draws } from "./draws.ts";
import { playLotto } from "./machine.ts";
import { checkPurchase } from "./errors.ts";
import { drawPurchase } from "./purchases.ts";
import { TICKET_PRICE } from "./rules.ts";
import type { Sample } from "./sample.ts";
import { type Split, SPLITS } from "./split.ts";
import { type DrawTickets, naturalTickets } from "./tickets.ts";

interface DatasetOptions {
  /** Whole number; another seed gives other samples. */
  readonly seed: number;
  readonly split?: Split;
  /** Fewest and most tickets of a purchase, drawn evenly. */
  readonly tickets?: { readonly min: number; readonly max: number };
  /** How tickets are drawn; default fair draws. */
  readonly drawTickets?: DrawTickets;
  /** Share of invalid purchases; their answer is an error line. */
  readonly invalid?: number;
}

export const DATASET_DEFAULTS = {
  split: "train",
  tickets: { min: 1, max: 20 }, // the blog's upper limit is 20,000 won
  drawTickets: naturalTickets,
  invalid: 0, // the blog left exceptions out
} as const satisfies Omit<DatasetOptions, "seed">;

/** Samples by index. */
interface Dataset {
  /** Sample i, from 0 with no upper limit; the same i gives the same sample. */
  at(i: number): Sample;
  /** The first `count` samples, each made when it is read. */
  take(count: number): Generator<Sample, void, void>;
}

/**
 * The dataset of a seed.
 *
 * @throws {RangeError} when an option is out of range
 * @example
 * ```ts
 * import { BLOG_FORCED_HITS, forcedHitTickets, lottoDataset, printSample } from "lib/lotto";
 * import assert from "node:assert/strict";
 * const dataset = lottoDataset({ seed: 1, drawTickets: forcedHitTickets(BLOG_FORCED_HITS) });
 * const texts = [...dataset.take(3)].map((sample) => printSample(sample, "plain"));
 * assert.equal(texts[2], printSample(dataset.at(2), "plain"));
 * ```
 */
export function lottoDataset(options: DatasetOptions): Dataset {
  const o = { ...DATASET_DEFAULTS, ...options };
  const { min, max } = o.tickets;
  if (!Number.isInteger(min) || !Number.isInteger(max) || min < 1 || max < min) {
    throw new RangeError(`lottoDataset: tickets must be whole numbers 1 ≤ min ≤ max, got ${min} and ${max}`);
  }
  checkSeed("lottoDataset", o.seed);
  if (!(o.invalid >= 0 && o.invalid <= 1)) {
    throw new RangeError(`lottoDataset: invalid must be a share from 0 to 1, got ${o.invalid}`);
  }
  const splitNumber = SPLITS.indexOf(o.split);
  if (splitNumber === -1) {
    throw new RangeError(`lottoDataset: split must be "train" or "test", got ${o.split}`);
  }
  const at = (i: number): Sample => {
    if (!Number.isSafeInteger(i) || i < 0) throw new RangeError(`lottoDataset: no sample has the index ${i}`);
    const random = draws(o.seed, splitNumber, i);
    const purchase = drawPurchase(o, random);
    const error = checkPurchase(purchase);
    if (error) return { purchase, answer: { error } };
    const tickets = o.drawTickets(purchase, { count: purchase.money / TICKET_PRICE, random });
    return { purchase, answer: playLotto(purchase, tickets) };
  };
  return {
    at,
    *take(count) {
      for (let i = 0; i < count; i++) yield at(i);
    },
  };
}
