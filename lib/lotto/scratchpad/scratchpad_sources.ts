/**
 * For each token of a scratchpad: the tokens that it follows from, and by which rule.
 *
 * This is the claim on which the format rests: nearly every token can be computed from two or three others at known
 * positions. The test checks it over thousands of purchases: equal tokens at these positions always give the same token.
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
    return at < sum + LINE ? sumToken(tokens, { at, sum, column }) : divisionToken(tokens, { at, sum });
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
      rule: `tickets of rank ${RANKS[index]} so far: ${line > 1 ? "the count above" : "0"}${
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
    rule: `drawn by chance: a number above ${numberOf(tokens[at - 2])}, with room for ${
      NUMBERS_PER_TICKET - index - 1
    } more`,
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

/** Columns of the sum's line: mark, five labels, digit and carry of five columns, the divisor, quotient and remainder. */
function sumToken(
  tokens: readonly number[],
  { at, sum, column }: { readonly at: number; readonly sum: number; readonly column: number },
): TokenSource {
  const n = (position: number) => countOf(tokens[position])!;
  if (column === 0) return { kind: "sum", from: [at - LINE], rule: "the line before was the last ticket" };
  if (column <= RANKS.length) {
    const rule = `tickets of rank ${RANKS[column - 1]}: the last count, copied`;
    return { kind: "label", from: [sum - LINE + COLUMN.counts + column - 1], rule };
  }
  if (column < 16) {
    const index = Math.floor((column - 6) / 2), first = column - column % 2; // the digit's column is even
    const [factor, count, place] = SUM_COLUMNS[index];
    const carry = index > 0 ? [sum + first - 1] : [];
    const product = factor * n(sum + count), total = product + (carry.length ? n(carry[0]) : 0);
    const added = `${factor} · ${n(sum + count)}${carry.length ? ` + carry ${n(carry[0])}` : ""} = ${total}`;
    const isDigit = column % 2 === 0;
    return {
      kind: `${isDigit ? "digit" : "carry"} ${index}`,
      from: [sum + count, ...carry],
      rule: `prize money, ${place}: ${added}; ${
        isDigit ? `write ${total % 10}` : `carry ${Math.floor(total / 10)}`
      }`,
    };
  }
  if (column === 16) return { kind: "divisor", from: [LINE], rule: "the number of tickets, to divide by" };
  const millions = 2 * n(sum + RANKS.length), tickets = divisor(tokens, LINE);
  const what = column === COLUMN.firstQuotient
    ? `quotient ${Math.floor(millions / tickets)}`
    : `remainder ${millions % tickets}`;
  return {
    kind: `first ${what.split(" ")[0]}`,
    from: [sum + RANKS.length, sum + 16],
    rule: `the billions: 2 · ${n(sum + RANKS.length)} = ${millions}, divided by ${tickets}: ${what}`,
  };
}

/** Factor of the count, its column, and the column's name, ones first, in thousands of won. */
const SUM_COLUMNS: readonly (readonly [factor: number, count: number, place: string])[] = [
  [5, 1, "ones (thousands of won)"],
  [5, 2, "tens"],
  [5, 3, "hundreds"],
  [1, 3, "thousands"],
  [3, 4, "ten thousands"],
];

function divisor(tokens: readonly number[], firstTicket: number): number {
  return countOf(tokens[firstTicket])!;
}

/** The sum line's digit that each of the nine steps brings down: its last carry, its digits from the left, three more. */
const BROUGHT_DOWN = [15, 14, 12, 10, 8, 6] as const;
/** Tokens of a step of the division. */
const STEP = 6;

function divisionToken(
  tokens: readonly number[],
  { at, sum }: { readonly at: number; readonly sum: number },
): TokenSource {
  const n = (position: number) => countOf(tokens[position])!;
  const inside = at - sum - LINE, line = Math.floor(inside / LINE), column = inside % LINE;
  const mark = at - column;
  if (line === 3) return { kind: "end", from: [at - 1], rule: "the last digit is written: the end" };
  if (column === 0) {
    return {
      kind: "divisor again",
      from: [line === 0 ? sum + 16 : at - LINE],
      rule: "the divisor again, to have it near",
    };
  }
  const step = 3 * line + Math.floor((column - 1) / STEP), part = (column - 1) % STEP;
  const digit = at - part; // then quotient, product's tens and ones, difference of the ones, remainder
  const before = digit - (column - part === 1 ? 2 : 1); // the remainder before, perhaps in the line above
  const tickets = divisor(tokens, LINE);
  const dividend = 10 * n(before) + n(digit), product = n(digit + 1) * tickets;
  switch (part) {
    case 0:
      if (step < BROUGHT_DOWN.length) {
        return {
          kind: "brought down",
          from: [sum + BROUGHT_DOWN[step]],
          rule: "the prize money's next digit",
        };
      }
      return step === 6 ? { kind: "zero", from: [], rule: "always 0: the rate is in tenths of a percent" } : {
        kind: `half ${step}`,
        from: [mark],
        rule: "half of the divisor is added, so that cutting off rounds half up",
      };
    case 1:
      return {
        kind: "quotient",
        from: [before, digit, mark],
        rule: `${dividend} divided by ${tickets}: ${n(at)} times`,
      };
    case 2:
      return {
        kind: "product tens",
        from: [at - 1, mark],
        rule: `${n(at - 1)} · ${tickets} = ${product}: its tens`,
      };
    case 3:
      return {
        kind: "product ones",
        from: [at - 2, mark],
        rule: `${n(at - 2)} · ${tickets} = ${product}: its ones`,
      };
    case 4: {
      const borrow = n(at) < 10;
      return {
        kind: "difference",
        from: [digit, at - 1],
        rule: `10 + ${n(digit)} − ${n(at - 1)} = ${n(at)}: ${
          borrow ? "below 10, so it borrows" : "10 or more, nothing to borrow"
        }`,
      };
    }
    default:
      return {
        kind: "remainder",
        from: [before, at - 3, at - 1],
        rule: `${dividend} − ${product} = ${n(at)}: the tens ${n(before)} − ${n(at - 3)}${
          n(at - 1) < 10 ? " − 1 (borrowed)" : ""
        }, the ones from the difference`,
      };
  }
}
