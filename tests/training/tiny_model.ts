/** A model small enough for hundreds of steps in a test: one hidden layer over the current token. */
import * as tf from "@tensorflow/tfjs";
import type { Batches } from "lib/corpora";
import { randomNormal, seed } from "lib/nn";
import { crossEntropy, type LossFn } from "lib/training";

export const VOCAB = 7;

export type TinyParams = { readonly table: tf.Tensor; readonly bias: tf.Tensor };

export function initTiny(n = 1): TinyParams {
  return tf.tidy(() => ({
    table: randomNormal([VOCAB, VOCAB], seed(n), { std: 0.5 }),
    bias: tf.zeros([VOCAB]),
  }));
}

export const tinyLoss: LossFn<TinyParams> = ({ table, bias }, { x, y }) =>
  tf.tidy(() => crossEntropy(tf.add(tf.gather(table, x), bias), y));

/** Batches of B x T tokens; each target is the input plus one, with some noise. Pure in the step. */
export function tinyBatches(B = 2, T = 4): Batches {
  return {
    batchSize: B,
    blockSize: T,
    stepsPerEpoch: 5,
    at(step) {
      const x = Int32Array.from({ length: B * T }, (_, i) => (step * 31 + i * 17 + (step * i) % 5) % VOCAB);
      const y = x.map((id, i) => (id + 1 + Number((i + step) % 6 === 0)) % VOCAB);
      return { x, y, shape: [B, T] };
    },
  };
}
