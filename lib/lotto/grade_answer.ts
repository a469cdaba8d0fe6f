/**
 * The grader: is this text what the lottery machine would have printed for the same tickets?
 *
 * The model draws its own tickets, so there is no single right answer. The grader reads the tickets from the text, runs
 * the machine on them, and compares. It checks three levels, as the blog does: can the text be read, is it consistent,
 * is it computed right. The first two levels give one class, the first that applies. At the third level counts and rate
 * are judged separately, so an answer can be in both classes: the blog has 2,408 and 17 among 2,409 answers.
 *
 * **Which rate is right where the counts are wrong?** The blog's text says: the rate of the printed tickets. Its numbers
 * say otherwise. A rate that fits wrong counts is nearly always wrong for the tickets, so 2,408 answers with wrong
 * counts would give nearly as many wrong rates; there were 17. Most likely its program computed the rate from the counts
 * that the model printed. That is the default here. It also tells more: whether the model can *calculate*, separately
 * from whether it can count. `rateFrom: "tickets"` selects the other reading. The number of right answers is the same
 * with both.
 *
 * Numbers are compared by value, as in the blog: `62` and `62.00` are the rate 62.0. The right value is the machine's,
 * with one decimal: where 33.3 is right, 33.33 is wrong.
 */
import {
  ERROR_LINE_MISMATCH,
  type ErrorClass,
  FORMAT_ERRORS,
  type FormatErrorClass,
  LOGIC_ERRORS,
} from "./error_classes.ts";
import { checkPurchase, ERROR_LINES } from "./errors.ts";
import { countMatches } from "./machine.ts";
import { rateInTenths } from "./rate_of_return.ts";
import { type ReadAnswer, readAnswer } from "./read_answer.ts";
import { isAscending, isTicket, type Purchase, type Rank, RANKS, TICKET_PRICE } from "./rules.ts";

export interface GradeOptions {
  /** What the printed rate is compared with: see above. */
  readonly rateFrom?: "counts" | "tickets";
  /** Also require each ticket in ascending order, as the machine prints them; the blog's grader did not. */
  readonly ascending?: boolean;
}

export interface Grade {
  readonly ok: boolean;
  /** Empty when the answer is right; at most two, and then both are logic errors. */
  readonly errors: readonly ErrorClass[];
  /** For each error, what was expected and what was found; for people to read. */
  readonly reasons: readonly string[];
  /** True when a ticket of the answer won something; false when no ticket could be read. */
  readonly wins: boolean;
}

/** @returns true for the classes that count as a failure of format */
export function isFormatError(error: ErrorClass): error is FormatErrorClass {
  return (FORMAT_ERRORS as readonly ErrorClass[]).includes(error);
}

/** @returns true for the classes that count as a failure of logic */
export function isLogicError(error: ErrorClass): boolean {
  return (LOGIC_ERRORS as readonly ErrorClass[]).includes(error) || error === ERROR_LINE_MISMATCH;
}

/**
 * Grades one answer.
 *
 * @param purchase what the model was asked
 * @param text what it wrote, in any of the text formats
 * @example
 * ```ts
 * import { gradeAnswer } from "lib/lotto";
 * import assert from "node:assert/strict";
 * const purchase = { money: 1000, winning: [1, 2, 3, 4, 5, 6], bonus: 7 };
 * const zeros = "티켓수=1\n구매번호:\n[1,2,3,40,41,42]\n3개일치=0\n4개일치=0\n5개일치=0\n5개보너스일치=0\n6개일치=0\n수익률=0.0%";
 * assert.deepEqual(gradeAnswer(purchase, zeros).errors, ["match_stats_mismatch"]);
 * const right = zeros.replace("3개일치=0", "3개일치=1").replace("0.0%", "500.0%");
 * assert.ok(gradeAnswer(purchase, right).ok);
 * ```
 */
export function gradeAnswer(purchase: Purchase, text: string, o: GradeOptions = {}): Grade {
  const invalid = checkPurchase(purchase);
  if (invalid) return gradeErrorLine(text, ERROR_LINES[invalid]);

  const read = readAnswer(text);
  if ("errorClass" in read) return failed([read.errorClass], [read.reason]);

  const inconsistent = checkTickets(purchase, read, o);
  const found = countMatches(read.tickets, purchase);
  const wins = RANKS.some((rank) => found[rank] > 0);
  if (inconsistent) return { ...inconsistent, wins };

  const counts = Object.fromEntries(RANKS.map((rank) => [rank, BigInt(found[rank])])) as Record<Rank, bigint>;
  const rate = rateInTenths(o.rateFrom === "tickets" ? counts : read.counts, read.tickets.length);
  const wrongRanks = RANKS.filter((rank) => read.counts[rank] !== counts[rank]);
  const errors: ErrorClass[] = [], reasons: string[] = [];
  if (wrongRanks.length > 0) {
    errors.push("match_stats_mismatch");
    reasons.push(
      wrongRanks.map((rank) => `rank ${rank}: expected ${counts[rank]}, got ${read.counts[rank]}`).join("; "),
    );
  }
  if (printedTenths(read.rate) !== rate) {
    errors.push("roi_mismatch");
    const sign = rate < 0n ? "-" : "", size = rate < 0n ? -rate : rate;
    reasons.push(`rate: expected ${sign}${size / 10n}.${size % 10n}, got ${read.rate}`);
  }
  return { ok: errors.length === 0, errors, reasons, wins };
}

/** A printed rate in tenths of a percent; null where it has more decimals than the machine's, other than zeros. */
function printedTenths(rate: string): bigint | null {
  const [, sign, whole, tenths = "0", more = ""] = /^([+-]?)(\d+)(?:\.(\d)(\d*))?$/.exec(rate)!;
  if (/[1-9]/.test(more)) return null;
  const value = BigInt(whole + tenths);
  return sign === "-" ? -value : value;
}

/** Level 2: as many tickets as stated and paid for, each of them valid. */
function checkTickets(purchase: Purchase, read: ReadAnswer, o: GradeOptions): Grade | null {
  const paid = purchase.money / TICKET_PRICE;
  if (read.ticketCount !== read.tickets.length || read.ticketCount !== paid) {
    const reason = `paid for ${paid}, 티켓수=${read.ticketCount}, ${read.tickets.length} ticket lines`;
    return failed(["ticket_count_mismatch"], [reason]);
  }
  const bad = read.tickets.find((ticket) => !isTicket(ticket) || (o.ascending && !isAscending(ticket)));
  return bad ? failed(["ticket_numbers_invalid"], [`[${bad}] is not a valid ticket`]) : null;
}

/** An invalid purchase: nothing but the machine's line, with or without the tags around it. */
function gradeErrorLine(text: string, expected: string): Grade {
  const lines = text.split("\n").map((line) => line.trim()).filter((line) =>
    line !== "" && !/^<\/?OUT>$/.test(line)
  );
  if (lines.length === 1 && lines[0] === expected) return { ok: true, errors: [], reasons: [], wins: false };
  return failed([ERROR_LINE_MISMATCH], [
    `expected "${expected}", got "${lines.slice(0, 2).join(" / ")}"`,
  ]);
}

function failed(errors: readonly ErrorClass[], reasons: readonly string[]): Grade {
  return { ok: false, errors, reasons, wins: false };
}
