/** Mistakes of notebook 02's exercises: what each answer does wrong, the answer, what the verdict must say. */
import type { Mistakes } from "./mistakes_test.ts";

type Fn = (x: number) => number;
type Step = { f: Fn; slope: Fn };
type Node = { inputs: number[]; slopes: number[] };
type Pairs = readonly (readonly [number, number])[];
type Options = { vocabSize: number; rate: number; steps: number };

const softmax = (logits: readonly number[]) => {
  const powers = logits.map((x) => Math.exp(x - Math.max(...logits)));
  return powers.map((p) => p / powers.reduce((a, b) => a + b, 0));
};
const oneHot = (i: number, n: number) => Number(i === n);
const zeros = (n: number) => Array.from({ length: n }, () => Array(n).fill(0) as number[]);

/** Full-batch descent with something wrong: `divide` by what, `sign`, `online` steps. */
function learn(pairs: Pairs, o: Options, how: { divide?: number; sign?: number; online?: boolean } = {}) {
  const { divide = pairs.length, sign = 1, online = false } = how, logits = zeros(o.vocabSize);
  for (let step = 0; step < o.steps; step++) {
    const before = logits.map(softmax);
    for (const [first, next] of pairs) {
      const p = online ? softmax(logits[first]) : before[first];
      p.forEach((x, i) => logits[first][i] -= sign * o.rate * (x - oneHot(i, next)) / divide);
    }
  }
  return logits;
}

