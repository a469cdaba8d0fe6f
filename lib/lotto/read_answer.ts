/**
 * The lenient reader: reads a model's answer for the grader, as the blog's did. It never throws: it returns what the
 * answer holds, or which part could not be read. The strict parser is parse_text.ts.
 *
 * - It reads all four text formats, with spaces around `=` and inside `[…]`.
 * - Numbers may have any spelling of their value: `62.5` and `62.50`, `1` and `01`. A sign is allowed, so `[-3,…]` is a
 *   ticket with a wrong number, not an unreadable line. Only ASCII digits count, as the machine prints them.
 * - A line must hold nothing else: `수익률=0.0%%%%%%` (the blog's repetition loop) is not a rate.
 * - Where several lines have the same label, the first readable one counts. Unknown lines are skipped, except that
 *   between `구매번호:` and the labels only tickets are allowed.
 * - The first unreadable part gives the error class of the whole answer. The blog's sums show the same: its 293 format
 *   failures are exactly 0 + 2 + 11 + 35 + 245.
 */
import type { FormatErrorClass } from "./error_classes.ts";
import { type Rank, RANKS, type Ticket } from "./rules.ts";
import { RANK_LABELS } from "./text_format.ts";

/** What an answer holds, right or wrong. */
export interface ReadAnswer {
  readonly ticketCount: number;
  readonly tickets: readonly Ticket[];
  /** Exact, however many digits the model wrote. */
  readonly counts: Readonly<Record<Rank, bigint>>;
  /** As written in the text, without the percent sign. */
  readonly rate: string;
}

/** A part that could not be read. */
interface Unreadable {
  readonly errorClass: FormatErrorClass;
  /** What was looked for and what was found. */
  readonly reason: string;
}

/**
 * Reads an answer's text.
 *
 * @example
 * ```ts
 * import { readAnswer } from "lib/lotto";
 * import assert from "node:assert/strict";
 * const read = readAnswer("티켓수=2\n[1,2,3,4,5,6]");
 * assert.deepEqual(read, { errorClass: "ticket_lines_format_error", reason: "no line 구매번호:" });
 * ```
 */
export function readAnswer(text: string): ReadAnswer | Unreadable {
  const lines = text.split("\n").map((line) => line.trim());
  const ticketCount = findValue(lines, /^티켓수\s*=\s*([+-]?\d+)$/);
  if (ticketCount === undefined) return unreadable("ticket_count_parse_error", "no line 티켓수=N");

  const tickets = readTickets(lines);
  if ("errorClass" in tickets) return tickets;

  const counts: Partial<Record<Rank, bigint>> = {};
  for (const rank of RANKS) {
    const value = findValue(lines, LABEL_LINES[rank]);
    if (value === undefined) return unreadable("result_labels_parse_error", `no line ${RANK_LABELS[rank]}=N`);
    counts[rank] = BigInt(value.replace("+", ""));
  }
  const rate = findValue(lines, /^수익률\s*=\s*([+-]?\d+(?:\.\d+)?)\s*%$/);
  if (rate === undefined) return unreadable("result_labels_parse_error", "no line 수익률=R%");
  return { ticketCount: Number(ticketCount), tickets, counts: counts as Record<Rank, bigint>, rate };
}

/** `3개일치=0` or `3개일치 (5000원) = 0`, by rank. */
const LABEL_LINES = Object.fromEntries(
  RANKS.map((
    rank,
  ) => [rank, new RegExp(`^${RANK_LABELS[rank]}\\s*(?:\\([^)]*\\)\\s*)?=\\s*([+-]?\\d+)$`)]),
) as Record<Rank, RegExp>;

/** A line of the labels, also of a misspelled one (`3개 일치=0`): it begins with no bracket and has what labels have. */
const LABEL = /^[^[].*(?:=|일치|수익)|^수익/;

/** Longest line of an answer, in characters. Longer lines are not read, so that no text can stall the grader. */
const LONGEST_LINE = 1000;

/** The ticket lines: those between `구매번호:` and the first label. */
function readTickets(lines: readonly string[]): Ticket[] | Unreadable {
  const error = (reason: string) => unreadable("ticket_lines_format_error", reason);
  const start = lines.indexOf("구매번호:");
  if (start === -1) return error("no line 구매번호:");
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => LABEL.test(line));
  const tickets: Ticket[] = [];
  for (const line of end === -1 ? rest : rest.slice(0, end)) {
    if (line === "" || line === "</OUT>") continue;
    if (line.length > LONGEST_LINE || !/^\[\s*[+-]?\d+(\s*,\s*[+-]?\d+)*\s*\]$/.test(line)) {
      return error(`"${line.slice(0, 80)}" is not a line [n,n,n,n,n,n]`);
    }
    tickets.push(line.slice(1, -1).split(",").map(Number));
  }
  return tickets.length > 0 ? tickets : error("no ticket after 구매번호:");
}

function findValue(lines: readonly string[], pattern: RegExp): string | undefined {
  for (const line of lines) {
    const match = line.length > LONGEST_LINE ? null : pattern.exec(line);
    if (match) return match[1];
  }
}

function unreadable(errorClass: FormatErrorClass, reason: string): Unreadable {
  return { errorClass, reason };
}
