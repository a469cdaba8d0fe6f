import assert from "node:assert/strict";
import { judge } from "../../../lib/course/check.ts";
import { exercises } from "../../../lib/course/exercises/notebook_06.ts";

/** Exercise, mistake, wrong answer, what the verdict must say. */
const mistakes: readonly [id: string, mistake: string, answer: unknown, says: RegExp][] = [
  [
    "06.1",
    "a mean of means",
    (means: number[]) => means.reduce((a, b) => a + b) / means.length,
    /Weight each mean/,
  ],
  ["06.2", "what is forced comes on top", (_n: number, p: number) => 1 - p, /Nothing forced/],
  [
    "06.3",
    "the head is weighted",
    (length: number, tail: number, weight: number) => Array.from({ length }, (_, i) => i < tail ? weight : 1),
    /Four ones/,
  ],
  ["06.3", "a sample shorter than its tail", (length: number, tail: number, weight: number) => [
    ...Array(Math.max(0, length - tail)).fill(1),
    ...Array(tail).fill(weight),
  ], /whole sample/],
  ["06.4", "the bonus counts as a match", (ticket: number[], winning: number[], bonus: number) => {
    let hits = 0;
    return ticket.map((n) => `m${hits += winning.includes(n) || n === bonus ? 1 : 0}`);
  }, /m5b/],
  [
    "06.5",
    "the remainder is forgotten",
    (digits: number[], divisor: number) => digits.map((d) => [d, Math.floor(d / divisor), d % divisor]),
    /50 \/ 8/,
  ],
  [
    "06.6",
    "all higher numbers alike",
    (_place: number, previous: number) =>
      Array.from({ length: 46 }, (_, x) => x > previous ? 1 / (45 - previous) : 0),
    /2\/3 and 1\/3/,
  ],
  ["06.7", "divided instead of a root", (share: number, tokens: number) => share / tokens, /p · p/],
];

for (const [id, mistake, answer, says] of mistakes) {
  Deno.test(`${id} says what is wrong: ${mistake}`, async () => {
    const verdict = await judge(exercises[id], answer) as { kind: string; message: string; hint?: string };
    assert.equal(verdict.kind, "wrong");
    assert.match(`${verdict.message} ${verdict.hint ?? ""}`, says);
  });
}

const solutions: Readonly<Record<string, unknown>> = {
  "06.1": (means: number[], counts: number[]) =>
    means.reduce((sum, m, i) => sum + m * counts[i], 0) / counts.reduce((a, b) => a + b, 0),
  "06.3": (length: number, tail: number, weight: number) =>
    Array.from({ length }, (_, i) => i < length - tail ? 1 : weight),
  "06.4": (ticket: number[], winning: number[], bonus: number) => {
    let hits = 0, met = false;
    return ticket.map((number) => {
      if (winning.includes(number)) hits++;
      met ||= number === bonus;
      return `m${hits}${met ? "b" : ""}`;
    });
  },
  "06.5": (digits: number[], divisor: number) => {
    let remainder = 0;
    return digits.map((digit) => {
      const dividend = 10 * remainder + digit;
      remainder = dividend % divisor;
      return [digit, Math.floor(dividend / divisor), remainder];
    });
  },
  "06.6": (place: number, previous: number) => {
    const C = (n: number, k: number): number => k === 0 ? 1 : n < k ? 0 : C(n - 1, k - 1) * n / k;
    const ways = Array.from({ length: 46 }, (_, x) => x > previous ? C(45 - x, 5 - place) : 0);
    return ways.map((w) => w / ways.reduce((a, b) => a + b, 0));
  },
  "06.7": (share: number, tokens: number) => share ** (1 / tokens),
};

for (const [id, answer] of Object.entries(solutions)) {
  Deno.test(`${id} passes what is right`, async () => {
    const verdict = await judge(exercises[id], answer);
    assert.equal(verdict.kind, "right", verdict.message);
  });
}
