/** Mistakes of notebook 11's exercises: what each answer does wrong, the answer, what the verdict must say. */
import type { Mistakes } from "./mistakes_test.ts";

type Heads = { nHead: number; nKVHead: number };
type Cache = { nLayer: number; nKVHead: number; headDim: number; tokens: number; bytesPerNumber: number };

/** Rotary positions with the given pairs and angle. */
function turned(x: number[], partner: (i: number) => number, angle: (i: number) => number): number[] {
  const y = [...x], half = x.length / 2;
  for (let i = 0; i < half; i++) {
    const [a, b] = partner(i) === i + half ? [i, i + half] : [2 * i, 2 * i + 1];
    y[a] = x[a] * Math.cos(angle(i)) - x[b] * Math.sin(angle(i));
    y[b] = x[b] * Math.cos(angle(i)) + x[a] * Math.sin(angle(i));
  }
  return y;
}

export const mistakes: Mistakes = {
  "11.1": [
    [
      "columns in place of rows",
      (weight: number[], W: number[][]) => W.map((row) => row.map((w, j) => w * (weight[j] ?? 1))),
      /multiply row i by weight/,
    ],
    [
      "divided",
      (weight: number[], W: number[][]) => W.map((row, i) => row.map((w) => w / weight[i])),
      /multiply row i by weight/,
    ],
    [
      "the first number of each row only",
      (weight: number[], W: number[][]) => W.map(([w], i) => [w * weight[i]]),
      /foldWeight/,
    ],
    [
      "changes its input",
      (weight: number[], W: number[][]) => {
        W.forEach((row, i) => row.forEach((_, j) => row[j] *= weight[i]));
        return W;
      },
      /changes the matrix that it is given/,
    ],
  ],
  "11.2": [
    [
      "neighbours as pairs",
      (x: number[], position: number, theta: number) =>
        turned(x, () => -1, (i) => position * theta ** (-2 * i / x.length)),
      /features 0 and 1 together/,
    ],
    [
      "one angle for all pairs",
      (x: number[], position: number) => turned(x, (i) => i + x.length / 2, () => position),
      /0\.2/,
    ],
    [
      "theta to the power −i / D",
      (x: number[], position: number, theta: number) =>
        turned(x, (i) => i + x.length / 2, (i) => position * theta ** (-i / x.length)),
      /0\.2/,
    ],
    [
      "turned the other way",
      (x: number[], position: number, theta: number) =>
        turned(x, (i) => i + x.length / 2, (i) => -position * theta ** (-2 * i / x.length)),
      /\(cos 1, sin 1\)/,
    ],
  ],
  "11.3": [
    ["GPT-2's width", (C: number) => 4 * C, /Solve 3 C n/],
    ["two thirds of C", (C: number) => 8 * Math.round(2 * C / 3 / 8), /Solve 3 C n/],
    ["rounded up", (C: number) => 8 * Math.ceil(C / 3), /nearest multiple of 8/],
    ["not rounded", (C: number) => Math.round(8 * C / 3), /nearest multiple of 8/],
  ],
  "11.4": [
    ["every third head", (head: number, { nKVHead }: Heads) => head % nKVHead, /neighbouring/],
    ["its own head", (head: number) => head, /neighbouring/],
    ["a fraction", (head: number, { nHead, nKVHead }: Heads) => head * nKVHead / nHead, /neighbouring/],
    ["always three in a group", (head: number) => Math.floor(head / 3), /each has its own/],
  ],
  "11.5": [
    [
      "keys only",
      (o: Cache) => o.nLayer * o.nKVHead * o.headDim * o.tokens * o.bytesPerNumber,
      /Keys and values are both kept/,
    ],
    [
      "one layer",
      (o: Cache) => 2 * o.nKVHead * o.headDim * o.tokens * o.bytesPerNumber,
      /each of 32 layers/,
    ],
    [
      "one token",
      (o: Cache) => 2 * o.nLayer * o.nKVHead * o.headDim * o.bytesPerNumber,
      /Every token/,
    ],
    [
      "float32 always",
      (o: Cache) => 8 * o.nLayer * o.nKVHead * o.headDim * o.tokens,
      /2 bytes each/,
    ],
  ],
  "11.6": [
    [
      "one token too few",
      (headDim: number, theta: number, tokens: number) =>
        Array.from({ length: headDim / 2 }, (_, i) => (tokens - 1) * theta ** (-2 * i / headDim))
          .filter((angle) => angle < 2 * Math.PI).length,
      /63 tokens/,
    ],
    [
      "half a turn",
      (headDim: number, theta: number, tokens: number) =>
        Array.from({ length: headDim / 2 }, (_, i) => tokens * theta ** (-2 * i / headDim))
          .filter((angle) => angle < Math.PI).length,
      /less than 2π/,
    ],
    [
      "all features in place of pairs",
      (headDim: number, theta: number, tokens: number) =>
        Array.from({ length: headDim }, (_, i) => tokens * theta ** (-2 * i / headDim))
          .filter((angle) => angle < 2 * Math.PI).length,
      /unfinishedPairs\(4, 100, 64\)/,
    ],
    [
      "those that do turn",
      (headDim: number, theta: number, tokens: number) =>
        Array.from({ length: headDim / 2 }, (_, i) => tokens * theta ** (-2 * i / headDim))
          .filter((angle) => angle >= 2 * Math.PI).length,
      /unfinishedPairs\(4, 100, 64\)/,
    ],
    [
      "theta to the power −i / D",
      (headDim: number, theta: number, tokens: number) =>
        Array.from({ length: headDim / 2 }, (_, i) => tokens * theta ** (-i / headDim))
          .filter((angle) => angle < 2 * Math.PI).length,
      /unfinishedPairs/,
    ],
  ],
};
