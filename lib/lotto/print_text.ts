/**
 * From a purchase and its answer to text: the prompt the model reads, the answer it should write.
 *
 * The printer does not check that an answer is right, so it can print wrong ones too, for the grader's tests. Its
 * inverse is parse_text.ts.
 */
import { ERROR_LINES } from "./errors.ts";
import { isFailure, type LottoAnswer } from "./machine.ts";
import { formatRate } from "./rate_of_return.ts";
import { type Purchase, RANKS, type Ticket } from "./rules.ts";
import type { Sample } from "./sample.ts";
import { FORMAT_PARTS, RANK_LABELS, SEPARATOR, type TextFormat } from "./text_format.ts";

/**
 * What the model reads, with the line break after `###`.
 *
 * @throws {RangeError} when a number is not whole
 * @example
 * ```ts
 * import { printPrompt } from "lib/lotto";
 * import assert from "node:assert/strict";
 * const purchase = { money: 5000, winning: [1, 2, 3, 4, 5, 6], bonus: 7 };
 * assert.equal(printPrompt(purchase, "plain"), "money=5000\nwinning=1,2,3,4,5,6\nbonus=7\n###\n");
 * ```
 */
export function printPrompt(purchase: Purchase, format: TextFormat): string {
  const { names, tags } = FORMAT_PARTS[format];
  const lines = [
    `${names.money}=${whole(purchase.money)}`,
    `${names.winning}=${purchase.winning.map(whole).join(",")}`,
    `${names.bonus}=${whole(purchase.bonus)}`,
  ];
  const input = tags ? [`<${tags.input}>`, ...lines, `</${tags.input}>`] : lines;
  return [...input, SEPARATOR, ""].join("\n");
}

/**
 * What the model should write; no line break at the end.
 *
 * @throws {RangeError} when a number is not whole, or the rate has more than one decimal
 * @example
 * ```ts
 * import { printAnswer } from "lib/lotto";
 * import assert from "node:assert/strict";
 * const counts = { "3": 0, "4": 0, "5": 0, "5b": 0, "6": 0 };
 * const answer = { ticketCount: 1, tickets: [[8, 21, 23, 41, 42, 43]], counts, rate: 0 };
 * assert.equal(
 *   printAnswer(answer, "taggedPrizes"),
 *   `<OUT>
 * 티켓수=1
 * 구매번호:
 * [8,21,23,41,42,43]
 * 3개일치 (5000원) = 0
 * 4개일치 (50000원) = 0
 * 5개일치 (1500000원) = 0
 * 5개보너스일치 (30000000원) = 0
 * 6개일치 (2000000000원) = 0
 * 수익률=0.0%
 * </OUT>`,
 * );
 * ```
 */
export function printAnswer(answer: LottoAnswer, format: TextFormat): string {
  const { tags, labels } = FORMAT_PARTS[format];
  const lines = isFailure(answer) ? [ERROR_LINES[answer.error]] : [
    `티켓수=${whole(answer.ticketCount)}`,
    "구매번호:",
    ...answer.tickets.map(printTicket),
    ...RANKS.map((rank) => labels[rank] + whole(answer.counts[rank])),
    `수익률=${formatRate(answer.rate)}%`,
  ];
  return (tags ? [`<${tags.output}>`, ...lines, `</${tags.output}>`] : lines).join("\n");
}

/** Prompt and answer together: a training sample. */
export function printSample(sample: Sample, format: TextFormat): string {
  return printPrompt(sample.purchase, format) + printAnswer(sample.answer, format);
}

/** A ticket without spaces: `[8,21,23,41,42,43]`. */
function printTicket(ticket: Ticket): string {
  return `[${ticket.map(whole).join(",")}]`;
}

/**
 * Splits a sample's text in two: everything up to the tickets, and the labels from `3개일치` on.
 *
 * With the first part as the prompt, a model is asked for the labels of tickets that are given (teacher forcing).
 *
 * @throws {SyntaxError} when the text has no labels
 */
export function splitAtLabels(text: string): [before: string, labels: string] {
  const at = text.indexOf(`\n${RANK_LABELS["3"]}`) + 1;
  if (at === 0) throw new SyntaxError(`splitAtLabels: found no line that begins with ${RANK_LABELS["3"]}`);
  return [text.slice(0, at), text.slice(at)];
}

function whole(number: number): string {
  if (!Number.isSafeInteger(number)) throw new RangeError(`printing: expected a whole number, got ${number}`);
  return String(number);
}
