/** References and drawn inputs of notebook 12's exercises; see drawn_inputs.ts. */
import * as tf from "@tensorflow/tfjs";
import { cacheBytesPerToken, nanoGPTCharConfig } from "../../gpt/mod.ts";
import type { Draws } from "../../lotto/mod.ts";
import { auxiliaryLoss } from "../../nn/router.ts";
import { drawnCases, list, real, type TryDrawn } from "./drawn_inputs.ts";
import type { Kept } from "./notebook_12.ts";

const drawMatrix = (random: Draws, rows: number, columns: number): number[][] =>
  list(rows, () => list(columns, () => real(random, -2, 2)));
const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, i) => sum + value * b[i], 0);
const meanOf = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const softmax = (scores: readonly number[]) => {
  const powers = scores.map((score) => Math.exp(score - Math.max(...scores)));
  return powers.map((power) => power / powers.reduce((a, b) => a + b));
};
const column = (rows: readonly (readonly number[])[], i: number) => rows.map((row) => row[i]);

export const drawn: Readonly<Record<string, TryDrawn>> = {
  "12.1": drawnCases({
    call: "cacheBytes",
    inputs: (random): [{ layers: number; heads: number; headDim: number; tokens: number }] => {
      const [layers, heads, headDim, tokens] = [60, 128, 128, 9000].map((most) => 1 + random.below(most));
      return [{ layers, heads, headDim, tokens }];
    },
    reference: ({ layers: nLayer, heads: nHead, headDim, tokens }) =>
      tokens * cacheBytesPerToken({ ...nanoGPTCharConfig, nLayer, nHead, headDim }),
    hint: "2 · 4 bytes · layers · heads · headDim · tokens: keys and values.",
  }),
  "12.2": drawnCases({
    call: "numbersKept",
    inputs: (random): [Kept] =>
      random.chance(0.5)
        ? [{ kvHeads: 1 + random.below(128), headDim: 1 + random.below(128) }]
        : [{ kvRank: 1 + random.below(512), ropeDim: 2 * (1 + random.below(32)) }],
    reference: (o) => {
      const parts = "kvRank" in o
        ? { latent: { ...o, nopeDim: 16, valueDim: 16 } }
        : { nKVHead: o.kvHeads, headDim: o.headDim };
      return cacheBytesPerToken({ ...nanoGPTCharConfig, nLayer: 1, ...parts }) / 4;
    },
    hint: "A key and a value in each head; or one latent and one rotary key for all heads.",
  }),
  "12.3": drawnCases({
    call: "absorbedHead",
    inputs: (random): [number[], number[][], number[][], number[][]] => {
      const [width, rank, tokens] = [6, 4, 5].map((most) => 1 + random.below(most));
      const [K, V] = [0, 1].map(() => drawMatrix(random, rank, width));
      return [list(width, () => real(random, -2, 2)), K, V, drawMatrix(random, tokens, rank)];
    },
    reference: (q, K, V, latents) => { // the other form: a key and a value for each token
      const made = (c: readonly number[], M: number[][]) => q.map((_, d) => dot(c, column(M, d)));
      const weights = softmax(latents.map((c) => dot(q, made(c, K)) / Math.sqrt(q.length)));
      const values = latents.map((c) => made(c, V));
      return q.map((_, d) => dot(weights, column(values, d)));
    },
    hint:
      "Move K to the query, softmax the scores / √(length of q), average the latents, then multiply by V.",
    tolerance: 1e-5,
  }),
  "12.4": drawnCases({
    call: "routeOne",
    inputs: (random): [number[], number] => {
      const count = 2 + random.below(7);
      // All different: nothing says which of two equal ones is kept.
      return [random.choose(list(990, (i) => (i + 10) / 1000), count), 1 + random.below(count)];
    },
    reference: (scores, k) => {
      const best = scores.map((_, i) => i).sort((a, b) => scores[b] - scores[a]).slice(0, k);
      const total = best.reduce((sum, i) => sum + scores[i], 0);
      return scores.map((score, i) => best.includes(i) ? score / total : 0);
    },
    hint: "The k largest scores, divided by their sum; 0 for all others.",
    tolerance: 1e-6,
  }),
  "12.5": drawnCases({
    call: "auxLoss",
    inputs: (random): [number[][], number[][], number] => {
      const experts = 2 + random.below(5), k = 1 + random.below(experts), tokens = 1 + random.below(6);
      const scores = list(tokens, () => softmax(list(experts, () => real(random, -2, 2))));
      const chosen = scores.map((row) => row.map((_, i) => i).sort((a, b) => row[b] - row[a]).slice(0, k));
      return [chosen, scores, real(random, 0.01, 1)];
    },
    reference: (chosen, scores, alpha) => {
      const count = scores[0].length,
        marks = scores.map((row, n) => row.map((_, i) => +chosen[n].includes(i)));
      return tf.tidy(() =>
        auxiliaryLoss(
          { scores: tf.tensor2d(scores), chosen: tf.tensor2d(marks, undefined, "float32") },
          { count, topK: chosen[0].length, auxLoss: alpha },
        ).dataSync()[0]
      );
    },
    hint: "α times the sum of f · P; f = experts · count / all choices, P = mean score over the tokens.",
    tolerance: 1e-5,
  }),
  "12.6": drawnCases({
    call: "moveBias",
    inputs: (random): [number[], number[], number] => {
      const count = 2 + random.below(6);
      return [
        list(count, () => real(random, -1, 1)),
        list(count, () => random.below(40)),
        real(random, 0.001, 0.1),
      ];
    },
    reference: (bias, counts, rate) => {
      const mean = counts.reduce((a, b) => a + b, 0) / counts.length;
      return bias.map((b, i) => b - rate * Math.sign(counts[i] - mean));
    },
    hint: "Compare each count with the mean: above it, below it, or exactly there.",
    tolerance: 1e-6,
  }),
  "12.7": drawnCases({
    call: "mtpLoss",
    inputs: (random): [number[][][], number[], number] => {
      const heads = 1 + random.below(3), T = heads + random.below(4), V = 2 + random.below(4);
      const row = () => softmax(list(V, () => real(random, -2, 2))).map(Math.log);
      return [list(heads, () => list(T, row)), list(T + 1, () => random.below(V)), real(random, 0.1, 1)];
    },
    reference: (logProbs, ids, weight) => {
      const [main, ...further] = logProbs.map((rows, k) =>
        meanOf(rows.slice(0, rows.length - k).map((row, t) => -row[ids[t + 1 + k]]))
      );
      return further.length === 0 ? main : main + weight * meanOf(further);
    },
    hint: "Head k at position t is asked for ids[t + 1 + k]; first loss + weight · mean of the others.",
    tolerance: 1e-6,
  }),
};
