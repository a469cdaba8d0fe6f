/** References and drawn inputs of notebook 07's exercises; see drawn_inputs.ts. */
import {
  MATCH_CLASSES,
  noWinProbability,
  randomTicket,
  type Ticket,
  ticketWithMatches,
} from "../../lotto/mod.ts";
import { matchesSoFar, nextNumberDistribution } from "../../lotto/scratchpad/mod.ts";
import { drawPurchase } from "./drawn_06.ts";
import { drawnCases, list, oneOf, real, type TryDrawn } from "./drawn_inputs.ts";

export type Step = readonly [digit: number, quotient: number, remainder: number];

/** The mean of the losses, in which each of the last `tail` counts `weight` times. */
export function weightedTail(losses: readonly number[], tail: number, weight: number): number {
  const weights = losses.map((_, i) => i < losses.length - tail ? 1 : weight);
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  return sum(losses.map((loss, i) => weights[i] * loss)) / sum(weights);
}

/** Digit by digit, as at school. */
export function longDivision(digits: readonly number[], divisor: number): Step[] {
  let remainder = 0;
  return digits.map((digit) => {
    const dividend = 10 * remainder + digit;
    remainder = dividend % divisor;
    return [digit, (dividend - remainder) / divisor, remainder];
  });
}

/** What a token says after each number of a ticket: "m3b", three matches so far and the bonus number. */
export function runningMatches(ticket: Ticket, winning: readonly number[], bonus: number): string[] {
  return matchesSoFar(ticket, { winning, bonus }).map(({ hits, bonus }) => `m${hits}${bonus ? "b" : ""}`);
}

export const drawn: Readonly<Record<string, TryDrawn>> = {
  "07.1": drawnCases({
    call: "bigMean",
    inputs: (random): [number[], number[]] => {
      const parts = 1 + random.below(6);
      const counts = list(parts, () => random.chance(0.2) ? 0 : 1 + random.below(60));
      return [
        list(parts, () => real(random, 0, 9)),
        counts.some((count) => count > 0) ? counts : list(parts, () => 1),
      ];
    },
    reference: (means, counts) =>
      means.reduce((sum, mean, i) => sum + mean * counts[i], 0) / counts.reduce((a, b) => a + b, 0),
    hint: "A mean times its count is a sum. Sums can be added.",
    tolerance: 1e-6,
  }),
  "07.2": drawnCases({
    call: "noWinForced",
    inputs: (random): [number, number] => [1 + random.below(40), real(random, 0, 1)],
    reference: (tickets, probability) => (1 - probability) * noWinProbability(tickets),
    hint: "No hit was forced, and no ticket won by chance: multiply the two probabilities.",
    tolerance: 1e-6,
  }),
  "07.3": drawnCases({
    call: "tailLoss",
    inputs: (random): [number[], number, number] => [
      list(1 + random.below(12), () => real(random, 0, 6)),
      random.below(15),
      real(random, 0.5, 8),
    ],
    reference: weightedTail,
    hint: "Sum of weight times loss, over the sum of the weights.",
    tolerance: 1e-6,
  }),
  "07.4": drawnCases({
    call: "running",
    inputs: (random, i): [Ticket, readonly number[], number] => {
      const purchase = drawPurchase(random);
      const ticket = [...ticketWithMatches(purchase, MATCH_CLASSES[i % 8], random)];
      const miss = ticket.findIndex((n) => !purchase.winning.includes(n));
      if (miss >= 0 && i % 3 === 0 && !ticket.includes(purchase.bonus)) ticket[miss] = purchase.bonus;
      return [ticket.sort((a, b) => a - b), purchase.winning, purchase.bonus];
    },
    reference: runningMatches,
    hint: "Each item counts the matches up to and including this number, with a b from the bonus number on.",
    times: 200,
  }),
  "07.5": drawnCases({
    call: "longDivision",
    inputs: (
      random,
    ): [number[], number] => [list(1 + random.below(11), () => random.below(10)), 1 + random.below(99)],
    reference: longDivision,
    hint: "The dividend is ten times the remainder, plus the digit.",
  }),
  "07.6": drawnCases({
    call: "nextNumber",
    inputs: (random, i): [number, number] => [i % 6, randomTicket(random)[i % 6 - 1] ?? 0],
    reference: (index, previous) => nextNumberDistribution(index, previous),
    hint: "Count the tickets that continue with x, and divide by the number of all possible continuations.",
    tolerance: 1e-6,
  }),
  "07.7": drawnCases({
    call: "tokenAccuracy",
    inputs: (random): [number, number] => [real(random, 0.01, 1), oneOf(random, [1, 2, 3, 17, 200, 999])],
    reference: (share, tokens) => share ** (1 / tokens),
    hint: "Solve pⁿ = share for p, where n is `tokens`.",
    tolerance: 1e-6,
  }),
};
