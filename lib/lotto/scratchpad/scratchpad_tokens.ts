/**
 * The vocabulary of the scratchpad: a number is one token, where GPT-2's tokenizer cuts it into pieces.
 *
 * A ticket number, a count, a running match count and a mark are different tokens, even where they look the same in
 * text. So the meaning of a token never depends on its position.
 */
import { PURCHASE_ERRORS, type PurchaseError } from "../errors.ts";
import { HIGHEST_NUMBER, type Rank, RANKS } from "../rules.ts";

const names: string[] = [];
/** Adds names to the vocabulary; returns the id of the first. */
function add(...more: string[]): number {
  return names.push(...more) - more.length;
}
const upTo = (last: number, name: (n: number) => string) =>
  Array.from({ length: last + 1 }, (_, n) => name(n));

/** Largest number of tickets that the scratchpad can write. */
export const MAX_TICKETS = 20;

const FIRST_NUMBER = add(...upTo(99, (n) => `n${n}`));
const FIRST_COUNT = add(...upTo(MAX_TICKETS, (n) => `${n}`));
const FIRST_MATCHES = add(...upTo(6, (n) => `m${n}`));
const FIRST_MATCHES_WITH_BONUS = add(...upTo(5, (n) => `m${n}b`));
const FIRST_RANK = add("r-", ...RANKS.map((rank) => `r${rank}`));
const FIRST_ERROR = add(...PURCHASE_ERRORS);

/** Marks: an empty column, the sign of a negative amount, the line of the sum, and the end. */
export const EMPTY = add("·"), MINUS = add("-"), SUM = add("sum"), END = add("end");
const FIRST_DIVISION = add(...upTo(MAX_TICKETS, (n) => `÷${n}`));

/** The name of each token, by id. */
export const TOKEN_NAMES: readonly string[] = names;
export const VOCAB_SIZE = names.length;

/** A number of the prompt or of a ticket, 0 to 99. */
export function numberToken(n: number): number {
  return FIRST_NUMBER + within("number", n, 99);
}
/** The numbers that tickets are drawn from: the only random tokens of a scratchpad; all others are computed. */
export const TICKET_NUMBER_TOKENS: readonly number[] = Array.from(
  { length: HIGHEST_NUMBER },
  (_, i) => FIRST_NUMBER + 1 + i,
);
/** A count, a digit, a carry or a remainder, 0 to 20. */
export function countToken(n: number): number {
  return FIRST_COUNT + within("count", n, MAX_TICKETS);
}
/** How many winning numbers a ticket has so far, and whether it has the bonus number. */
export function matchesToken(hits: number, bonus: boolean): number {
  return bonus ? FIRST_MATCHES_WITH_BONUS + within("hits", hits, 5) : FIRST_MATCHES + within("hits", hits, 6);
}
export function rankToken(rank: Rank | null): number {
  return FIRST_RANK + (rank === null ? 0 : 1 + RANKS.indexOf(rank));
}
export function errorToken(error: PurchaseError): number {
  return FIRST_ERROR + PURCHASE_ERRORS.indexOf(error);
}
/** The mark of a line that divides by this many tickets. */
export function divisionToken(tickets: number): number {
  return FIRST_DIVISION + within("divisor", tickets, MAX_TICKETS);
}

/** The number of a number token; null for any other token. */
export function numberOf(token: number): number | null {
  return between(token, FIRST_NUMBER, FIRST_COUNT);
}
export function countOf(token: number): number | null {
  return between(token, FIRST_COUNT, FIRST_MATCHES);
}
export function errorOf(token: number): PurchaseError | null {
  return PURCHASE_ERRORS[between(token, FIRST_ERROR, EMPTY) ?? -1] ?? null;
}
export function isDivision(token: number): boolean {
  return between(token, FIRST_DIVISION, VOCAB_SIZE) !== null;
}

function between(token: number, first: number, end: number): number | null {
  return token >= first && token < end ? token - first : null;
}

function within(what: string, n: number, most: number): number {
  if (Number.isInteger(n) && n >= 0 && n <= most) return n;
  throw new RangeError(`scratchpad: expected a ${what} from 0 to ${most}, got ${n}`);
}
