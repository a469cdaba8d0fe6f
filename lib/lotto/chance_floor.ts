/**
 * The lowest loss that a model can reach on lottery samples: the entropy of what was drawn by chance.
 *
 * Cross-entropy is the average surprise. Most of a lottery sample is random: the number of tickets, the winning
 * numbers, the bonus, every ticket. Even the best model is surprised by these. It is surprised by nothing else, because
 * the labels follow from the tickets. So the training loss minus this floor is what is left to learn. Holds for fair
 * tickets (`naturalTickets`).
 */
import { binomial } from "./probability.ts";
import { HIGHEST_NUMBER, NUMBERS_PER_TICKET } from "./rules.ts";

/**
 * The surprise of each number of a ticket, in nats, when the ones before it are known.
 *
 * m is the number before, r the count of numbers still to come. Of the C(45 − m, r) possible continuations,
 * C(45 − v, r − 1) begin with v:
 *
 *     P(v | m, r) = C(45 − v, r − 1) / C(45 − m, r)
 *
 * @param numbers ascending, up to six: a whole ticket or its beginning
 * @returns one value for each number; those of a whole ticket sum to ln C(45, 6) = 15.91
 * @example
 * ```ts
 * import { numberSurprises } from "lib/lotto";
 * import assert from "node:assert/strict";
 * const nats = numberSurprises([8, 21, 23, 41, 42, 43]);
 * assert.equal(nats.reduce((a, b) => a + b).toFixed(6), Math.log(8_145_060).toFixed(6));
 * ```
 */
export function numberSurprises(numbers: readonly number[]): number[] {
  return numbers.map((number, i) => {
    const before = i === 0 ? 0 : numbers[i - 1], left = NUMBERS_PER_TICKET - i;
    return Math.log(binomial(HIGHEST_NUMBER - before, left) / binomial(HIGHEST_NUMBER - number, left - 1));
  });
}

/**
 * The surprise, in nats, of everything random in a sample's text, or in its beginning where a training row is cut.
 *
 * @param text prompt and answer in any text format; the prompt must be whole
 * @param o.ticketRange how many ticket counts are possible, all equally likely
 * @throws {SyntaxError} where the prompt is incomplete
 */
export function chanceNats(text: string, o: { readonly ticketRange: number }): number {
  const [prompt, answer] = text.split("\n###\n");
  const winning = /^(?:winning|당첨번호)=([\d,]+)$/m.exec(prompt)?.[1];
  if (winning === undefined || answer === undefined) {
    throw new SyntaxError(`chanceNats: expected a text with a whole prompt, got "${text.slice(0, 40)}"`);
  }
  const lines = answer.split("\n").filter((line) => line.startsWith("["));
  const drawn = [winning, ...lines].map((line) => line.split(/[^\d]+/).filter((n) => n !== "").map(Number));
  const numbers = drawn.flatMap(numberSurprises).reduce((a, b) => a + b, 0);
  return Math.log(o.ticketRange) + Math.log(HIGHEST_NUMBER - NUMBERS_PER_TICKET) + numbers;
}
