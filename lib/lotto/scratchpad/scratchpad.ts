/**
 * The scratchpad: a purchase and its answer as tokens, with every step of the calculation written out.
 *
 * Lines of 19 tokens, so that what belongs together stands in the same column. Only the prompt is given; all else
 * the model writes, and the training data is made here, by the ordinary program:
 *
 *     amount (6) winning numbers (7) bonus | five checks: 0 or what is wrong
 *     tickets to go | number, matches so far, … (6 times) | rank | tickets of each rank so far (5)      for each ticket
 *     sum | the five counts | prize money column by column: digit, carry, … | ÷ tickets | first quotient, remainder
 *     ÷ tickets | digit, quotient, product's tens and ones, difference of the ones, remainder (3 times)      three such lines
 *     end
 *
 * Each token follows from a few that are at known places. Left out: back to the blog's text (scratchpad_text.ts).
 */
import { checkPurchase, type PurchaseError } from "../errors.ts";
import { rankOf } from "../machine.ts";
import {
  isLottoNumber,
  type MatchCounts,
  NUMBERS_PER_TICKET,
  type Purchase,
  RANKS,
  type Ticket,
} from "../rules.ts";
import {
  countToken,
  divisionToken,
  EMPTY,
  END,
  errorToken,
  matchesToken,
  MAX_TICKETS,
  MINUS,
  numberToken,
  rankToken,
  SUM,
} from "./scratchpad_tokens.ts";

/** Tokens in a line. */
export const LINE = 19;
/** Tokens that are given to the model. */
export const PROMPT_TOKENS = 14;
/** Place of the first winning number, after the amount. */
export const FIRST_WINNING = 6;
/** Tokens after the last ticket. */
export const TAIL_TOKENS = 4 * LINE + 1;
/** Columns: of a ticket line the first number, the rank, the counts; of the sum's line the first quotient. */
export const COLUMN = { first: 1, rank: 13, counts: 14, firstQuotient: 17 } as const;
/** Columns of a division line in which a quotient stands. */
export const QUOTIENT_COLUMNS = [2, 8, 14] as const;

const MONEY_PLACES = 6;
const WINNING_PLACES = 7; // one more than right, so that one number too many can be written

/** Tokens of a whole answer, prompt included. */
export function scratchpadLength(ticketCount: number): number {
  return LINE * (1 + ticketCount) + TAIL_TOKENS;
}

/**
 * The prompt as the model reads it: the amount's digits, right-aligned, the winning numbers, the bonus.
 *
 * @throws {RangeError} when it cannot be spelled: more than 20 tickets, a number beyond 99, more than 7 numbers
 */
export function scratchpadPrompt({ money, winning, bonus }: Purchase): number[] {
  if (!Number.isInteger(money) || Math.abs(money) > 1000 * MAX_TICKETS) {
    throw new RangeError(`scratchpad: expected an amount of up to ${1000 * MAX_TICKETS} won, got ${money}`);
  }
  if (winning.length > WINNING_PLACES) {
    throw new RangeError(
      `scratchpad: expected at most ${WINNING_PLACES} winning numbers, got ${winning.length}`,
    );
  }
  const places = [...String(money).padStart(MONEY_PLACES)];
  const amount = places.map((c) => c === " " ? EMPTY : c === "-" ? MINUS : countToken(Number(c)));
  const numbers = [...winning.map(numberToken), ...Array(WINNING_PLACES).fill(EMPTY)].slice(
    0,
    WINNING_PLACES,
  );
  return [...amount, ...numbers, numberToken(bonus)];
}

/**
 * What a model in training is asked at each winning number as it reads the prompt: what is wrong with that one?
 *
 * When it answers, these places are given, so nobody sees what it would say there. But what it has found out about a
 * number stands at that number, and the checks after the prompt need only look: is one of the seven wrong? Without
 * this, repeated numbers were never found.
 *
 * @returns seven targets, for what comes after places 6 to 12
 */
export function promptChecks({ winning }: Purchase): number[] {
  return Array.from({ length: WINNING_PLACES }, (_, i) => {
    const number = winning.at(i);
    if ((number === undefined) !== (i >= NUMBERS_PER_TICKET)) return errorToken("winningNotSix");
    if (number === undefined) return countToken(0);
    if (!isLottoNumber(number)) return errorToken("winningOutOfRange");
    return winning.indexOf(number) < i ? errorToken("winningRepeated") : countToken(0);
  });
}

export interface ScratchpadOptions {
  /** Whether the work is written out, default true. Without it its places are left empty: the answer only. */
  readonly work?: boolean;
}

/**
 * What the model should write after the prompt.
 *
 * @param tickets the tickets, for a valid purchase; not looked at for an invalid one
 * @example
 * ```ts
 * import { scratchpadAnswer, TOKEN_NAMES } from "lib/lotto/scratchpad";
 * import assert from "node:assert/strict";
 * const tokens = scratchpadAnswer({ money: 1000, winning: [1, 2, 3, 4, 5, 6], bonus: 7 }, [[1, 3, 5, 7, 22, 45]]);
 * const ticket = tokens.slice(5, 24).map((token) => TOKEN_NAMES[token]).join(" ");
 * assert.equal(ticket, "1 n1 m1 n3 m2 n5 m3 n7 m3b n22 m3b n45 m3b r3 1 0 0 0 0");
 * ```
 */
