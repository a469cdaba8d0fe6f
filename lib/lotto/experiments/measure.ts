/**
 * What a lotto model can do, by four rulers: the blog's test, frequent hits, given tickets, invalid purchases.
 *
 * All prompts are of the test split.
 */
import type { Compile } from "../../engine/ops/mod.ts";
import type { Model, SampleOptions, TextCodec } from "../../gpt/mod.ts";
import {
  answerPrompts,
  balancedTickets,
  checkPurchase,
  DATASET_DEFAULTS,
  draws,
  gradeAll,
  gradeLabels,
  lottoDataset,
  naturalTickets,
  type PredictLabels,
  printAnswer,
  printPrompt,
  type Purchase,
  splitAtLabels,
  summarise,
  type TestSummary,
  type TextFormat,
  TICKET_PRICE,
} from "../mod.ts";
import { formatShare, type ShareInterval, wilsonInterval } from "../../statistics/mod.ts";
import { frequentHits } from "./frequent_hits.ts";

/** Whoever answers: a model, or the zeros that every model must beat. */
export interface LottoWriter {
  /** An answer's text for each purchase; the same each time it is asked. */
  answer(purchases: readonly Purchase[]): Promise<readonly string[]>;
  /** Labels for tickets that are given. */
  readonly labels: PredictLabels;
}

/** A model and how to speak with it. */
export interface LottoModel {
  readonly model: Model;
  readonly codec: TextCodec;
  readonly format: TextFormat;
  /** Tokens that end an answer. */
  readonly stopTokens: readonly number[];
  /** Tokens that are drawn, where not all are; see lib/gpt's SampleOptions. */
  readonly sampleOnly?: readonly number[];
  readonly labels: PredictLabels;
}

export interface MeasureOptions {
  /** Prompts of each kind; 0 leaves a kind out. */
  readonly natural: number;
  readonly frequent: number;
  readonly balanced: number;
  readonly invalid: number;
  /** Fewest and most tickets of a purchase, default 1 and 20. */
  readonly tickets?: { readonly min: number; readonly max: number };
  readonly seed?: number;
  readonly onProgress?: (text: string) => void;
}

/** A measured share of answers that are right, with its 95 % interval and the grader's classes. */
export interface Score extends ShareInterval {
  readonly right: number;
  readonly total: number;
  readonly seconds: number;
  readonly summary: TestSummary;
}

export type Scores = Readonly<Partial<Record<"natural" | "frequent" | "balanced" | "invalid", Score>>>;

/** Measures what is written. */
export async function measureLotto(writer: LottoWriter, o: MeasureOptions): Promise<Scores> {
  const { seed = 1, tickets = DATASET_DEFAULTS.tickets, onProgress = () => {} } = o;
  const scores: { -readonly [K in keyof Scores]: Scores[K] } = {};
  const keep = async (kind: keyof Scores, grade: () => Promise<TestSummary>) => {
    const start = performance.now();
    const summary = await grade();
    const found = score(summary, (performance.now() - start) / 1000);
    scores[kind] = found;
    onProgress(`  ${kind}: ${formatScore(found)}, ${found.seconds.toFixed(0)} s`);
  };
  const purchases = [...lottoDataset({ seed, split: "test", tickets }).take(Math.max(o.natural, o.frequent))]
    .map((sample) => sample.purchase);
  let texts: readonly string[] = [];
  if (purchases.length > 0) {
    await keep("natural", async () => {
      texts = await writer.answer(purchases);
      return summarise(graded(purchases, texts).slice(0, o.natural || undefined));
    });
  }
  if (o.frequent > 0) {
    await keep("frequent", async () => {
      const asked = purchases.slice(0, o.frequent);
      // the same prompts together draw the same tickets, so others must be asked anew
      const before = asked.length === texts.length ? texts : await writer.answer(asked);
      const hit = frequentHits(asked, before, { seed });
      return summarise(graded(hit, await writer.answer(hit)));
    });
  }
  if (o.balanced > 0) {
    const samples = lottoDataset({ seed: seed + 1, split: "test", tickets, drawTickets: balancedTickets() })
      .take(
        o.balanced,
      );
    await keep(
      "balanced",
      async () => summarise(await gradeLabels([...samples], writer.labels, { format: "taggedPrizes" })),
    );
  }
  if (o.invalid > 0) {
    const samples = [...lottoDataset({ seed: seed + 2, split: "test", tickets, invalid: 1 }).take(o.invalid)];
    const wrong = samples.map((sample) => sample.purchase);
    await keep("invalid", async () => summarise(graded(wrong, await writer.answer(wrong))));
  }
  return scores;
}

/**
 * A model as a writer: temperature 1, nothing filtered, unless told; where the model says which tokens are chance, for
 * those, and the likeliest token elsewhere.
 *
 * @param o.batchSize prompts generated together, default 125
 */
export function modelWriter(
  { model, codec, format, stopTokens, sampleOnly, labels }: LottoModel,
  o: {
    readonly seed?: number;
    readonly sampling?: SampleOptions;
    readonly compile?: Compile;
    readonly batchSize?: number;
  } = {},
): LottoWriter {
  return {
    labels,
    async answer(purchases) {
      const prompts = purchases.map((purchase) => printPrompt(purchase, format));
      const made = await answerPrompts(model, codec, prompts, {
        ...{ sampleOnly, ...o.sampling },
        ...{ stopTokens, seed: o.seed, compile: o.compile, batchSize: o.batchSize ?? 125 },
        length: (i) => purchases[i].money,
      });
      return made.map((answer) => answer.text);
    },
  };
}

/** Valid tickets and all labels zero, nothing for invalid purchases: what nobody needs a model for. */
export function zerosWriter(o: { readonly seed: number }): LottoWriter {
  const counts = { "3": 0, "4": 0, "5": 0, "5b": 0, "6": 0 };
  return {
    answer(purchases) {
      return Promise.resolve(purchases.map((purchase, i) => {
        if (checkPurchase(purchase)) return ""; // it knows nothing of them
        const ticketCount = purchase.money / TICKET_PRICE;
        const tickets = naturalTickets(purchase, { count: ticketCount, random: draws(o.seed, i) });
        return printAnswer({ ticketCount, tickets, counts, rate: 0 }, "taggedPrizes");
      }));
    },
    labels(tasks) {
      const answer = printAnswer(
        { ticketCount: 1, tickets: [[1, 2, 3, 4, 5, 6]], counts, rate: 0 },
        "taggedPrizes",
      );
      return Promise.resolve(tasks.map(() => splitAtLabels(answer)[1]));
    },
  };
}

function graded(purchases: readonly Purchase[], texts: readonly string[]) {
  return gradeAll(purchases.map((purchase, i) => ({ purchase, text: texts[i] })), { ascending: true });
}

function score(summary: TestSummary, seconds: number): Score {
  const { n_ok: right, n_total: total } = summary;
  return { right, total, ...wilsonInterval(right, total), seconds, summary };
}

/** A score in words: `99.94 % (99.83–99.98 %), 4997 of 5000`. */
export function formatScore(score: Score): string {
  return `${formatShare(score)}, ${score.right} of ${score.total}`;
}
