/** References and drawn inputs of notebook 11's exercises; see drawn_inputs.ts. */
import type { Draws } from "../../lotto/mod.ts";
import { rotaryFrequencies } from "../../nn/rotary_frequencies.ts";
import { drawnCases, list, real, type TryDrawn } from "./drawn_inputs.ts";

type Cache = { nLayer: number; nKVHead: number; headDim: number; tokens: number; bytesPerNumber: number };

const row = (random: Draws, width: number) => list(width, () => real(random, -2, 2));

export const drawn: Readonly<Record<string, TryDrawn>> = {
  "11.1": drawnCases({
    call: "foldWeight",
    inputs: (random): [number[], number[][]] => {
      const nIn = 1 + random.below(5), nOut = 1 + random.below(5);
      return [row(random, nIn), list(nIn, () => row(random, nOut))];
    },
    reference: (weight, W) => W.map((weights, i) => weights.map((w) => w * weight[i])),
    hint: "Row i of W belongs to input i, which is multiplied by weight[i].",
    tolerance: 1e-6,
  }),
  "11.2": drawnCases({
    call: "turn",
    inputs: (random): [number[], number, number] => [
      row(random, 2 * (1 + random.below(4))),
      random.below(50),
      [100, 10_000, 500_000][random.below(3)],
    ],
    reference: (x, position, theta) => {
      const angles = rotaryFrequencies({ theta }, x.length).map((frequency) => position * frequency);
      const half = x.length / 2;
      return x.map((value, i) =>
        i < half
          ? value * Math.cos(angles[i]) - x[i + half] * Math.sin(angles[i])
          : value * Math.cos(angles[i - half]) + x[i - half] * Math.sin(angles[i - half])
      );
    },
    hint:
      "(a, b) → (a cos − b sin, b cos + a sin), a = x[i], b = x[i + D/2], angle position · theta^(−2i / D).",
    tolerance: 1e-4,
  }),
  "11.3": drawnCases({
    call: "equalWidth",
    inputs: (random): [number] => [8 * (1 + random.below(600))],
    reference: (C) => 8 * Math.round(C / 3),
    hint: "The multiple of 8 that is nearest to 8 C / 3.",
  }),
  "11.4": drawnCases({
    call: "kvHeadOf",
    inputs: (random): [number, { nHead: number; nKVHead: number }] => {
      const nKVHead = 1 + random.below(8), nHead = nKVHead * (1 + random.below(6));
      return [random.below(nHead), { nHead, nKVHead }];
    },
    reference: (head, { nHead, nKVHead }) => Math.floor(head * nKVHead / nHead),
    hint: "nHead / nKVHead neighbouring query heads share a head.",
    times: 100,
  }),
  "11.5": drawnCases({
    call: "cacheBytes",
    inputs: (random): [Cache] => [{
      nLayer: 1 + random.below(80),
      nKVHead: 1 + random.below(16),
      headDim: 16 * (1 + random.below(8)),
      tokens: random.below(10_000),
      bytesPerNumber: random.chance(0.5) ? 2 : 4,
    }],
    reference: (o) => 2 * o.nLayer * o.nKVHead * o.headDim * o.tokens * o.bytesPerNumber,
    hint:
      "A key and a value for each token, in each head of each layer; each number takes bytesPerNumber bytes.",
  }),
  "11.6": drawnCases({
    call: "unfinishedPairs",
    inputs: (random): [number, number, number] => [
      2 * (1 + random.below(64)),
      [100, 10_000, 500_000, 1_000_000][random.below(4)],
      1 + random.below(10_000),
    ],
    reference: (headDim, theta, tokens) =>
      rotaryFrequencies({ theta }, headDim).filter((frequency) => tokens * frequency < 2 * Math.PI).length,
    hint: "Pairs with tokens · theta^(−2i / headDim) below 2π.",
    times: 100,
  }),
};
