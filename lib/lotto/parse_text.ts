/**
 * The strict parser: from text back to the purchase and the answer, the exact inverse of print_text.ts.
 *
 * It reads one format, one spelling of each line, every line in its order, and nothing before or after. Anything else
 * throws. A model's own text is read by the lenient read_answer.ts. Neither checks that the answer is right.
 */
import { ERROR_LINES, PURCHASE_ERRORS } from "./errors.ts";
import { LineReader, parseWhole, parseWholes } from "./line_reader.ts";
import type { LottoAnswer } from "./machine.ts";
import { formatRate } from "./rate_of_return.ts";
import { type MatchCounts, type Purchase, RANKS } from "./rules.ts";
import type { Sample } from "./sample.ts";
import { FORMAT_PARTS, SEPARATOR, type TextFormat } from "./text_format.ts";

/** A list of numbers, for `LineReader.value`. */
const NUMBERS = { what: "whole numbers with commas between", parse: parseWholes };

/**
 * Reads a sample, prompt and answer.
 *
 * @throws {FormatError} that names the line, what was expected there and what was found
 * @example
 * ```ts
 * import { parseSample, printSample } from "lib/lotto";
 * import assert from "node:assert/strict";
 * const purchase = { money: 8500, winning: [1, 2, 3, 4, 5, 6], bonus: 7 };
 * const sample = { purchase, answer: { error: "moneyNotThousands" as const } };
 * assert.deepEqual(parseSample(printSample(sample, "tagged"), "tagged"), sample);
 * assert.throws(() => parseSample("<IN>\nmoney=8500", "tagged"), /line 2: expected "구입금액=", a whole number/);
 * ```
 */
export function parseSample(text: string, format: TextFormat): Sample {
  const lines = new LineReader(text);
  const purchase = takePrompt(lines, format);
  const answer = takeAnswer(lines, format);
  lines.end();
  return { purchase, answer };
}

/** Reads a prompt: what `printPrompt` prints. @throws {FormatError} that names the line */
export function parsePrompt(text: string, format: TextFormat): Purchase {
  const lines = new LineReader(text);
  const purchase = takePrompt(lines, format);
  lines.literal(""); // after the last line break
  lines.end();
  return purchase;
}

function takePrompt(lines: LineReader, format: TextFormat): Purchase {
  const { names, tags } = FORMAT_PARTS[format];
  if (tags) lines.literal(`<${tags.input}>`);
  const money = lines.value({ before: `${names.money}=`, what: "a whole number", parse: parseWhole });
  const winning = lines.value({ before: `${names.winning}=`, ...NUMBERS });
  const bonus = lines.value({ before: `${names.bonus}=`, what: "a whole number", parse: parseWhole });
  if (tags) lines.literal(`</${tags.input}>`);
  lines.literal(SEPARATOR);
  return { money, winning, bonus };
}

function takeAnswer(lines: LineReader, format: TextFormat): LottoAnswer {
  const { tags } = FORMAT_PARTS[format];
  if (tags) lines.literal(`<${tags.output}>`);
  const error = PURCHASE_ERRORS.find((error) => ERROR_LINES[error] === lines.peek());
  if (error) lines.literal(ERROR_LINES[error]);
  const answer = error ? { error } : takeResult(lines, format);
  if (tags) lines.literal(`</${tags.output}>`);
  return answer;
}

function takeResult(lines: LineReader, format: TextFormat): LottoAnswer {
  const { labels } = FORMAT_PARTS[format];
  const what = "a whole number";
  const ticketCount = lines.value({ before: "티켓수=", what, parse: parseWhole });
  lines.literal("구매번호:");
  const tickets: number[][] = [];
  while (lines.peek()?.startsWith("[")) {
    tickets.push(lines.value({ before: "[", after: "]", ...NUMBERS }));
  }
  const counts = Object.fromEntries(
    RANKS.map((rank) => [rank, lines.value({ before: labels[rank], what, parse: parseWhole })]),
  ) as MatchCounts;
  const rate = lines.value({
    before: "수익률=",
    after: "%",
    what: "a number with one decimal",
    parse: parseRate,
  });
  return { ticketCount, tickets, counts, rate };
}

/** A rate in its one spelling. */
function parseRate(text: string): number | undefined {
  if (!/^(0|[1-9]\d*)\.\d$/.test(text)) return undefined;
  const rate = Number(text);
  return rate < 1e15 && formatRate(rate) === text ? rate : undefined; // too many digits to be told apart
}
