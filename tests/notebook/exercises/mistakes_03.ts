/** Mistakes of notebook 03's exercises: what each answer does wrong, the answer, what the verdict must say. */
import * as tf from "@tensorflow/tfjs";
import { type AttentionParams, causalMask } from "lib/nn";
import type { Mistakes } from "./mistakes_test.ts";

type Head = { head: number; nHead: number };

const shares = (powers: readonly number[]) =>
  powers.map((power) => power / powers.reduce((a, b) => a + b, 0));
const mask = (T: number, open: (query: number, key: number) => boolean) =>
  tf.tensor2d(
    Array.from({ length: T }, (_, q) => Array.from({ length: T }, (_, k) => open(q, k) ? 0 : -1e9)),
  );
/** c_proj's weight with a factor for each row and column. */
const scaled = (p: AttentionParams, keep: (row: number, column: number, C: number) => boolean) => {
  const C = p.c_proj.weight.shape[0];
  const factors = Array.from(
    { length: C },
    (_, r) => Array.from({ length: C }, (_, c) => keep(r, c, C) ? 1 : 0),
  );
  return { ...p, c_proj: { ...p.c_proj, weight: tf.mul(p.c_proj.weight, tf.tensor2d(factors)) } };
};

export const mistakes: Mistakes = {
  "03.1": [
    [
      "overflows",
      (s: number[]) => shares(s.map(Math.exp)),
      /`stableSoftmax\(\[1000, 1001, 1002\]\)` has `NaN` at `\[0\]`/,
    ],
    [
      "divides by the largest",
      (s: number[]) => shares(s.map((x) => Math.exp(x / Math.max(...s)))),
      /stableSoftmax/,
    ],
    ["subtracts a fixed number", (s: number[]) => shares(s.map((x) => Math.exp(x - 1000))), /stableSoftmax/],
    [
      "subtracts the mean",
      (s: number[]) => shares(s.map((x) => Math.exp(x - s.reduce((a, b) => a + b, 0) / s.length))),
      /stableSoftmax/,
    ],
    ["subtracts the first", (s: number[]) => shares(s.map((x) => Math.exp(x - s[0]))), /NaN/],
  ],
  "03.2": [
    [
      "an array",
      (T: number, w: number) => mask(T, (q, k) => k <= q && q - k < w).arraySync(),
      /gives an array, expected a tensor of shape \[4,4\].*tf\.tensor2d/,
    ],
    [
      "no window",
      causalMask,
      /slidingWindowMask\(5, 2\).* query 2, key 0 \(2 back, outside a window of 2\); expected -1e9/,
    ],
    ["one too long", (T: number, w: number) => mask(T, (q, k) => k <= q && q - k <= w), /outside a window/],
    [
      "one too short",
      (T: number, w: number) => mask(T, (q, k) => k <= q && q - k < w - 1),
      /inside a window/,
    ],
    ["looks ahead", (T: number, w: number) => mask(T, (q, k) => Math.abs(q - k) < w), /a later token/],
    [
      "1 and 0",
      (T: number, w: number) =>
        tf.tensor2d(
          Array.from(
            { length: T },
            (_, q) => Array.from({ length: T }, (_, k) => k <= q && q - k < w ? 1 : 0),
          ),
        ),
      /expected 0/,
    ],
  ],
  "03.3": [
    [
      "repeated in the wrong order",
      (keys: tf.Tensor4D, n: number) => tf.tile(keys, [1, n / keys.shape[1], 1, 1]),
      /has `3` at `\[0\]\[1\]\[0\]\[0\]`, expected `1`/,
    ],
    ["twice, always", (keys: tf.Tensor4D) => {
      const [B, G, T, D] = keys.shape;
      return tf.reshape(tf.tile(tf.reshape(keys, [B, G, 1, T, D]), [1, 1, 2, 1, 1]), [B, 2 * G, T, D]);
    }, /repeatHeads/],
    [
      "repeats positions",
      (keys: tf.Tensor4D, n: number) =>
        tf.reshape(tf.tile(keys, [1, 1, n / keys.shape[1], 1]), [
          keys.shape[0],
          n,
          keys.shape[2],
          keys.shape[3],
        ]).add(tf.range(0, n).reshape([1, n, 1, 1]).mul(0)).reverse(1),
      /repeatHeads/,
    ],
    ["as it came", (keys: tf.Tensor4D) => keys, /shape/],
  ],
  "03.4": [
    [
      "loses the last axis",
      (x: tf.Tensor, weight: tf.Tensor1D) =>
        tf.mul(tf.div(x, tf.sqrt(tf.add(tf.mean(tf.square(x), -1), 1e-5))), weight),
      /shapes do not fit.*\(2, 3, 4\) becomes \(2, 3\)/,
    ],
    [
      "divides by zero",
      (x: tf.Tensor, w: tf.Tensor) => tf.mul(tf.div(x, tf.sqrt(tf.mean(tf.square(x), -1, true))), w),
      /rmsNorm\(\[\[0, 0, 0\]\], \[1, 1, 1\]\)` has `NaN/,
    ],
    ["subtracts the mean", (x: tf.Tensor, w: tf.Tensor) => {
      const centred = tf.sub(x, tf.mean(x, -1, true));
      return tf.mul(tf.div(centred, tf.sqrt(tf.add(tf.mean(tf.square(centred), -1, true), 1e-5))), w);
    }, /Nothing is subtracted/],
    [
      "over all axes",
      (x: tf.Tensor, w: tf.Tensor) => tf.mul(tf.div(x, tf.sqrt(tf.add(tf.mean(tf.square(x)), 1e-5))), w),
      /last axis/,
    ],
    [
      "the sum of the squares",
      (x: tf.Tensor, w: tf.Tensor) =>
        tf.mul(tf.div(x, tf.sqrt(tf.add(tf.sum(tf.square(x), -1, true), 1e-5))), w),
      /mean of the squares/,
    ],
    [
      "no weight",
      (x: tf.Tensor) => tf.div(x, tf.sqrt(tf.add(tf.mean(tf.square(x), -1, true), 1e-5))),
      /times weight/,
    ],
    [
      "1e-5 after the root",
      (x: tf.Tensor, w: tf.Tensor) =>
        tf.mul(tf.div(x, tf.add(tf.sqrt(tf.mean(tf.square(x), -1, true)), 1e-5)), w),
      /rmsNorm/,
    ],
  ],
  "03.5": [
    [
      "no biases",
      (C: number, hidden: number) => 4 * C + 4 * C * C + 2 * C * hidden,
      /`blockParameters\(8, 32\)` gives `800`, expected `872`/,
    ],
    [
      "one norm",
      (C: number, hidden: number) => 2 * C + 4 * C * C + 4 * C + 2 * C * hidden + hidden + C,
      /Two norms/,
    ],
    ["always 4 C", (C: number) => 12 * C * C + 13 * C, /Only the MLP depends on hidden/],
    [
      "norms without a shift",
      (C: number, hidden: number) => 2 * C + 4 * C * C + 4 * C + 2 * C * hidden + hidden + C,
      /Two norms/,
    ],
    [
      "C as the hidden bias",
      (C: number, hidden: number) => 4 * C + 4 * C * C + 4 * C + 2 * C * hidden + 5 * C,
      /biases of hidden/,
    ],
  ],
  "03.6": [
    [
      "the token instead of what followed it",
      (tokens: string[]) => tokens.map((t, i) => tokens.slice(0, i).lastIndexOf(t)),
      /inductionTargets\(\[\.\.\."abcab"\]\).* at `\[3\]` it has `0`, expected `1`/,
    ],
    [
      "the first occurrence",
      (tokens: string[]) => tokens.map((t, i) => tokens.slice(0, i).includes(t) ? tokens.indexOf(t) + 1 : -1),
      /latest/,
    ],
    [
      "0 where there is none",
      (tokens: string[]) => tokens.map((t, i) => tokens.slice(0, i).lastIndexOf(t) + 1),
      /expected `-1`/,
    ],
    ["never itself", (tokens: string[]) =>
      tokens.map((t, i) => {
        const at = tokens.slice(0, Math.max(0, i - 1)).lastIndexOf(t);
        return at < 0 ? -1 : at + 1;
      }), /that is allowed/],
    ["the token that followed", (tokens: string[]) =>
      tokens.map((t, i) => {
        const at = tokens.slice(0, i).lastIndexOf(t);
        return at < 0 ? -1 : tokens[at + 1];
      }), /inductionTargets/],
  ],
  "03.7": [
    [
      "columns",
      (p: AttentionParams, { head, nHead }: Head) =>
        scaled(p, (_r, c, C) => Math.floor(c * nHead / C) !== head),
      /withoutHead\(params, \{ head: 0, nHead: 3 \}\)` has/,
    ],
    ["no parameters", () => undefined, /gives `undefined` Write `return`/],
    ["the weight only", (p: AttentionParams) => p.c_proj.weight, /must return `\{ c_attn, c_proj \}`/],
    ["removes the rows", (p: AttentionParams, { head, nHead }: Head) => {
      const D = p.c_proj.weight.shape[0] / nHead;
      const parts = tf.split(p.c_proj.weight, nHead, 0).filter((_, i) => i !== head);
      const weight = parts.length > 0 ? tf.concat(parts, 0) : tf.zeros([0, D]);
      return { ...p, c_proj: { ...p.c_proj, weight } };
    }, /must have a weight of shape \[12,12\].*set to 0, not removed/],
    [
      "every nHead-th row",
      (p: AttentionParams, { head, nHead }: Head) => scaled(p, (r) => r % nHead !== head),
      /has/,
    ],
    ["the bias as well", (p: AttentionParams, { head, nHead }: Head) => {
      const without = scaled(p, (r, _c, C) => Math.floor(r * nHead / C) !== head);
      return { ...without, c_proj: { ...without.c_proj, bias: tf.zerosLike(p.c_proj.bias!) } };
    }, /do not change the bias/],
    [
      "the other heads",
      (p: AttentionParams, { head, nHead }: Head) =>
        scaled(p, (r, _c, C) => Math.floor(r * nHead / C) === head),
      /has/,
    ],
    ["nothing", (p: AttentionParams) => p, /has/],
    [
      "always three heads",
      (p: AttentionParams, { head }: Head) => scaled(p, (r, _c, C) => Math.floor(r * 3 / C) !== head),
      /withoutHead/,
    ],
  ],
};
