/** Mistakes of notebook 07's exercises: what each answer does wrong, the answer, what the verdict must say. */
import { nextNumberDistribution } from "lib/lotto/scratchpad";
import { noWinProbability } from "lib/lotto";
import type { Mistakes } from "./mistakes_test.ts";

const sum = (xs: readonly number[]) => xs.reduce((a, b) => a + b, 0);
/** The weighted sum, and the sum of the weights. */
const weighted = (losses: readonly number[], isTail: (i: number) => boolean, weight: number) => {
  const weights = losses.map((_, i) => isTail(i) ? weight : 1);
  return { sum: sum(losses.map((loss, i) => weights[i] * loss)), weights: sum(weights) };
};
const mean = (o: { readonly sum: number; readonly weights: number }) => o.sum / o.weights;

export const mistakes: Mistakes = {
  "07.1": [
    ["a mean of means", (means: number[]) => sum(means) / means.length, /Weight each mean/],
    [
      "not divided",
      (means: number[], counts: number[]) => sum(means.map((m, i) => m * counts[i])),
      /plain mean, 3/,
    ],
    [
      "divided by the parts",
      (means: number[], counts: number[]) => sum(means.map((m, i) => m * counts[i])) / means.length,
      /bigMean/,
    ],
    [
      "empty parts count as one token",
      (means: number[], counts: number[]) =>
        sum(means.map((m, i) => m * (counts[i] || 1))) / sum(counts.map((c) => c || 1)),
      /without counted tokens/,
    ],
    [
      "two parts only",
      (m: number[], c: number[]) =>
        m.length < 3 ? sum(m.map((x, i) => x * c[i])) / sum(c) : (m[1] * c[1] + m[2] * c[2]) / (c[1] + c[2]),
      /bigMean/,
    ],
  ],
  "07.2": [
    ["what is forced comes on top", (_n: number, p: number) => 1 - p, /Nothing forced/],
    ["added", (n: number, p: number) => noWinProbability(n) - p, /Always forced/],
    ["the probability of a win", (n: number, p: number) => 1 - (1 - p) * noWinProbability(n), /noWinForced/],
    ["forced for each ticket", (n: number, p: number) => (1 - p) ** n * noWinProbability(n), /noWinForced/],
    [
      "the blog's 0.3",
      (n: number, p: number) => (p === 0 || p === 1 ? 1 - p : 0.7) * noWinProbability(n),
      /noWinForced/,
    ],
  ],
  "07.3": [
    [
      "divided by the number of tokens",
      (losses: number[], n: number, weight: number) =>
        weighted(losses, (i) => i >= losses.length - n, weight).sum / losses.length,
      /divide by the sum of the weights/,
    ],
    [
      "the head is weighted",
      (losses: number[], n: number, weight: number) => mean(weighted(losses, (i) => i < n, weight)),
      /15 \/ 8/,
    ],
    [
      "one too many",
      (losses: number[], n: number, weight: number) =>
        mean(weighted(losses, (i) => i >= losses.length - n - 1, weight)),
      /15 \/ 8|plain mean/,
    ],
    ["a tail of 0 is all but nothing", (losses: number[], n: number, weight: number) => {
      const tail = losses.slice(-n), head = losses.slice(0, -n);
      return (sum(head) + weight * sum(tail)) / (head.length + weight * tail.length + (n === 0 ? 1 : 0));
    }, /plain mean, 2/],
    [
      "a weight of 5, always",
      (losses: number[], n: number) => mean(weighted(losses, (i) => i >= losses.length - n, 5)),
      /tailLoss/,
    ],
    ["no weights", (losses: number[]) => sum(losses) / losses.length, /15 \/ 8/],
  ],
  "07.4": [
    ["the bonus counts as a match", (ticket: number[], winning: number[], bonus: number) => {
      let hits = 0;
      return ticket.map((n) => `m${hits += winning.includes(n) || n === bonus ? 1 : 0}`);
    }, /m5b/],
    ["the b does not stay", (ticket: number[], winning: number[], bonus: number) => {
      let hits = 0;
      return ticket.map((n) => `m${hits += winning.includes(n) ? 1 : 0}${n === bonus ? "b" : ""}`);
    }, /the b stays/],
    [
      "does not count up",
      (ticket: number[], winning: number[]) => ticket.map((n) => winning.includes(n) ? "m1" : "m0"),
      /then m3 to the end/,
    ],
    ["the matches before", (ticket: number[], winning: number[], bonus: number) => {
      let hits = 0, met = false;
      return ticket.map((n) => {
        const before = `m${hits}${met ? "b" : ""}`;
        if (winning.includes(n)) hits++;
        met ||= n === bonus;
        return before;
      });
    }, /running/],
    ["the b beside five only", (ticket: number[], winning: number[], bonus: number) => {
      let hits = 0, met = false;
      return ticket.map((n) => {
        if (winning.includes(n)) hits++;
        met ||= n === bonus;
        return `m${hits}${met && hits === 5 ? "b" : ""}`;
      });
    }, /m0b/],
    ["the b from the start where the bonus comes", (ticket: number[], winning: number[], bonus: number) => {
      let hits = 0;
      const met = ticket.includes(bonus);
      return ticket.map((n) => `m${hits += winning.includes(n) ? 1 : 0}${met ? "b" : ""}`);
    }, /running/],
  ],
  "07.5": [
    [
      "the remainder is forgotten",
      (digits: number[], divisor: number) => digits.map((d) => [d, Math.floor(d / divisor), d % divisor]),
      /50 \/ 8/,
    ],
    ["the remainder is not taken times ten", (digits: number[], divisor: number) => {
      let rest = 0;
      return digits.map((d) => {
        const dividend = rest + d;
        rest = dividend % divisor;
        return [d, Math.floor(dividend / divisor), rest];
      });
    }, /longDivision/],
    ["rounded", (digits: number[], divisor: number) => {
      let rest = 0;
      return digits.map((d) => {
        const dividend = 10 * rest + d;
        rest = dividend % divisor;
        return [d, Math.round(dividend / divisor), rest];
      });
    }, /longDivision/],
    ["from the right", (digits: number[], divisor: number) => {
      let rest = 0;
      return digits.toReversed().map((d) => {
        const dividend = 10 * rest + d;
        rest = dividend % divisor;
        return [d, Math.floor(dividend / divisor), rest];
      }).reverse();
    }, /longDivision/],
    ["the dividend in place of the digit", (digits: number[], divisor: number) => {
      let rest = 0;
      return digits.map((d) => {
        const dividend = 10 * rest + d;
        rest = dividend % divisor;
        return [dividend, Math.floor(dividend / divisor), rest];
      });
    }, /longDivision/],
  ],
  "07.6": [
    [
      "all higher numbers alike",
      (_place: number, previous: number) =>
        Array.from({ length: 46 }, (_, x) => x > previous ? 1 / (45 - previous) : 0),
      /2\/3 and 1\/3/,
    ],
    [
      "45 probabilities",
      (place: number, previous: number) => [...nextNumberDistribution(place, previous)].slice(1),
      /shape|has/,
    ],
    [
      "not normalised",
      (place: number, previous: number) => [...nextNumberDistribution(place, previous)].map((p) => 2 * p),
      /nextNumber/,
    ],
    [
      "the place is one off",
      (place: number, previous: number) => [...nextNumberDistribution(Math.min(5, place + 1), previous)],
      /nextNumber/,
    ],
    [
      "the previous number again",
      (place: number, previous: number) => [...nextNumberDistribution(place, Math.max(0, previous - 1))],
      /45/,
    ],
  ],
  "07.7": [
    ["divided instead of a root", (share: number, tokens: number) => share / tokens, /p · p/],
    ["the power", (share: number, tokens: number) => share ** tokens, /Solve for p/],
    ["the mistakes shared out", (share: number, tokens: number) => 1 - (1 - share) / tokens, /tokenAccuracy/],
    ["the share itself", (share: number) => share, /tokenAccuracy/],
    [
      "to three decimals",
      (share: number, tokens: number) => Number((share ** (1 / tokens)).toFixed(3)),
      /tokenAccuracy/,
    ],
  ],
};
