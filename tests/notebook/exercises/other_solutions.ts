/**
 * Solutions of another kind than the one in the notebook: another order of operations, so that the last digits differ, or
 * float32. All of them are right, and their checks must accept them.
 */
import * as tf from "@tensorflow/tfjs";

type Fn = (x: number) => number;
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

export const otherSolutions: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "00.1": {
    "a tensor's numbers": (counts: number[]) => {
      const added = tf.add(tf.tensor1d(counts), 1);
      return Array.from(tf.div(added, tf.sum(added)).dataSync());
    },
  },
  "01.7": {
    "multiplies first": ({ nLayer: L, nEmbd: C }: { nLayer: number; nEmbd: number }, share: number) =>
      Math.floor(12 * L * C * share / (1 - share)),
    "from the whole": ({ nLayer: L, nEmbd: C }: { nLayer: number; nEmbd: number }, share: number) => {
      const blocks = 12 * L * C ** 2;
      return Math.floor((blocks / (1 - share) - blocks) / C);
    },
  },
  "02.1": { "a nudge of 0.001": (f: Fn, x: number) => (f(x + 0.001) - f(x)) / 0.001 },
  "02.6": {
    "a tensor's numbers": (logits: number[], target: number) => {
      const hot = tf.oneHot(tf.scalar(target, "int32"), logits.length);
      return Array.from(tf.sub(tf.softmax(tf.tensor1d(logits)), hot).dataSync());
    },
  },
  "03.1": {
    "a tensor's numbers": (scores: number[]) => Array.from(tf.softmax(tf.tensor1d(scores)).dataSync()),
  },
  "04.3": {
    "a tensor's number": (logits: number[][], targets: number[]) => {
      const all = tf.logSoftmax(tf.tensor2d(logits)),
        hot = tf.oneHot(tf.tensor1d(targets, "int32"), logits[0].length);
      return -tf.mean(tf.sum(tf.mul(all, hot), 1)).dataSync()[0];
    },
  },
  "10.4": {
    "the whole Jacobian": (w: number[], dw: number[]) =>
      w.map((wi, i) => sum(w.map((wj, j) => dw[j] * wj * (Number(i === j) - wi)))),
  },
  "11.1": {
    "float32 rows": (weight: number[], W: number[][]) =>
      W.map((row, i) => Float32Array.from(row, (w) => w * weight[i])),
  },
  "12.4": {
    "by a threshold": (scores: number[], k: number) => {
      const smallest = scores.toSorted((a, b) => b - a)[k - 1];
      const kept = scores.map((score) => score >= smallest ? score : 0);
      return kept.map((score) => score / sum(kept));
    },
  },
};
