/**
 * The recorded lotto experiments as notebook 07 shows them: the chain of changes, the score after each, and what each
 * change did, in words that are made from the measured intervals.
 *
 * The chain compares rows of one budget, the largest that is recorded, and of one seed: the seed also draws the test
 * prompts, so all rows answer the same ones. Other seeds: lotto_seeds.ts. Only the final model's seeds are added up. A step
 * without a row stays in the chain as "not recorded yet".
 */
import { BLOG_ERROR_CLASSES, type TestSummary, zerosBaseline } from "../lotto/mod.ts";
import { EXPERIMENTS } from "../lotto/experiments/experiments.ts";
import type { Scores } from "../lotto/experiments/measure_lotto.ts";
import { formatDifference, shareDifference, type ShareInterval, wilsonInterval } from "../statistics/mod.ts";
import type { RecordedRow } from "./recorded_experiments.ts";

export type Test = keyof Scores;

/** A score over all recorded seeds. */
export interface PooledScore extends ShareInterval {
  readonly right: number;
  readonly total: number;
  readonly seeds: number;
  readonly summary: TestSummary;
}

export interface StaircaseStep {
  /** The experiment. */
  readonly name: string;
  /** For an axis: "+ end token". */
  readonly label: string;
  /** What it changes, and why that could help. */
  readonly why: string;
  readonly scores: Readonly<Partial<Record<Test, PooledScore>>>;
}

/** The blog's changes in its order, then ours. Each row keeps the changes of the rows before it. */
const CHAIN: readonly (readonly [name: string, label: string, why: string])[] = [
  ["blog-start", "the blog's start", "The blog's first recipe at our size."],
  ["end-token", "+ end token", "The end becomes a token to predict, so generation can stop there."],
  [
    "length-512",
    "+ 512 tokens",
    "At 256 tokens about 60 % of the samples are cut, so their labels are not learned.",
  ],
  ["forced-hits", "+ forced hits", "A win in 30 % of the purchases: there is something to count more often."],
  ["prizes", "+ prizes", "Each label shows its prize, which the return is computed from."],
  ["tail-weight", "+ tail weight", "The loss of the last 110 tokens, counts and return, counts five times."],
  [
    "samples-50k",
    "+ 50,000 samples",
    "Of 10,000 samples each came about twice in this budget; of 50,000 none does.",
  ],
  [
    "samples-150k",
    "+ 150,000 samples",
    "The blog's whole recipe. Here it can hardly change anything: of 50,000 samples none comes twice.",
  ],
  [
    "number-tokens",
    "number tokens",
    "A token for a number, so a smaller model; new samples at every step; computed tokens are taken greedily from here on.",
  ],
  [
    "balanced",
    "+ balanced",
    "All match classes are about equally frequent, and a share of the purchases is invalid.",
  ],
  ["exact-numbers", "+ exact targets", "The targets of ticket numbers are their exact probabilities."],
  ["penalty", "+ penalty", "A penalty on tokens that cannot come."],
  ["scratchpad", "+ scratchpad", "The work is written out: each token follows from two or three others."],
  ["line-positions", "+ line positions", "Line plus column: what is learned in one line holds in all lines."],
  ["equal-keys", "+ equal keys", "Equal tokens attend to each other from the first step."],
  ["final", "the final budget", "The same recipe, trained longer, with one more stage in which it settles."],
];

/** The seed of the chain's rows. */
const CHAIN_SEED = 1;

