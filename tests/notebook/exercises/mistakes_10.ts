/** Mistakes of notebook 10's exercises: what each answer does wrong, the answer, what the verdict must say. */
import type { Mistakes } from "./mistakes_test.ts";

type Matrix = number[][];
type Needs = ("input" | "output")[];

const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
function softmax(row: number[], largest = Math.max(...row)): number[] {
  const powers = row.map((z) => Math.exp(z - largest));
  return powers.map((p) => p / sum(powers));
}
function normalise(x: number[], eps = 1e-5) {
  const mean = sum(x) / x.length, sigma = Math.sqrt(sum(x.map((v) => (v - mean) ** 2)) / x.length + eps);
  return { sigma, z: x.map((v) => (v - mean) / sigma) };
}
const meanOf = (values: number[]) => sum(values) / values.length;

export const mistakes: Mistakes = {
  "10.1": [
    [
      "the forward pass's product",
      (dy: Matrix, W: Matrix) =>
        dy.map((row) => W[0].map((_, j) => sum(W.map((w, i) => w[j] * (row[i] ?? 0))))),
      /linearDx/,
    ],
    [
      "slopes ignored",
      (dy: Matrix, W: Matrix) => dy.map(() => W.map((w) => sum(w))),
      /linearDx/,
    ],
    [
      "one row for all",
      (dy: Matrix, W: Matrix) => [W.map((w) => sum(w.map((v, j) => v * dy[0][j])))],
      /Each row of dy/,
    ],
    [
      "right for up to two outputs",
      (dy: Matrix, W: Matrix) => dy.map((row) => W.map((w) => sum(w.slice(0, 2).map((v, j) => v * row[j])))),
      /sum over outputs/,
    ],
  ],
  "10.2": [
    ["cuts large logits off", (logits: Matrix, targets: number[]) =>
      logits.map((row, n) => {
        const powers = row.map((z) => Math.exp(Math.min(z, 700)));
        return powers.map((p, v) => (p / sum(powers) - Number(v === targets[n])) / targets.length);
      }), /Cutting large logits off/],
    ["subtracts the largest logit of all rows", (logits: Matrix, targets: number[]) => {
      const largest = Math.max(...logits.flat());
      return logits.map((row, n) => {
        const powers = row.map((z) => Math.exp(z - largest));
        return powers.map((p, v) => (p / sum(powers) - Number(v === targets[n])) / targets.length);
      });
    }, /its own largest logit/],
    ["the probabilities", (logits: Matrix) => logits.map((row) => softmax(row)), /gives the probabilities/],
    [
      "a sum in place of the mean",
      (logits: Matrix, t: number[]) =>
        logits.map((row, n) => softmax(row).map((p, v) => p - (v === t[n] ? 1 : 0))),
      /mean over rows/,
    ],
    [
      "overflows",
      (logits: Matrix, t: number[]) =>
        logits.map((row, n) => softmax(row, 0).map((p, v) => (p - (v === t[n] ? 1 : 0)) / t.length)),
      /Subtract the row's largest/,
    ],
    [
      "the wrong sign",
      (logits: Matrix, t: number[]) =>
        logits.map((row, n) => softmax(row).map((p, v) => ((v === t[n] ? 1 : 0) - p) / t.length)),
      /target is token 1/,
    ],
  ],
  "10.3": [
    [
      "mean and deviation taken as constants",
      (x: number[], dz: number[]) => dz.map((d) => d / normalise(x).sigma),
      /subtract the mean of dz/,
    ],
    [
      "only the mean moves",
      (x: number[], dz: number[]) => dz.map((d) => (d - meanOf(dz)) / normalise(x).sigma),
      /Subtract z · mean/,
    ],
    [
      "not divided by the deviation",
      (x: number[], dz: number[]) => {
        const { z } = normalise(x), along = meanOf(dz.map((d, i) => d * z[i]));
        return dz.map((d, i) => d - meanOf(dz) - z[i] * along);
      },
      /standard deviation, here 1.5/,
    ],
    [
      "divided by the variance",
      (x: number[], dz: number[]) => {
        const { z, sigma } = normalise(x), along = meanOf(dz.map((d, i) => d * z[i]));
        return dz.map((d, i) => (d - meanOf(dz) - z[i] * along) / sigma ** 2);
      },
      /standard deviation, here 1.5/,
    ],
  ],
  "10.4": [
    [
      "weight times slope",
      (w: number[], dw: number[]) => w.map((wi, i) => wi * dw[i]),
      /no score should move/,
    ],
    [
      "w (1 − w) dw: the diagonal alone",
      (w: number[], dw: number[]) => w.map((wi, i) => wi * (1 - wi) * dw[i]),
      /no score should move/,
    ],
    [
      "the plain mean of the slopes",
      (w: number[], dw: number[]) => w.map((wi, i) => wi * (dw[i] - meanOf(dw))),
      /Σ w · dw is 1/,
    ],
  ],
  "10.5": [
    [
      "inputs only",
      (layers: Needs[]) => layers.flatMap((needs, i) => needs.includes("input") ? [i] : []),
      /array 3/,
    ],
    [
      "one array twice",
      (layers: Needs[]) => layers.flatMap((needs, i) => needs.map((need) => need === "input" ? i : i + 1)),
      /kept once/,
    ],
    ["everything", (layers: Needs[]) => [...layers, []].map((_, i) => i), /mustKeep/],
    [
      "sorted as texts",
      (layers: Needs[]) =>
        [...new Set(layers.flatMap((needs, i) => needs.map((need) => need === "input" ? i : i + 1)))].sort(),
      /smallest first/,
    ],
  ],
  "10.6": [
    [
      "8 bytes: no moments",
      (o: Record<string, number>) => Math.max(0, Math.floor((o.memory - 8 * o.parameters) / o.perSequence)),
      /two moments/,
    ],
    [
      "negative",
      (o: Record<string, number>) => Math.floor((o.memory - 16 * o.parameters) / o.perSequence),
      /not negative/,
    ],
    [
      "half a sequence",
      (o: Record<string, number>) => Math.max(0, (o.memory - 16 * o.parameters) / o.perSequence),
      /largestBatch/,
    ],
    [
      "one too few when it fits exactly",
      (o: Record<string, number>) =>
        Math.max(0, Math.ceil((o.memory - 16 * o.parameters) / o.perSequence) - 1),
      /exactly three/,
    ],
  ],
};
