/**
 * Three ways to draw tickets: fair, with a win forced into some purchases (the blog's solution), and balanced over the
 * number of matches.
 *
 * A fair ticket wins about once in 42 draws, mostly with 3 matches. A model trained on fair tickets sees almost only
 * zeros; that is what the blog found. Each `…Tickets` function draws all tickets of a purchase, or returns a function
 * that does, for the dataset generator.
 */
import type { Draws } from "./draws.ts";
import { ALL_NUMBERS, NUMBERS_PER_TICKET, type Purchase, type Rank, RANKS, type Ticket } from "./rules.ts";

/** Draws all tickets of a valid purchase. */
export type DrawTickets = (
  purchase: Purchase,
  o: { readonly count: number; readonly random: Draws },
) => Ticket[];

/** How much a ticket matches: "0" to "6" winning numbers; "5b" is five and the bonus, "5" is five without it. */
export const MATCH_CLASSES = ["0", "1", "2", "3", "4", "5", "5b", "6"] as const;
export type MatchClass = typeof MATCH_CLASSES[number];

/** A fair ticket: each of the C(45, 6) = 8,145,060 is equally likely. */
export function randomTicket(random: Draws): Ticket {
  return random.choose(ALL_NUMBERS, NUMBERS_PER_TICKET).sort((a, b) => a - b);
}

/**
 * A ticket of a given match class; every such ticket is equally likely.
 *
 * @example
 * ```ts
 * import { draws, rankOf, ticketWithMatches } from "lib/lotto";
 * import assert from "node:assert/strict";
 * const purchase = { money: 1000, winning: [1, 2, 3, 4, 5, 6], bonus: 7 };
 * assert.equal(rankOf(ticketWithMatches(purchase, "5b", draws(1)), purchase), "5b");
 * assert.equal(rankOf(ticketWithMatches(purchase, "2", draws(1)), purchase), null);
 * ```
 */
export function ticketWithMatches(purchase: Purchase, matches: MatchClass, random: Draws): Ticket {
  const { winning, bonus } = purchase;
  const hits = matches === "5b" ? 5 : Number(matches);
  const decidedBonus = hits === 5; // the bonus decides the class only beside five matches
  const others = ALL_NUMBERS.filter((n) => !winning.includes(n) && !(decidedBonus && n === bonus));
  const rest = matches === "5b" ? [bonus] : random.choose(others, NUMBERS_PER_TICKET - hits);
  return [...random.choose(winning, hits), ...rest].sort((a, b) => a - b);
}

/** Fair tickets, as a real machine draws them. */
export const naturalTickets: DrawTickets = (_purchase, { count, random }) =>
  Array.from({ length: count }, () => randomTicket(random));

/** The blog's numbers: FORCE_HIT_PROB and rank_weights. */
export const BLOG_FORCED_HITS = {
  probability: 0.3,
  weights: { "3": 0.4, "4": 0.2, "5": 0.2, "5b": 0.1, "6": 0.1 },
} as const;

/** With this probability, one random ticket of the purchase is replaced by one that wins. */
export function forcedHitTickets(
  o: { readonly probability: number; readonly weights: Readonly<Record<Rank, number>> } = BLOG_FORCED_HITS,
): DrawTickets {
  checkWeights("forcedHitTickets", Object.values(o.weights));
  checkShare("forcedHitTickets: probability", o.probability);
  return (purchase, { count, random }) => {
    const tickets = naturalTickets(purchase, { count, random });
    if (count > 0 && random.chance(o.probability)) {
      const rank = RANKS[random.weighted(RANKS.map((rank) => o.weights[rank]))];
      tickets[random.below(count)] = ticketWithMatches(purchase, rank, random);
    }
    return tickets;
  };
}

/**
 * Draws each ticket independently: with probability `share` its match class is drawn from `weights`, otherwise the
 * ticket is fair.
 *
 * @param o.share default 1
 * @param o.weights default all eight classes equally likely
 */
export function balancedTickets(
  o: { readonly share?: number; readonly weights?: Readonly<Record<MatchClass, number>> } = {},
): DrawTickets {
  const { share = 1, weights } = o;
  const byClass = MATCH_CLASSES.map((matches) => weights?.[matches] ?? 1);
  checkWeights("balancedTickets", byClass);
  checkShare("balancedTickets: share", share);
  return (purchase, { count, random }) =>
    Array.from(
      { length: count },
      () =>
        random.chance(share)
          ? ticketWithMatches(purchase, MATCH_CLASSES[random.weighted(byClass)], random)
          : randomTicket(random),
    );
}

function checkWeights(caller: string, weights: readonly number[]): void {
  if (!weights.every((weight) => weight >= 0) || !(weights.reduce((a, b) => a + b, 0) > 0)) {
    throw new RangeError(`${caller}: weights must not be negative nor all 0, got ${weights.join(", ")}`);
  }
}

function checkShare(name: string, share: number): void {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`${name} must be from 0 to 1, got ${share}`);
}
