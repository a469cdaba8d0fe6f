/**
 * The exam of the Korean textbook: a model gets questions in the chat template, and only the exact answer is right.
 *
 * Each kind of fact has the same number of questions, so that a frequent kind does not decide the score. Answers are
 * greedy, so they are reproducible. The expected answer is encoded and decoded too before the comparison, because a
 * tokenizer may not keep every space.
 */

import type { FactKind, TextbookQuestion } from "../../data/mod.ts";
import { chatEnd, type ChatTokenizer, encodeChatPrompt, randomPermutation } from "../corpora/mod.ts";
import type { Compile } from "../engine/ops/mod.ts";
import { generate, type Model, undecodableTokens } from "../gpt/mod.ts";
import { type ShareInterval, wilsonInterval } from "../statistics/mod.ts";

interface ExamAnswer {
  readonly question: TextbookQuestion;
  readonly said: string;
  readonly right: boolean;
}

export interface ExamResult {
  readonly answers: readonly ExamAnswer[];
  readonly share: ShareInterval;
  readonly byKind: ReadonlyMap<FactKind, { readonly right: number; readonly asked: number }>;
}

interface ExamOptions {
  readonly compile?: Compile;
  /** Longest answer, in tokens. Default 32. */
  readonly maxNewTokens?: number;
  /**
   * Text before each question. Use " " for byte-level tokenizers: their words include the space before them, so a text
   * without a first space begins with a rare token. Default "".
   */
  readonly lead?: string;
  /** Questions in a batch. Default 64. */
  readonly batchSize?: number;
  readonly signal?: AbortSignal;
}

/**
 * Draws an exam paper: the same number of questions of each kind of fact, if there are enough.
 *
 * @param o.size about so many questions in total
 * @param o.seed the same seed draws the same questions
 * @throws {RangeError} when there is no question to draw from
 */
export function drawPaper(
  questions: readonly TextbookQuestion[],
  o: { readonly size: number; readonly seed: number },
): TextbookQuestion[] {
  if (questions.length === 0) throw new RangeError("drawPaper: there are no questions to draw from");
  const kinds = Map.groupBy(questions, ({ fact }) => fact.kind);
  const each = Math.max(1, Math.round(o.size / kinds.size));
  return [...kinds.values()].flatMap((ofKind, kind) =>
    Array.from(randomPermutation(ofKind.length, o.seed, kind).subarray(0, each), (i) => ofKind[i])
  );
}

type ExamTokenizer = ChatTokenizer & { decode(ids: Iterable<number>): string };

/** Generates a model's answers to all questions of a paper, and scores them. */
export async function takeExam(
  model: Model,
  tokenizer: ExamTokenizer,
  paper: readonly TextbookQuestion[],
  o: ExamOptions = {},
): Promise<ExamResult> {
  const { batchSize = 64, lead = "" } = o;
  const answers: ExamAnswer[] = [];
  for (let first = 0; first < paper.length; first += batchSize) {
    const batch = paper.slice(first, first + batchSize);
    // The last batch is filled up with repeated questions: a compiled step has a fixed number of rows.
    const rows = Array.from(
      { length: paper.length > batchSize ? batchSize : batch.length },
      (_, i) =>
        encodeChatPrompt(tokenizer, [{ role: "user", text: lead + batch[i % batch.length].question }]),
    );
    const said = await answersTo(rows, { model, tokenizer, o });
    batch.forEach((question, i) => {
      const text = tokenizer.decode(said[i]).trim();
      const expected = tokenizer.decode(tokenizer.encode(question.answer)).trim();
      answers.push({ question, said: text, right: text === expected });
    });
  }
  const byKind = new Map(
    [...Map.groupBy(answers, ({ question }) => question.fact.kind)].map(([kind, ofKind]) =>
      [kind, { right: ofKind.filter(({ right }) => right).length, asked: ofKind.length }] as const
    ),
  );
  const right = answers.filter((answer) => answer.right).length;
  return { answers, share: wilsonInterval(right, answers.length), byKind };
}

async function answersTo(
  rows: readonly number[][],
  { model, tokenizer, o }: { model: Model; tokenizer: ExamTokenizer; o: ExamOptions },
): Promise<number[][]> {
  const said: number[][] = rows.map(() => []);
  const { maxNewTokens = 32, compile, signal } = o;
  const steps = generate(model, rows, {
    maxNewTokens,
    stopTokens: [chatEnd(tokenizer)],
    suppressTokens: undecodableTokens(tokenizer, model.config.vocabSize),
    temperature: 0,
    whenFull: "stop",
    compile,
    signal,
  });
  for await (const { tokens } of steps) {
    tokens.forEach((token, row) => token !== null && said[row].push(token));
  }
  return said;
}
