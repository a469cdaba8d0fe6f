/**
 * The rules of the lottery in the blog's exercise: price, prizes, ranks, and what a ticket is.
 *
 * A ticket costs 1,000 won and holds six different numbers from 1 to 45, printed in ascending order.
 */

/** Won a ticket costs. */
export const TICKET_PRICE = 1000;
/** The numbers go from 1 to this. */
export const HIGHEST_NUMBER = 45;
export const NUMBERS_PER_TICKET = 6;
export const ALL_NUMBERS: readonly number[] = Array.from({ length: HIGHEST_NUMBER }, (_, i) => i + 1);

/** Winning ranks by matched numbers; "5b" is five and the bonus number. Fewer than three matches win nothing. */
export const RANKS = ["3", "4", "5", "5b", "6"] as const;
export type Rank = typeof RANKS[number];

/** Won a rank pays. */
export const PRIZES: Readonly<Record<Rank, number>> = {
  "3": 5_000,
  "4": 50_000,
  "5": 1_500_000,
  "5b": 30_000_000,
  "6": 2_000_000_000,
};

/** Six different numbers from 1 to 45, ascending. */
export type Ticket = readonly number[];

/** What the user types. It may be wrong: see errors.ts. */
export interface Purchase {
  /** Won. */
  readonly money: number;
  readonly winning: readonly number[];
  readonly bonus: number;
}

/** How many tickets won each rank. */
export type MatchCounts = Readonly<Record<Rank, number>>;

/** Six different whole numbers from 1 to 45, in any order. */
export function isTicket(numbers: readonly number[]): boolean {
  return numbers.length === NUMBERS_PER_TICKET && new Set(numbers).size === NUMBERS_PER_TICKET &&
    numbers.every(isLottoNumber);
}

/** A whole number from 1 to 45. */
export function isLottoNumber(number: number): boolean {
  return Number.isInteger(number) && number >= 1 && number <= HIGHEST_NUMBER;
}

export function isAscending(numbers: readonly number[]): boolean {
  return numbers.every((number, i) => i === 0 || numbers[i - 1] < number);
}
