/**
 * For each token of a scratchpad: the tokens that it follows from, and by which rule.
 *
 * This is the claim on which the format rests: nearly every token can be computed from two or three others at known
 * positions. The test checks it over 1,500 purchases: equal tokens at these positions always give the same token.
 * The five checks of the prompt need more (all winning numbers), and a ticket's numbers are drawn.
 */
import { rankOf } from "../machine.ts";
import { NUMBERS_PER_TICKET, type Purchase, RANKS, type Ticket } from "../rules.ts";
import {
  COLUMN,
  FIRST_WINNING,
  LINE,
  PROMPT_TOKENS,
  scratchpadAnswer,
  scratchpadPrompt,
} from "./scratchpad.ts";
import { divisionSource, sumSource } from "./arithmetic_sources.ts";
import { countOf, numberOf } from "./scratchpad_tokens.ts";

export interface TokenSource {
  /** What kind of step it is: equal for tokens that follow by the same rule. */
  readonly kind: string;
  /** Positions of the tokens that it follows from; none where it is given. */
  readonly from: readonly number[];
  /** The rule with this token's numbers. */
  readonly rule: string;
}

const AMOUNT = [0, 1, 2, 3, 4, 5], WINNING = [6, 7, 8, 9, 10, 11, 12], BONUS = 13;

/**
 * The sources of every token of a valid purchase's scratchpad, prompt included.
 *
 * @throws {RangeError} where `scratchpadAnswer` does, and for an invalid purchase
 * @example
 * ```ts
 * import { scratchpadSources } from "lib/lotto/scratchpad";
 * import assert from "node:assert/strict";
 * const purchase = { money: 1000, winning: [1, 2, 3, 4, 5, 6], bonus: 7 };
 * const { from, rule } = scratchpadSources(purchase, [[3, 9, 20, 21, 30, 45]])[21];
 * assert.deepEqual(from, [20, 8]); // this ticket's first number, and the same number in the prompt
 * assert.equal(rule, "3 is a winning number: one match");
 * ```
 */
export function scratchpadSources(purchase: Purchase, tickets: readonly Ticket[]): TokenSource[] {
  if (purchase.money !== 1000 * tickets.length) {
    throw new RangeError(
      `scratchpadSources: expected a ticket for each 1,000 won of ${purchase.money}, got ${tickets.length} tickets`,
    );
  }
  const tokens = [...scratchpadPrompt(purchase), ...scratchpadAnswer(purchase, tickets)];
  return tokens.map((_, at) => {
    if (at < PROMPT_TOKENS) return { kind: "given", from: [], rule: "given: the prompt" };
    const line = Math.floor(at / LINE), column = at % LINE;
    if (line === 0) return check(column - PROMPT_TOKENS);
    if (line <= tickets.length) {
      return ticketToken(tokens, { at, line, column, purchase, ticket: tickets[line - 1] });
    }
    const sum = (1 + tickets.length) * LINE;
    return at < sum + LINE ? sumSource(tokens, { at, sum, column }) : divisionSource(tokens, { at, sum });
  });
}

const CHECKS: readonly (readonly [rule: string, from: readonly number[]])[] = [
  ["the amount is positive and ends in 000", AMOUNT],
  ["six winning numbers: the sixth is there, the seventh is not", [11, 12]],
  ["all winning numbers are from 1 to 45", WINNING],
  ["no winning number is there twice", WINNING],
  ["the bonus number is from 1 to 45 and no winning number", [...WINNING, BONUS]],
];

function check(i: number): TokenSource {
  const [rule, from] = CHECKS[i];
  return { kind: `check ${i}`, from, rule: `0, because ${rule}` };
}

interface TicketToken {
  readonly at: number;
  readonly line: number;
  readonly column: number;
  readonly purchase: Purchase;
  readonly ticket: Ticket;
}

function ticketToken(tokens: readonly number[], o: TicketToken): TokenSource {
  const { at, line, column } = o;
  if (column === 0) {
    return line === 1
      ? {
        kind: "tickets",
        from: [1, 2],
        rule: `the amount's thousands: ${countOf(tokens[at])} tickets to print`,
      }
      : { kind: "tickets left", from: [at - LINE], rule: "one ticket less to print" };
  }
  if (column === COLUMN.rank) {
    const won = rankOf(o.ticket, o.purchase) ?? "none";
    return {
      kind: "rank",
      from: [at - 1],
      rule: `the matches at the end of the ticket give its rank: ${won}`,
    };
  }
  if (column >= COLUMN.counts) {
    const index = column - COLUMN.counts,
      mark = at - column + COLUMN.rank,
      before = line > 1 ? [at - LINE] : [];
    const same = rankOf(o.ticket, o.purchase) === RANKS[index];
    return {
      kind: line > 1 ? `count ${index}` : `first count ${index}`,
      from: [mark, ...before],
      rule: `tickets of rank ${RANKS[index]} so far: ` +
        `${line > 1 ? "the count above" : "0"}${
          same ? " plus this ticket" : "; this ticket has another rank or none"
        }`,
    };
  }
  return column % 2 === 1 ? drawnNumber(tokens, o) : matches(tokens, o);
}

function drawnNumber(tokens: readonly number[], { at, column }: TicketToken): TokenSource {
  const index = (column - COLUMN.first) / 2;
  if (index === 0) return { kind: "drawn", from: [], rule: "drawn by chance: the smallest of six numbers" };
  return {
    kind: "drawn",
    from: [at - 2],
    rule: `drawn by chance: a number above ${numberOf(tokens[at - 2])}, with room for ` +
      `${NUMBERS_PER_TICKET - index - 1} more`,
  };
}

function matches(tokens: readonly number[], { at, column, purchase }: TicketToken): TokenSource {
  const number = numberOf(tokens[at - 1])!;
  const before = column > 2 ? [at - 2] : [], place = column > 2 ? "later" : "first";
  const winning = purchase.winning.indexOf(number);
  if (winning >= 0) {
    const rule = column > 2 ? "one match more" : "one match";
    const from = [at - 1, ...before, FIRST_WINNING + winning];
    return { kind: `${place} hit`, from, rule: `${number} is a winning number: ${rule}` };
  }
  if (number === purchase.bonus) {
    const from = [at - 1, ...before, BONUS];
    return { kind: `${place} bonus`, from, rule: `${number} is the bonus number: the count stays, with a b` };
  }
  const rule = `${number} is not in the prompt: ${column > 2 ? "the count stays" : "no match"}`;
  return { kind: `${place} miss`, from: [at - 1, ...before], rule };
}
