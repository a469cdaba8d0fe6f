/**
 * `measureLotto` scores a model in six tests; notebook 07 shows these scores. All prompts are of the test split.
 *
 *   natural    the blog's test: prompts as they are drawn, and the model writes the whole program
 *   greedy     the same prompts, and the model takes its likeliest token everywhere
 *   frequent   prompts on which the model's own tickets win (frequent_hits.ts)
 *   rigged     labels for given tickets, drawn as the blog drew its data: a hit forced into 30 % of the purchases
 *   balanced   labels for given tickets, all match classes equally likely (label_accuracy.ts)
 *   invalid    invalid purchases: the error line must be right
 *
 * A `LottoWriter` gives the answers: `modelWriter` makes one from a trained model, `zerosWriter` is the baseline.
 */
import type { Compile } from "../../engine/ops/mod.ts";
import type { Model, SampleOptions, TextCodec } from "../../gpt/mod.ts";
import {
  answerPrompts,
  balancedTickets,
  BLOG_FORCED_HITS,
  checkPurchase,
  DATASET_DEFAULTS,
  draws,
  type DrawTickets,
  forcedHitTickets,
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

/** The source of answers: a model, or the zeros that every model must beat. */
export interface LottoWriter {
  /** An answer's text for each purchase; the same in every call. `greedy`: the likeliest token everywhere. */
  answer(purchases: readonly Purchase[], o?: { readonly greedy?: boolean }): Promise<readonly string[]>;
  /** Labels for tickets that are given, in `format`. */
  readonly labels: PredictLabels;
  readonly format: TextFormat;
}

/** A model, and how its prompts and answers are written. */
export interface LottoModel {
  readonly model: Model;
  readonly codec: TextCodec;
  readonly format: TextFormat;
  /** Tokens that end an answer. */
  readonly stopTokens: readonly number[];
  /** The random tokens, for models that sample only these; see lib/gpt's SampleOptions. */
  readonly sampleOnly?: readonly number[];
  readonly labels: PredictLabels;
}

export interface MeasureOptions {
  /** Prompts of each test; 0 leaves a test out. */
  readonly natural: number;
  readonly greedy?: number;
  readonly frequent: number;
  readonly rigged?: number;
  readonly balanced: number;
  readonly invalid: number;
  /** Also require ascending tickets, default true; the blog's grader did not. */
  readonly ascending?: boolean;
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

type Test = "natural" | "greedy" | "frequent" | "rigged" | "balanced" | "invalid";

export type Scores = Readonly<Partial<Record<Test, Score>>>;

/** Scores a writer's answers in each test. */
export async function measureLotto(writer: LottoWriter, o: MeasureOptions): Promise<Scores> {
  const { seed = 1, tickets = DATASET_DEFAULTS.tickets, onProgress = () => {} } = o;
  const greedyCount = o.greedy ?? 0, riggedCount = o.rigged ?? 0;
  const grading = { ascending: o.ascending ?? true };
  const scores: { -readonly [K in Test]?: Score } = {};
  const keep = async (test: Test, grade: () => Promise<TestSummary>) => {
    const start = performance.now();
    const summary = await grade();
    const found = score(summary, (performance.now() - start) / 1000);
    scores[test] = found;
    onProgress(`  ${test}: ${formatScore(found)}, ${found.seconds.toFixed(0)} s`);
  };
  const graded = (purchases: readonly Purchase[], texts: readonly string[]) =>
    summarise(gradeAll(purchases.map((purchase, i) => ({ purchase, text: texts[i] })), grading));
  const drawn = (count: number, data: { seed: number; drawTickets?: DrawTickets; invalid?: number }) => [
    ...lottoDataset({ ...data, split: "test", tickets }).take(count),
  ];
  const purchases = drawn(Math.max(o.natural, greedyCount, o.frequent), { seed })
    .map((sample) => sample.purchase);
  let texts: readonly string[] = [];
  if (o.natural > 0 || o.frequent > 0) {
    const asked = purchases.slice(0, Math.max(o.natural, o.frequent));
    await keep("natural", async () => {
      texts = await writer.answer(asked);
      const counted = o.natural || asked.length;
      return graded(asked.slice(0, counted), texts);
    });
  }
  if (greedyCount > 0) {
    const asked = purchases.slice(0, greedyCount);
    await keep("greedy", async () => graded(asked, await writer.answer(asked, { greedy: true })));
  }
  if (o.frequent > 0) {
    await keep("frequent", async () => {
      const asked = purchases.slice(0, o.frequent);
      // a model draws the same tickets only for the same batch of prompts, so a part of the prompts is asked again
      const before = asked.length === texts.length ? texts : await writer.answer(asked);
      const hit = frequentHits(asked, before, { seed });
      return graded(hit, await writer.answer(hit));
    });
  }
  const labels = async (count: number, data: { seed: number; drawTickets: DrawTickets }) =>
    summarise(await gradeLabels(drawn(count, data), writer.labels, { format: writer.format }));
  if (riggedCount > 0) {
    const drawTickets = forcedHitTickets(BLOG_FORCED_HITS);
    await keep("rigged", () => labels(riggedCount, { seed: seed + 3, drawTickets }));
  }
  if (o.balanced > 0) {
    await keep("balanced", () => labels(o.balanced, { seed: seed + 1, drawTickets: balancedTickets() }));
  }
  if (o.invalid > 0) {
    const wrong = drawn(o.invalid, { seed: seed + 2, invalid: 1 }).map((sample) => sample.purchase);
    await keep("invalid", async () => graded(wrong, await writer.answer(wrong)));
  }
  return scores;
}

/**
 * A trained model as a writer. By default it samples with temperature 1 and no filter. A model with `sampleOnly` samples
 * only those tokens, and takes the likeliest token elsewhere.
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
    format,
    async answer(purchases, { greedy = false } = {}) {
      const prompts = purchases.map((purchase) => printPrompt(purchase, format));
      const made = await answerPrompts(model, codec, prompts, {
        ...greedy ? { temperature: 0 } : { sampleOnly, ...o.sampling },
        ...{ stopTokens, seed: o.seed, compile: o.compile, batchSize: o.batchSize ?? 125 },
        length: (i) => purchases[i].money,
      });
      return made.map((answer) => answer.text);
    },
  };
}

/** The baseline without a model: valid tickets and all labels zero; an empty text for invalid purchases. */
export function zerosWriter(o: { readonly seed: number }): LottoWriter {
  const counts = { "3": 0, "4": 0, "5": 0, "5b": 0, "6": 0 };
  return {
    format: "taggedPrizes",
    answer(purchases) {
      return Promise.resolve(purchases.map((purchase, i) => {
        if (checkPurchase(purchase)) return "";
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

function score(summary: TestSummary, seconds: number): Score {
  const { n_ok: right, n_total: total } = summary;
  return { right, total, ...wilsonInterval(right, total), seconds, summary };
}

/** A score in words: `99.94 % (99.83–99.98 %), 4997 of 5000`. */
export function formatScore(score: Score): string {
  return `${formatShare(score)}, ${score.right} of ${score.total}`;
}
