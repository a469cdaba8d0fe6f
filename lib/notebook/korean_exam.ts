/**
 * The exam of the Korean textbook: a model is asked in the chat template, and only the exact answer counts.
 *
 * Questions are drawn evenly from the kinds of fact, so that no kind decides the mark by its number. Answers are
 * greedy: the same model gives the same ones. Both sides of the comparison go through the tokenizer, because a
 * pipeline may not keep every space.
 */

import type { FactKind, TextbookQuestion } from "../../data/mod.ts";
import { chatEnd, type ChatTokenizer, encodeChatPrompt, randomPermutation } from "../corpora/mod.ts";
import { type Compile, generate, type Model, undecodableTokens } from "../gpt/mod.ts";
import { type ShareInterval, wilsonInterval } from "../statistics/mod.ts";

interface ExamAnswer {
  readonly question: TextbookQuestion;
  /** What the model said, decoded. */
  readonly said: string;
  readonly right: boolean;
}

export interface ExamResult {
  readonly answers: readonly ExamAnswer[];
  /** Right answers, with Wilson's interval. */
  readonly share: ShareInterval;
  /** Right answers and questions of each kind of fact. */
  readonly byKind: ReadonlyMap<FactKind, { readonly right: number; readonly asked: number }>;
}

interface ExamOptions {
  readonly compile?: Compile;
  /** Longest answer, in tokens. Default 32. */
  readonly maxNewTokens?: number;
  /**
   * Put before each question and answer. Byte-level tokenizers want " ": their words have the space before them as a
   * part, so a text that begins without one begins with a token that is rare inside texts. Default "".
   */
  readonly lead?: string;
  /** Questions that are answered side by side. Default 64. */
  readonly batchSize?: number;
  readonly signal?: AbortSignal;
}

/**
 * Draws a paper: the same number of questions of each kind of fact, as far as there are enough.
 *
 * @param o.size questions in all, about
 * @param o.seed which ones; the same seed draws the same
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

/** Asks a model every question of a paper. */
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
    // A short last batch is filled up: a compiled step is made for one number of rows.
    const rows = Array.from(
      { length: paper.length > batchSize ? batchSize : batch.length },
      (_, i) =>
        encodeChatPrompt(tokenizer, [{ role: "user", text: lead + batch[i % batch.length].question }]),
    );
    const said = await answersTo(rows, { model, tokenizer, o });
    batch.forEach((question, i) => {
      const text = tokenizer.decode(said[i]).trim();
      const wanted = tokenizer.decode(tokenizer.encode(question.answer)).trim();
      answers.push({ question, said: text, right: text === wanted });
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
