/**
 * The lottery machine as an ordinary program: what the GPT of notebooks 06 and 07 learns to imitate.
 *
 * Input: a purchase (money, six winning numbers, a bonus number) and its tickets. Output: counts of matches by rank and
 * the rate of return, or an error. Left out: text (print_text.ts, parse_text.ts, dialogue.ts) and drawing the tickets
 * (tickets.ts).
 */
import { checkPurchase, type LottoFailure } from "./errors.ts";
import { rateOfReturn } from "./rate_of_return.ts";
import {
  HIGHEST_NUMBER,
  isAscending,
  isTicket,
  type MatchCounts,
  NUMBERS_PER_TICKET,
  type Purchase,
  type Rank,
  type Ticket,
  TICKET_PRICE,
} from "./rules.ts";

/** What the machine prints for a valid purchase. */
export interface LottoResult {
  readonly ticketCount: number;
  readonly tickets: readonly Ticket[];
  readonly counts: MatchCounts;
  /** Percent, rounded to one decimal; see rate_of_return.ts. */
  readonly rate: number;
}

/** What the machine prints: a result, or the error line of an invalid purchase. */
export type LottoAnswer = LottoResult | LottoFailure;

/** True for the error line of an invalid purchase. */
export function isFailure(answer: LottoAnswer): answer is LottoFailure {
  return "error" in answer;
}

/**
 * The rank a ticket wins, or null.
 *
 * @example
 * ```ts
 * import { rankOf } from "lib/lotto";
 * import assert from "node:assert/strict";
 * const purchase = { money: 1000, winning: [1, 2, 3, 4, 5, 6], bonus: 7 };
 * assert.equal(rankOf([1, 3, 5, 14, 22, 45], purchase), "3");
 * assert.equal(rankOf([1, 2, 3, 4, 5, 7], purchase), "5b");
 * assert.equal(rankOf([1, 2, 7, 8, 9, 10], purchase), null); // the bonus counts only beside five
 * ```
 */
export function rankOf(ticket: Ticket, purchase: Pick<Purchase, "winning" | "bonus">): Rank | null {
  let hits = 0;
  for (const number of ticket) if (purchase.winning.includes(number)) hits++;
  if (hits === 6) return "6";
  if (hits === 5) return ticket.includes(purchase.bonus) ? "5b" : "5";
  return hits === 4 ? "4" : hits === 3 ? "3" : null;
}

/** How many of the tickets win each rank. */
export function countMatches(
  tickets: readonly Ticket[],
  purchase: Pick<Purchase, "winning" | "bonus">,
): MatchCounts {
  const counts = { "3": 0, "4": 0, "5": 0, "5b": 0, "6": 0 };
  for (const ticket of tickets) {
    const rank = rankOf(ticket, purchase);
    if (rank) counts[rank]++;
  }
  return counts;
}

/**
 * What the machine prints for a purchase, once the tickets are drawn.
 *
 * @param tickets as many as the money buys; not looked at when the purchase is invalid
 * @throws {RangeError} when there are more or fewer tickets than the money buys, or one is no ticket
 * @example
 * ```ts
 * import { playLotto } from "lib/lotto";
 * import assert from "node:assert/strict";
 * const purchase = { money: 2000, winning: [1, 2, 3, 4, 5, 6], bonus: 7 };
 * const answer = playLotto(purchase, [[1, 3, 5, 14, 22, 45], [8, 21, 23, 41, 42, 43]]);
 * assert.deepEqual(answer, {
 *   ticketCount: 2,
 *   tickets: [[1, 3, 5, 14, 22, 45], [8, 21, 23, 41, 42, 43]],
 *   counts: { "3": 1, "4": 0, "5": 0, "5b": 0, "6": 0 },
 *   rate: 250,
 * });
 * assert.deepEqual(playLotto({ ...purchase, bonus: 6 }, []), { error: "bonusIsWinning" });
 * ```
 */
export function playLotto(purchase: Purchase, tickets: readonly Ticket[]): LottoAnswer {
  const error = checkPurchase(purchase);
  if (error) return { error };
  const ticketCount = purchase.money / TICKET_PRICE;
  if (tickets.length !== ticketCount) {
    throw new RangeError(
      `playLotto: ${purchase.money} won buy ${ticketCount} tickets of ${TICKET_PRICE}, got ${tickets.length}`,
    );
  }
  const bad = tickets.find((ticket) => !isTicket(ticket) || !isAscending(ticket));
  if (bad) {
    throw new RangeError(
      `playLotto: a ticket is ${NUMBERS_PER_TICKET} different numbers from 1 to ${HIGHEST_NUMBER}, ascending; ` +
        `got [${bad}]`,
    );
  }
  const counts = countMatches(tickets, purchase);
  return { ticketCount, tickets, counts, rate: rateOfReturn(counts, ticketCount) };
}
