/** References and drawn inputs of notebook 02's exercises; see drawn_inputs.ts. */
import { type Draws } from "../../lotto/mod.ts";
import { drawnCases, list, real, type TryDrawn } from "./drawn_inputs.ts";

type Fn = (x: number) => number;

const softmax = (logits: readonly number[]) => {
  const largest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - largest));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
};

/** A cubic polynomial and its slope; for the same numbers the same object, so that two draws of an input are equal. */
function cubic(random: Draws): { f: Fn; slope: Fn } {
  const [a, b, c, d] = list(4, () => real(random, -0.4, 0.4)); // a nudge of 0.001 finds the slope within 0.002
  const known = cubics.get(`${[a, b, c, d]}`);
  if (known) return known;
  const made = {
    f: (x: number) => a + b * x + c * x ** 2 + d * x ** 3,
    slope: (x: number) => b + 2 * c * x + 3 * d * x ** 2,
  };
  cubics.set(`${[a, b, c, d]}`, made);
  return made;
}

const cubics = new Map<string, { f: Fn; slope: Fn }>();

/** By function drawn for an input: its slope, for the reference. */
const slopes = new WeakMap<Fn, Fn>();

export const drawn: Readonly<Record<string, TryDrawn>> = {
  "02.1": drawnCases({
    call: "slope",
    inputs: (random): [Fn, number] => {
      const { f, slope } = cubic(random);
      slopes.set(f, slope);
      return [f, real(random, -1, 1)];
    },
    reference: (f, x) => slopes.get(f)!(x),
    hint: "How much does f change between x and x + h, for each unit of h? Take a small h such as 0.0001.",
    tolerance: 2e-3,
  }),
  "02.2": drawnCases({
    call: "descend",
    inputs: (random): [Fn, number, { rate: number; steps: number }] => {
      const [curvature, low] = [real(random, 0.5, 2), real(random, -3, 3)];
      return [(x) => curvature * (x - low), real(random, -5, 5), {
        rate: real(random, 0.05, 0.5),
        steps: random.below(9),
      }];
    },
    reference: (slopeAt, start, { rate, steps }) => {
      let x = start;
      for (let i = 0; i < steps; i++) x -= rate * slopeAt(x);
      return x;
    },
    hint: "x becomes x − rate · slopeAt(x), as often as `steps` says.",
    tolerance: 1e-6,
  }),
  "02.3": drawnCases<[{ f: Fn; slope: Fn }[], number], unknown>({
    call: "chain",
    inputs: (random) => [list(random.below(4), () => cubic(random)), real(random, -1, 1)],
    reference: (steps, x) => {
      let value = x, slope = 1;
      for (const step of steps) {
        slope *= step.slope(value);
        value = step.f(value);
      }
      return [value, slope];
    },
    normalise: (result) => {
      const { value, slope } = (result ?? {}) as { value: number; slope: number };
      return [value, slope];
    },
    hint: "Multiply by each step's slope at the number that enters it, then go on with the step's result.",
    tolerance: 1e-6,
  }),
  "02.4": drawnCases({
    call: "gradients",
    inputs: (random): [{ inputs: number[]; slopes: number[] }[]] => [
      list(1 + random.below(7), (i) => {
        const inputs = i === 0 ? [] : list(random.below(3), () => random.below(i));
        return { inputs, slopes: inputs.map(() => real(random, -2, 2)) };
      }),
    ],
    reference: (nodes) => {
      const gradients = nodes.map((_, i) => i === nodes.length - 1 ? 1 : 0);
      for (let i = nodes.length - 1; i >= 0; i--) {
        nodes[i].inputs.forEach((input, n) => gradients[input] += gradients[i] * nodes[i].slopes[n]);
      }
      return gradients;
    },
    hint:
      "From the last node to the first; a node that is used twice gets the sum, even if both uses are one node's.",
    tolerance: 1e-6,
  }),
  "02.5": drawnCases({
    call: "broadcastShape",
    inputs: (random): [number[], number[]] => {
      const shape = list(random.below(4), () => 2 + random.below(3));
      const part = () =>
        shape.slice(random.below(shape.length + 1)).map((size) => random.chance(0.35) ? 1 : size);
      const other = part();
      if (other.length > 0 && random.chance(0.3)) other[random.below(other.length)] += 1;
      return random.chance(0.5) ? [part(), other] : [other, part()];
    },
    reference: (a, b) => {
      const rank = Math.max(a.length, b.length);
      const sizes = list(rank, (i) => [a[i - rank + a.length] ?? 1, b[i - rank + b.length] ?? 1]);
      return sizes.every(([m, n]) => m === n || m === 1 || n === 1)
        ? sizes.map((pair) => Math.max(...pair))
        : null;
    },
    hint:
      "Fill the shorter shape with ones on its left; then each pair of sizes must be equal, or one of them 1.",
  }),
  "02.6": drawnCases({
    call: "logitGradient",
    inputs: (random): [number[], number] => {
      const large = random.chance(0.3); // whole numbers, which float32 holds exactly
      const logits = list(2 + random.below(5), () => large ? random.below(4000) - 2000 : real(random, -4, 4));
      return [logits, random.below(logits.length)];
    },
    reference: (logits, target) => softmax(logits).map((p, i) => i === target ? p - 1 : p),
    hint:
      "Write the softmax in one row and the right answer, a one-hot vector, below it. Which operation on the two gives the gradient?",
    tolerance: 1e-6,
  }),
  "02.7": drawnCases({
    call: "momentumPath",
    inputs: (random): [Fn, number, { rate: number; beta: number; steps: number }] => {
      const curvature = real(random, 0.5, 2);
      return [(x) => curvature * x, real(random, -5, 5), {
        rate: real(random, 0.05, 0.5),
        beta: real(random, 0, 0.95),
        steps: random.below(9),
      }];
    },
    reference: (slopeAt, start, { rate, beta, steps }) => {
      const path = [start];
      let v = 0;
      for (let i = 0; i < steps; i++) {
        v = beta * v + slopeAt(path[i]);
        path.push(path[i] - rate * v);
      }
      return path;
    },
    hint: "v = beta · v + slopeAt(x); then x = x − rate · v. Return every x, the start first.",
    tolerance: 1e-6,
  }),
  "02.8": drawnCases({
    call: "learnBigram",
    inputs: (random): [[number, number][], { vocabSize: number; rate: number; steps: number }] => {
      const vocabSize = 2 + random.below(3);
      const pairs = list(
        1 + random.below(9),
        (): [number, number] => [random.below(vocabSize), random.below(vocabSize)],
      );
      return [pairs, { vocabSize, rate: real(random, 0.2, 3), steps: random.below(12) }];
    },
    reference: (pairs, { vocabSize, rate, steps }) => {
      const logits = list(vocabSize, () => list(vocabSize, () => 0));
      for (let step = 0; step < steps; step++) {
        const probabilities = logits.map(softmax);
        for (const [first, next] of pairs) {
          probabilities[first].forEach((p, i) =>
            logits[first][i] -= rate * (p - (i === next ? 1 : 0)) / pairs.length
          );
        }
      }
      return logits.map(softmax);
    },
    hint:
      "In each step: the gradient of all pairs with the same logits, divided by the number of pairs; then one step.",
    tolerance: 1e-6,
    times: 40,
  }),
};
