/** References and drawn inputs of notebook 10's exercises; see drawn_inputs.ts. The backward passes are lib/gpt/by_hand's. */
import {
  crossEntropyBackward,
  crossEntropyForward,
  layerNormBackward,
  layerNormForward,
  linearBackward,
} from "../../gpt/by_hand/mod.ts";
import type { Draws } from "../../lotto/mod.ts";
import { drawnCases, list, real, type TryDrawn } from "./drawn_inputs.ts";

type Matrix = number[][];
type Needs = ("input" | "output")[];

const drawRow = (random: Draws, width: number) => list(width, () => real(random, -2, 2));
const drawMatrix = (random: Draws, rows: number, width: number): Matrix =>
  list(rows, () => drawRow(random, width));
const flat = (rows: Matrix) => new Float32Array(rows.flat());
const rowsOf = (values: Float32Array, width: number): Matrix =>
  list(values.length / width, (i) => [...values.subarray(i * width, (i + 1) * width)]);

export const drawn: Readonly<Record<string, TryDrawn>> = {
  "10.1": drawnCases({
    call: "linearDx",
    inputs: (random): [Matrix, Matrix] => {
      const [rows, nIn, nOut] = [0, 1, 2].map(() => 1 + random.below(4));
      return [drawMatrix(random, rows, nOut), drawMatrix(random, nIn, nOut)];
    },
    reference: (dy, W) => {
      const dx = new Float32Array(dy.length * W.length), weight = flat(W);
      linearBackward(
        { dx, weight: new Float32Array(weight.length) },
        { dy: flat(dy), x: new Float32Array(dx.length), weight, rows: dy.length },
      );
      return rowsOf(dx, W.length);
    },
    hint: "dx[n][i] is the sum over outputs j of dy[n][j] · W[i][j].",
    tolerance: 1e-4,
  }),
  "10.2": drawnCases({
    call: "lossSlopes",
    inputs: (random): [Matrix, number[]] => {
      const rows = 1 + random.below(4), width = 2 + random.below(4);
      const scale = random.chance(0.3) ? 500 : 1;
      const logits = drawMatrix(random, rows, width).map((row) =>
        scale === 1 ? row : row.map((z) => Math.round(scale * z)) // whole numbers, which float32 holds exactly
      );
      return [logits, list(rows, () => random.below(width))];
    },
    reference: (rows, ids) => {
      const logits = flat(rows), targets = Int32Array.from(ids), slopes = new Float32Array(logits.length);
      const probabilities = new Float32Array(logits.length);
      crossEntropyForward(probabilities, { logits, targets });
      crossEntropyBackward(slopes, { probabilities, targets });
      return rowsOf(slopes, rows[0].length);
    },
    hint: "(probability − 1) / rows at the target, probability / rows elsewhere.",
    tolerance: 1e-4,
  }),
  "10.3": drawnCases({
    call: "layerNormDx",
    inputs: (random): [number[], number[]] => {
      const width = 2 + random.below(5);
      return [list(width, (i) => real(random, -2, 2) + i), drawRow(random, width)];
    },
    reference: (x, dz) => {
      const C = x.length, row = new Float32Array(x), dx = new Float32Array(C);
      const weight = new Float32Array(C).fill(1), bias = new Float32Array(C);
      const saved = { mean: new Float32Array(1), inverse: new Float32Array(1) };
      layerNormForward({ y: new Float32Array(C), ...saved }, { x: row, weight, bias });
      const gradients = { dx, weight: new Float32Array(C), bias: new Float32Array(C) };
      layerNormBackward(gradients, { dy: new Float32Array(dz), x: row, weight, ...saved });
      return [...dx];
    },
    hint: "(dz − mean(dz) − z · mean(dz · z)) / σ, with σ² = mean((x − mean)²) + 1e-5.",
    tolerance: 1e-3,
  }),
  "10.4": drawnCases({
    call: "softmaxBackward",
    inputs: (random): [number[], number[]] => {
      const raw = list(1 + random.below(6), () => 1 + random.below(20)), sum = raw.reduce((a, b) => a + b);
      return [raw.map((r) => r / sum), drawRow(random, raw.length)];
    },
    reference: (w, dw) => {
      const mean = w.reduce((sum, wi, i) => sum + wi * dw[i], 0);
      return w.map((wi, i) => wi * (dw[i] - mean));
    },
    hint: "w[i] · (dw[i] − Σ w · dw).",
    tolerance: 1e-6,
  }),
  "10.5": drawnCases({
    call: "mustKeep",
    inputs: (random): [Needs[]] => [
      list(1 + random.below(13), () => (["input", "output"] as const).filter(() => random.chance(0.35))),
    ],
    reference: (layers) =>
      list(layers.length + 1, (i) => i).filter((i) =>
        layers[i]?.includes("input") || layers[i - 1]?.includes("output")
      ),
    hint:
      "Array i is the input of layer i and the output of layer i − 1; each number once, the smallest first.",
  }),
  "10.6": drawnCases({
    call: "largestBatch",
    inputs: (random): [{ memory: number; parameters: number; perSequence: number }] => {
      const parameters = random.below(100_000), perSequence = 1 + random.below(90_000);
      const exact = 16 * parameters + random.below(30) * perSequence; // a batch that just fits
      return [{ memory: random.chance(0.3) ? exact : 1000 * random.below(3000), parameters, perSequence }];
    },
    reference: ({ memory, parameters, perSequence }) =>
      Math.max(0, Math.floor((memory - 16 * parameters) / perSequence)),
    hint: "16 bytes for each parameter; whole sequences in what is left; never below 0.",
    times: 200,
  }),
};
