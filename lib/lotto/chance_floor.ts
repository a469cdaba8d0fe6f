/**
 * How much of a sample is chance: the loss that no model can get below.
 *
 * A cross-entropy is the average surprise. Most of what stands in a lottery sample was drawn by chance: how many
 * tickets, the winning numbers, the bonus, every ticket. The best model possible is as surprised by them as chance
 * commands and by nothing else, since the labels follow from the tickets. What a training loss has above this floor is
 * what is left to learn; a loss by itself says little. Holds for tickets by chance (`naturalTickets`).
 */
import { choose } from "./probability.ts";
import { HIGHEST_NUMBER, NUMBERS_PER_TICKET } from "./rules.ts";

/**
 * The surprise of each number of a ticket, in nats, when the ones before it are known.
 *
 * With m the number before and r numbers to come, of C(45 − m, r) ways C(45 − v, r − 1) go on with v:
 *
 *     P(v | m, r) = C(45 − v, r − 1) / C(45 − m, r)
 *
 * @param numbers ascending, up to six: the beginning of a ticket will do
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
    return Math.log(choose(HIGHEST_NUMBER - before, left) / choose(HIGHEST_NUMBER - number, left - 1));
  });
}

/**
 * The nats of chance in a sample's text, or in its beginning, where a row of training data is cut.
 *
 * @param text prompt and answer in any text format; the prompt must be whole
 * @param o.ticketRange from how many numbers of tickets one is drawn, all alike
 * @throws {SyntaxError} where there is no whole prompt
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