export const mistakes: Mistakes = {
  "02.1": [
    [
      "loses the nudge",
      (f: Fn, x: number) => (f(x + 1e-20) - f(x)) / 1e-20,
      /is 0, expected 6 The nudge is lost/,
    ],
    [
      "a nudge of 0 at 0",
      (f: Fn, x: number) => (f(1.0001 * x) - f(x)) / (0.0001 * x),
      /slope\(Math\.exp, 0\).*any x/,
    ],
    ["does not divide", (f: Fn, x: number) => f(x + 1e-4) - f(x), /Divide it by the nudge/],
    ["a nudge of 1", (f: Fn, x: number) => f(x + 1) - f(x), /nudge is too large/],
    ["the wrong way round", (f: Fn, x: number) => (f(x) - f(x + 1e-5)) / 1e-5, /−6, expected 6/],
    ["a quotient of values", (f: Fn, x: number) => f(x) / x, /slope\(/],
    ["knows the square", (_f: Fn, x: number) => 2 * x, /slope\(Math\.exp, 0\)/],
  ],
  "02.2": [
    ["goes uphill", (s: Fn, x: number, o: Options) => {
      for (let i = 0; i < o.steps; i++) x += o.rate * s(x);
      return x;
    }, /uphill/],
    ["forgets the rate", (s: Fn, x: number, o: Options) => {
      for (let i = 0; i < o.steps; i++) x -= s(x);
      return x;
    }, /Multiply the slope by the rate/],
    ["keeps the first slope", (s: Fn, x: number, o: Options) => x - o.steps * o.rate * s(x), /slope anew/],
    ["always one step", (s: Fn, x: number, o: Options) => x - o.rate * s(x), /As many steps/],
  ],
  "02.3": [
    [
      "a list",
      (steps: Step[], x: number) => [steps.reduce((value, { f }) => f(value), x), 1],
      /Return both numbers/,
    ],
    ["adds slopes", (steps: Step[], x: number) => {
      let value = x, slope = 0;
      for (const s of steps) {
        slope += s.slope(value);
        value = s.f(value);
      }
      return { value, slope };
    }, /multiplies slopes/],
    ["all slopes at x", (steps: Step[], x: number) => ({
      value: steps.reduce((v, s) => s.f(v), x),
      slope: steps.reduce((p, s) => p * s.slope(x), 1),
    }), /the number that enters/],
    ["from the last to the first", (steps: Step[], x: number) => {
      let value = x, slope = 1;
      for (const s of steps.toReversed()) {
        slope *= s.slope(value);
        value = s.f(value);
      }
      return { value, slope };
    }, /order of the list/],
    ["slopes after the step", (steps: Step[], x: number) => {
      let value = x, slope = 1;
      for (const s of steps) {
        value = s.f(value);
        slope *= s.slope(value);
      }
      return { value, slope };
    }, /chain\(.*slope/],
  ],
  "02.4": [
    ["assigns instead of adding", (nodes: Node[]) => {
      const g = nodes.map((_, i) => oneHot(i, nodes.length - 1));
      for (let i = nodes.length - 1; i >= 0; i--) {
        nodes[i].inputs.forEach((input, n) => g[input] = g[i] * nodes[i].slopes[n]);
      }
      return g;
    }, /used twice/],
    ["from the first to the last", (nodes: Node[]) => {
      const g = nodes.map((_, i) => oneHot(i, nodes.length - 1));
      nodes.forEach(({ inputs, slopes }, i) => inputs.forEach((input, n) => g[input] += g[i] * slopes[n]));
      return g;
    }, /from the last node to the first/],
    ["begins with 0", (nodes: Node[]) => {
      const g = nodes.map(() => 0);
      for (let i = nodes.length - 1; i >= 0; i--) {
        nodes[i].inputs.forEach((input, n) => g[input] += g[i] * nodes[i].slopes[n]);
      }
      return g;
    }, /0 everywhere/],
    ["forgets the gradient that arrives", (nodes: Node[]) => {
      const g = nodes.map((_, i) => oneHot(i, nodes.length - 1));
      for (let i = nodes.length - 1; i >= 0; i--) {
        nodes[i].inputs.forEach((input, n) => g[input] += nodes[i].slopes[n]);
      }
      return g;
    }, /gradients\(/],
  ],
  "02.5": [
    ["from the left", (a: number[], b: number[]) => {
      const n = Math.max(a.length, b.length);
      const sizes = Array.from({ length: n }, (_, i) => [a[i] ?? 1, b[i] ?? 1]);
      return sizes.every(([x, y]) => x === y || x === 1 || y === 1) ? sizes.map((p) => Math.max(...p)) : null;
    }, /gets ones on its left/],
    ["the larger size, unchecked", (a: number[], b: number[]) => {
      const n = Math.max(a.length, b.length);
      return Array.from(
        { length: n },
        (_, i) => Math.max(a[i - n + a.length] ?? 1, b[i - n + b.length] ?? 1),
      );
    }, /expected null/],
    ["repeats the second only", (a: number[], b: number[]) => {
      const n = Math.max(a.length, b.length);
      const sizes = Array.from({ length: n }, (_, i) => [a[i - n + a.length] ?? 1, b[i - n + b.length] ?? 1]);
      return sizes.every(([x, y]) => x === y || y === 1) ? sizes.map(([x]) => x) : null;
    }, /in either of the two/],
    [
      "equal shapes only",
      (a: number[], b: number[]) => String(a) === String(b) ? a : null,
      /ones on its left/,
    ],
  ],
  "02.6": [
    [
      "cuts large logits off",
      (logits: number[], target: number) =>
        softmax(logits.map((logit) => Math.min(logit, 700))).map((p, i) => p - oneHot(i, target)),
      /\[1000, 999\].*differences/,
    ],
    [
      "turns the signs",
      (l: number[], t: number) => softmax(l).map((p, i) => oneHot(i, t) - p),
      /signs are turned/,
    ],
    ["forgets the target", (l: number[]) => softmax(l), /Subtract 1 at the target/],
    [
      "the slope of the probability",
      (l: number[], t: number) => softmax(l).map((p, i) => oneHot(i, t) * -1 / p),
      /one step further/,
    ],
    [
      "the target only",
      (l: number[], t: number) => softmax(l).map((p, i) => oneHot(i, t) * (p - 1)),
      /logitGradient/,
    ],
    ["overflows", (l: number[], t: number) => {
      const powers = l.map(Math.exp), sum = powers.reduce((a, b) => a + b, 0);
      return powers.map((p, i) => p / sum - oneHot(i, t));
    }, /e\^1000 is Infinity/],
  ],
  "02.7": [
    ["plain descent", (s: Fn, x: number, o: Options) => {
      const path = [x];
      for (let i = 0; i < o.steps; i++) path.push(x -= o.rate * s(x));
      return path;
    }, /plain descent/],
    ["leaves out the start", (s: Fn, x: number, o: Options & { beta: number }) => {
      const path: number[] = [];
      let v = 0;
      for (let i = 0; i < o.steps; i++) {
        v = o.beta * v + s(x);
        path.push(x -= o.rate * v);
      }
      return path;
    }, /leaves out the start/],
    ["a running mean", (s: Fn, x: number, o: Options & { beta: number }) => {
      const path = [x];
      let v = 0;
      for (let i = 0; i < o.steps; i++) {
        v = o.beta * v + (1 - o.beta) * s(x);
        path.push(x -= o.rate * v);
      }
      return path;
    }, /weighs the slope/],
    ["steps with the old velocity", (s: Fn, x: number, o: Options & { beta: number }) => {
      const path = [x];
      let v = 0;
      for (let i = 0; i < o.steps; i++) {
        const slope = s(x);
        path.push(x -= o.rate * v);
        v = o.beta * v + slope;
      }
      return path;
    }, /does not move in its first step/],
  ],
  "02.8": [
    ["returns logits", (pairs: Pairs, o: Options) => learn(pairs, o), /returns logits/],
    [
      "a sum, not a mean",
      (p: Pairs, o: Options) => learn(p, o, { divide: 1 }).map(softmax),
      /four times too long/,
    ],
    ["goes uphill", (p: Pairs, o: Options) => learn(p, o, { sign: -1 }).map(softmax), /Subtract rate/],
    [
      "a step for each pair",
      (p: Pairs, o: Options) => learn(p, o, { online: true }).map(softmax),
      /only then/,
    ],
    ["counts", (pairs: Pairs, o: Options) => {
      const counts = zeros(o.vocabSize);
      for (const [a, b] of pairs) counts[a][b]++;
      return counts.map((row) => {
        const sum = row.reduce((a, b) => a + b, 0);
        return row.map((n) => sum ? n / sum : 1 / o.vocabSize);
      });
    }, /Start with logits 0/],
  ],
};
