/**
 * The scratchpad: a purchase and its answer as tokens, with every step of the calculation written out.
 *
 * A line has 19 tokens, and tokens of the same kind are in the same column. The prompt is given, the model writes the
 * rest. For training, this program writes it:
 *
 *     amount (6) winning numbers (7) bonus | five checks: 0 or what is wrong
 *     tickets to go | number, matches so far, … (6 times) | rank | tickets of each rank so far (5)      for each ticket
 *     sum | the five counts | prize money column by column: digit, carry, … | ÷ tickets | first quotient, remainder
 *     ÷ tickets | digit, quotient, product's tens and ones, difference of the ones, remainder (3 times)      three such lines
 *     end
 *
 * Each token follows from a few tokens before it. Left out: back to the blog's text (scratchpad_text.ts).
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
  MINUS,
  numberToken,
  rankToken,
  SUM,
} from "./scratchpad_tokens.ts";

/** Tokens in a line. */
export const LINE = 19;
/** Tokens that are given to the model. */
export const PROMPT_TOKENS = 14;
/** Position of the first winning number, after the amount. */
export const FIRST_WINNING = 6;
/** Tokens after the last ticket. */
const TAIL_TOKENS = 4 * LINE + 1;
/** Columns of a ticket line (first number, rank, counts) and of the sum's line (first quotient). */
export const COLUMN = { first: 1, rank: 13, counts: 14, firstQuotient: 17 } as const;
/** Columns of a division line that hold a quotient. */
export const QUOTIENT_COLUMNS = [2, 8, 14] as const;

const MONEY_TOKENS = 6;
const WINNING_TOKENS = 7; // one more than a valid purchase has, so that a seventh number can be written

/** Tokens of a whole answer, prompt included. */
export function scratchpadLength(ticketCount: number): number {
  return LINE * (1 + ticketCount) + TAIL_TOKENS;
}

/**
 * The prompt as the model reads it: the amount's digits, right-aligned, the winning numbers, the bonus.
 *
 * An amount for more than 20 tickets can be spelled, too. The scratchpad after it cannot: its counts end at 20.
 *
 * @throws {RangeError} when it cannot be spelled: an amount of more than six characters, a number beyond 99, more than 7
 *   numbers
 */
export function scratchpadPrompt({ money, winning, bonus }: Purchase): number[] {
  if (!Number.isInteger(money) || String(money).length > MONEY_TOKENS) {
    throw new RangeError(
      `scratchpad: expected an amount of at most ${MONEY_TOKENS} characters, got ${money}`,
    );
  }
  if (winning.length > WINNING_TOKENS) {
    throw new RangeError(
      `scratchpad: expected at most ${WINNING_TOKENS} winning numbers, got ${winning.length}`,
    );
  }
  const characters = [...String(money).padStart(MONEY_TOKENS)];
  const amount = characters.map((c) => c === " " ? EMPTY : c === "-" ? MINUS : countToken(Number(c)));
  const numbers = [...winning.map(numberToken), ...Array(WINNING_TOKENS).fill(EMPTY)].slice(
    0,
    WINNING_TOKENS,
  );
  return [...amount, ...numbers, numberToken(bonus)];
}

/**
 * Training targets inside the prompt: after each winning number, what is wrong with that number?
 *
 * When the model is used, the prompt is given and these predictions are not read. But they make the model store its
 * result for each number at that number's position, and the checks after the prompt only need to look there. Without
 * these targets, repeated numbers were never found.
 *
 * @returns seven targets, for the tokens after positions 6 to 12
 */
export function promptChecks({ winning }: Purchase): number[] {
  return Array.from({ length: WINNING_TOKENS }, (_, i) => {
    const number = winning.at(i);
    if ((number === undefined) !== (i >= NUMBERS_PER_TICKET)) return errorToken("winningNotSix");
    if (number === undefined) return countToken(0);
    if (!isLottoNumber(number)) return errorToken("winningOutOfRange");
    return winning.indexOf(number) < i ? errorToken("winningRepeated") : countToken(0);
  });
}

export interface ScratchpadOptions {
  /** Whether the work is written out, default true. Otherwise its tokens are EMPTY, and only the answer is left. */
  readonly work?: boolean;
  /** Whether the divisor is written again before each part of the division, default true. Otherwise the mark is ÷0. */
  readonly divisor?: boolean;
}

/**
 * What the model should write after the prompt.
 *
 * @param tickets the tickets of a valid purchase; ignored for an invalid one
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
  { work = true, divisor = true }: ScratchpadOptions = {},
): number[] {
  const error = checkPurchase(purchase);
  const tokens = withWork(purchase, { tickets, error, divisor });
  return work || error
    ? tokens
    : tokens.map((token, i) => isWork(PROMPT_TOKENS + i, tokens.length) ? EMPTY : token);
}

/** Whether the token at this position of a valid purchase's scratchpad is work, not part of the answer. */
function isWork(position: number, answerTokens: number): boolean {
  const column = position % LINE;
  const tail = PROMPT_TOKENS + answerTokens - TAIL_TOKENS;
  if (position < LINE) return true;
  if (position < tail) return column > 0 && (column % 2 === 0 || column >= COLUMN.rank);
  if (position < tail + LINE) return column > RANKS.length && column !== COLUMN.firstQuotient;
  const isEnd = position === PROMPT_TOKENS + answerTokens - 1;
  return !isEnd && column > 0 && !(QUOTIENT_COLUMNS as readonly number[]).includes(column);
}

function withWork(
  purchase: Purchase,
  { tickets, error, divisor }: {
    readonly tickets: readonly Ticket[];
    readonly error: PurchaseError | null;
    readonly divisor: boolean;
  },
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
  return [...tokens, ...tail(counts, { ticketCount: tickets.length, divisor })];
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

/** Each number, followed by the matches so far. */
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
 * The counts, the prize money, and the rate by long division.
 *
 * The prize money in thousands of won is 5 c₃ + 50 c₄ + 1500 c₅ + 30,000 c₅ᵦ + 2,000,000 c₆, added digit by digit with
 * carries. The rate in tenths of a percent is thousands · 1000 / tickets, so three zeros follow. Half the tickets,
 * rounded down, is added to them: then cutting off rounds half up.
 *
 * Three things make the division easier to learn:
 * - The product is written, so one hard step becomes two easy ones. Without it the model must know the remainder of
 *   each dividend by heart; a multiple of 17 is one of ten, and the remainder is then a subtraction.
 * - The difference of the ones is written too, plus 10, from 1 to 19. Below 10 the subtraction borrows, and the
 *   remainder's tens depend on that.
 * - The divisor is written again before each of the four parts, as one token. In the prompt it is two digits, far away.
 */
function tail(
  counts: MatchCounts,
  { ticketCount, divisor }: { readonly ticketCount: number; readonly divisor: boolean },
): number[] {
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
  const mark = divisionToken(divisor ? ticketCount : 0);
  const divisions = [0, 3, 6].flatMap((i) => [mark, ...steps.slice(i, i + 3).flat()]);
  const labels = RANKS.map((rank) => countToken(counts[rank]));
  const first = [mark, ...[Math.floor(millions / ticketCount), millions % ticketCount].map(countToken)];
  return [SUM, ...labels, ...sum.map(countToken), ...first, ...divisions, END];
}