export function scratchpadAnswer(
  purchase: Purchase,
  tickets: readonly Ticket[],
  { work = true }: ScratchpadOptions = {},
): number[] {
  const error = checkPurchase(purchase);
  const tokens = withWork(purchase, { tickets, error });
  return work || error
    ? tokens
    : tokens.map((token, i) => isWork(PROMPT_TOKENS + i, tokens.length) ? EMPTY : token);
}

/** Whether the token at this place of a valid purchase's scratchpad is work, not part of the answer. */
function isWork(place: number, answerTokens: number): boolean {
  const column = place % LINE;
  const tail = PROMPT_TOKENS + answerTokens - TAIL_TOKENS;
  if (place < LINE) return true;
  if (place < tail) return column > 0 && (column % 2 === 0 || column >= COLUMN.rank);
  if (place < tail + LINE) return column > RANKS.length && column !== COLUMN.firstQuotient;
  const isEnd = place === PROMPT_TOKENS + answerTokens - 1;
  return !isEnd && column > 0 && !(QUOTIENT_COLUMNS as readonly number[]).includes(column);
}

function withWork(
  purchase: Purchase,
  { tickets, error }: { readonly tickets: readonly Ticket[]; readonly error: PurchaseError | null },
): number[] {
  const tokens = checks(error);
  if (error) return [...tokens, errorToken(error), END];
  const counts = { "3": 0, "4": 0, "5": 0, "5b": 0, "6": 0 };
  tickets.forEach((ticket, i) => {
    tokens.push(countToken(tickets.length - i), ...ticketTokens(ticket, purchase));
    const rank = rankOf(ticket, purchase);
    if (rank) counts[rank]++;
    tokens.push(rankToken(rank), ...RANKS.map((rank) => countToken(counts[rank])));
  });
  return [...tokens, ...tail(counts, tickets.length)];
}

/** Which of the five checks finds which error. */
const CHECKS: readonly (readonly PurchaseError[])[] = [
  ["moneyNotPositive", "moneyNotThousands"],
  ["winningNotSix"],
  ["winningOutOfRange"],
  ["winningRepeated"],
  ["bonusOutOfRange", "bonusIsWinning"],
];

function checks(error: PurchaseError | null): number[] {
  return CHECKS.map((found) => error && found.includes(error) ? errorToken(error) : countToken(0));
}

/** Each number and the matches so far. */
function ticketTokens(ticket: Ticket, purchase: Purchase): number[] {
  if (ticket.length !== NUMBERS_PER_TICKET) {
    throw new RangeError(`scratchpad: expected ${NUMBERS_PER_TICKET} numbers on a ticket, got [${ticket}]`);
  }
  return matchesSoFar(ticket, purchase).flatMap(({ hits, bonus }, i) => [
    numberToken(ticket[i]),
    matchesToken(hits, bonus),
  ]);
}

/** After each number of a ticket: how many were winning numbers, and whether the bonus number was among them. */
export function matchesSoFar(
  ticket: Ticket,
  { winning, bonus }: Pick<Purchase, "winning" | "bonus">,
): { readonly hits: number; readonly bonus: boolean }[] {
  let hits = 0, met = false;
  return ticket.map((number) => {
    if (winning.includes(number)) hits++;
    met ||= number === bonus;
    return { hits, bonus: met };
  });
}

/**
 * The counts, the prize money in thousands of won (5 c₃ + 50 c₄ + 1500 c₅ + 30,000 c₅ᵦ + 2,000,000 c₆) by columns with
 * carries, and the long division by the number of tickets. In tenths of a percent the rate is thousands · 1000 / tickets,
 * so three zeros follow; tickets / 2, rounded down, is added to them, which makes cutting off into rounding half up.
 * The product stands there because it makes a hard step into two easy ones: what is left after dividing by 17 has to be
 * known by heart for each dividend, but a multiple of 17 is one of ten, and the rest is a subtraction. So do the ones of
 * that subtraction, plus 10, from 1 to 19: below 10 they borrow, which is what the remainder's tens hang on. And the
 * divisor is written again before each of the four parts, as one token: in the prompt it is two digits, and far away.
 */
function tail(counts: MatchCounts, ticketCount: number): number[] {
  const columns = [5 * counts["3"], 5 * counts["4"], 5 * counts["5"], counts["5"], 3 * counts["5b"]];
  const digits: number[] = [], sum: number[] = [];
  let carry = 0;
  for (const column of columns) { // ones to ten thousands
    digits.unshift((column + carry) % 10);
    carry = Math.floor((column + carry) / 10);
    sum.push(digits[0], carry);
  }
  const half = Math.floor(ticketCount / 2);
  const millions = 2 * counts["6"];
  let remainder = millions % ticketCount;
  const steps = [carry, ...digits, 0, Math.floor(half / 10), half % 10].map((digit) => {
    const dividend = 10 * remainder + digit;
    const quotient = Math.floor(dividend / ticketCount), product = quotient * ticketCount;
    remainder = dividend - product;
    const tens = Math.floor(product / 10), ones = product % 10;
    return [digit, quotient, tens, ones, 10 + digit - ones, remainder].map(countToken);
  });
  const mark = divisionToken(ticketCount);
  const divisions = [0, 3, 6].flatMap((i) => [mark, ...steps.slice(i, i + 3).flat()]);
  const labels = RANKS.map((rank) => countToken(counts[rank]));
  const first = [mark, ...[Math.floor(millions / ticketCount), millions % ticketCount].map(countToken)];
  return [SUM, ...labels, ...sum.map(countToken), ...first, ...divisions, END];
}
