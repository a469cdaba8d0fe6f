/**
 * The second half of scratchpad_sources.ts: what the tokens after the last ticket follow from, the sum of the prize money
 * and the long division. The steps are described at `tail` in scratchpad.ts.
 */
import { RANKS } from "../rules.ts";
import { COLUMN, LINE } from "./scratchpad.ts";
import type { TokenSource } from "./scratchpad_sources.ts";
import { countOf } from "./scratchpad_tokens.ts";

/** Columns of the sum's line: mark, five labels, digit and carry of five columns, the divisor, quotient and remainder. */
export function sumSource(
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
      rule: `prize money, ${place}: ${added}; ` +
        `${isDigit ? `write ${total % 10}` : `carry ${Math.floor(total / 10)}`}`,
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

export function divisionSource(
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
        rule: `10 + ${n(digit)} − ${n(at - 1)} = ${n(at)}: ` +
          `${borrow ? "below 10, so it borrows" : "10 or more, nothing to borrow"}`,
      };
    }
    default:
      return {
        kind: "remainder",
        from: [before, at - 3, at - 1],
        rule: `${dividend} − ${product} = ${n(at)}: the tens ${n(before)} − ` +
          `${n(at - 3)}${n(at - 1) < 10 ? " − 1 (borrowed)" : ""}, the ones from the difference`,
      };
  }
}
