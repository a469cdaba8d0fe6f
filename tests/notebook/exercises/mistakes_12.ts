/** Mistakes of notebook 12's exercises: what each answer does wrong, the answer, what the verdict must say. */
import type { Mistakes } from "./mistakes_test.ts";

type Shape = { layers: number; heads: number; headDim: number; tokens: number };
const product = ({ layers, heads, headDim, tokens }: Shape) => layers * heads * headDim * tokens;
const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
const best = (scores: number[], k: number) =>
  scores.map((_, i) => i).sort((a, b) => scores[b] - scores[a]).slice(0, k);

export const mistakes: Mistakes = {
  "12.1": [
    ["keys only", (o: Shape) => 4 * product(o), /key and one value/],
    ["numbers in place of bytes", (o: Shape) => 2 * product(o), /4 bytes each/],
    ["one layer only", (o: Shape) => 8 * product({ ...o, layers: 1 }), /Every layer/],
    ["one head only", (o: Shape) => 8 * product({ ...o, heads: 1 }), /every head/],
  ],
  "12.2": [
    [
      "weights that do not add up to 1",
      (s: number[], k: number) => s.map((v, i) => best(s, k).includes(i) ? v : 0),
      /add up to 1/,
    ],
    ["all experts", (s: number[]) => s.map((v) => v / sum(s)), /Only the best/],
    [
      "equal weights",
      (s: number[], k: number) => s.map((_, i) => best(s, k).includes(i) ? 1 / k : 0),
      /by their sum/,
    ],
    [
      "the weights in the order of the scores",
      (s: number[], k: number) => {
        const kept = best(s, k).map((i) => s[i]);
        return [...kept.map((v) => v / sum(kept)), ...Array(s.length - k).fill(0)];
      },
      /routeOne/,
    ],
  ],
  "12.3": [
    [
      "the wrong direction",
      (b: number[], c: number[], r: number) => b.map((v, i) => v + r * Math.sign(c[i] - sum(c) / c.length)),
      /goes down/,
    ],
    [
      "the size of the difference",
      (b: number[], c: number[], r: number) => b.map((v, i) => v - r * (c[i] - sum(c) / c.length) / 10),
      /Only the sign/,
    ],
    [
      "an expert at the mean moves",
      (b: number[], c: number[], r: number) => b.map((v, i) => v - r * (c[i] >= sum(c) / c.length ? 1 : -1)),
      /stays/,
    ],
    [
      "only the busiest expert moves",
      (b: number[], c: number[], r: number) => b.map((v, i) => v - (c[i] === Math.max(...c) ? r : 0)),
      /mean/,
    ],
  ],
};