/** A change, and the two experiments that differ in this change alone. */
interface Comparison {
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** Each step of the chain against the step before it; without the final model, whose budget is another. */
export const ADDED: readonly Comparison[] = CHAIN.slice(1, -1).map(([after, label], i) => ({
  label,
  before: CHAIN[i][0],
  after,
}));

/** A change as the staircase names it, without its plus sign; of one that is no step, the experiment's own name. */
function changeName(experiment: string): string {
  const step = CHAIN.find(([name]) => name === experiment);
  return step ? step[1].replace(/^\+ /, "") : experiment;
}

/**
 * Each whole recipe, the blog's and ours, against the recipe without one change. Learning the prompts is the last of the
 * blog's changes: the experiment prompt-masked leaves them out of the loss.
 */
export const LEFT_OUT: readonly Comparison[] = EXPERIMENTS
  .filter(({ name }) => name.startsWith("without-") || name === "prompt-masked")
  .map(({ name, kind }) => ({
    label: name === "prompt-masked" ? "loss on the prompt" : changeName(name.slice("without-".length)),
    before: name,
    after: kind === "text" ? "samples-150k" : "equal-keys",
  }));

/** The rows that are compared: of the largest recorded budget, and those with a budget of their own. */
export function comparedRows(rows: readonly RecordedRow[]): RecordedRow[] {
  const newest = newestBudget(rows);
  return rows.filter(({ budget }) => budget === null || newest !== null && budget === newest);
}

function chainRows(rows: readonly RecordedRow[]): RecordedRow[] {
  return comparedRows(rows).filter(({ seed }) => seed === CHAIN_SEED);
}

/** The largest budget of tokens that rows are recorded for; null if there are none. */
export function newestBudget(rows: readonly RecordedRow[]): number | null {
  const budgets = rows.map(({ budget }) => budget).filter((budget) => typeof budget === "number");
  return budgets.length > 0 ? Math.max(...budgets) : null;
}

/**
 * The chain with its scores.
 *
 * @param rows of the experiments, all budgets
 * @param final rows of the final model
 */
export function lottoStaircase(rows: readonly RecordedRow[], final: readonly RecordedRow[]): StaircaseStep[] {
  const compared = chainRows(rows);
  return CHAIN.map(([name, label, why]) => ({
    ...{ name, label, why },
    scores: pooledScores(
      name === "final" ? latestFinals(final) : compared.filter((row) => row.name === name),
    ),
  }));
}

/** The final model's rows, without its variants; of a seed that was recorded twice, the later one. */
export function latestFinals<Row extends Pick<RecordedRow, "name" | "seed">>(rows: readonly Row[]): Row[] {
  return [...new Map(rows.filter(({ name }) => name === "final").map((row) => [row.seed, row])).values()];
}

/** The scores of several seeds, added up, each with its interval. */
export function pooledScores(rows: readonly RecordedRow[]): StaircaseStep["scores"] {
  const tests = [...new Set(rows.flatMap(({ scores }) => Object.keys(scores) as Test[]))];
  return Object.fromEntries(tests.map((test) => {
    const scores = rows.flatMap((row) => row.scores[test] ?? []);
    const sum = (of: (score: typeof scores[number]) => number) =>
      scores.reduce((total, one) => total + of(one), 0);
    const right = sum((one) => one.right), total = sum((one) => one.total);
    const summary = Object.fromEntries(
      (Object.keys(scores[0].summary) as (keyof TestSummary)[]).map((
        key,
      ) => [key, sum((one) => one.summary[key])]),
    );
    return [test, { ...wilsonInterval(right, total), right, total, seeds: scores.length, summary }];
  }));
}

/**
 * The score of a model that always prints zeros. On natural prompts by probability, because each model draws tickets of its
 * own; on given tickets as recorded on them, else by probability where that is known.
 */
export function zerosScore(rows: readonly RecordedRow[], test: Test): number | undefined {
  const natural = zerosBaseline({ min: 1, max: 20 });
  if (test === "natural") return natural;
  const recorded = pooledScores(chainRows(rows).filter(({ name }) => name === "zeros"))[test];
  return recorded ? recorded.share : test === "rigged" ? 0.7 * natural : undefined;
}

/** What a step did to the score of each of these tests, in words: `rigged +12.3 points (8.1 to 16.4); natural …`. */
export function stepEffect(
  before: StaircaseStep["scores"],
  after: StaircaseStep["scores"],
  tests: readonly Test[],
): string {
  const effects = tests.flatMap((test) => {
    const [from, to] = [before[test], after[test]];
    return from && to ? [`${test} ${formatDifference(shareDifference(from, to))}`] : [];
  });
  return effects.length > 0 ? effects.join("; ") : "not recorded yet";
}

/** The shares of a test's answers that are right and that have each of the grader's errors; null if not recorded. */
export function errorShares(scores: StaircaseStep["scores"], test: Test): number[] | null {
  const score = scores[test];
  if (!score) return null;
  return [score.right, ...ERROR_COLUMNS.map((name) => score.summary[name])].map((count) =>
    count / score.total
  );
}

/** The grader's classes, without the one for answers that were not generated. */
export const ERROR_COLUMNS = BLOG_ERROR_CLASSES.filter((name) => name !== "test_fail");

/** What each change is worth inside the whole recipe: the score with everything minus the score without the change. */
export function leaveOneOut(rows: readonly RecordedRow[], test: Test) {
  const compared = chainRows(rows);
  const scoresOf = (wanted: string) => pooledScores(compared.filter(({ name }) => name === wanted))[test];
  return LEFT_OUT.map(({ label, before, after }) => {
    const without = scoresOf(before), everything = scoresOf(after);
    const value = everything && without ? shareDifference(without, everything) : null;
    return { label, value, text: value ? formatDifference(value) : "not recorded yet" };
  });
}
