/** Linear layer: every output is a weighted sum of all inputs, plus a bias. */
import * as tf from "@tensorflow/tfjs";
import { dropout } from "./dropout.ts";
import { randomNormal, type Seed } from "./random.ts";

/** `weight` (nIn, nOut), as in GPT-2's files and unlike PyTorch's nn.Linear (nOut, nIn); `bias` (nOut). */
export type LinearParams = {
  readonly weight: tf.Tensor2D;
  readonly bias?: tf.Tensor1D;
  /** An adapter that is added to the weight; `withLoRA` (lora.ts) sets it. */
  readonly lora?: LowRankParams;
};

/** An addition of low rank r: `A` (nIn, r), `B` (r, nOut), already scaled; dropout on its input during training. */
type LowRankParams = {
  readonly A: tf.Tensor2D;
  readonly B: tf.Tensor2D;
  readonly dropout?: { readonly rate: tf.Scalar; readonly seed: Seed };
};

interface LinearConfig {
  readonly nIn: number;
  readonly nOut: number;
  /** Default true. */
  readonly bias?: boolean;
  /** Standard deviation of the initial weights, default 0.02 (GPT-2). */
  readonly std?: number;
}

/** Initial weights: normal with mean 0; biases 0. */
export function initLinear(config: LinearConfig, s: Seed): LinearParams {
  const { nIn, nOut, bias = true, std = 0.02 } = config;
  const weight = randomNormal([nIn, nOut], s, { std }) as tf.Tensor2D;
  return bias ? { weight, bias: tf.zeros([nOut]) } : { weight };
}

/**
 * Applies a linear layer to the last axis.
 *
 * `y = x W + b`, and with an adapter `+ dropout(x) A B`
 *
 * @param x (..., nIn) float32
 * @returns (..., nOut)
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { linear } from "lib/nn";
 * import assert from "node:assert/strict";
 * const params = { weight: tf.tensor2d([[1, 0, 2], [0, 1, 3]]), bias: tf.tensor1d([10, 20, 30]) };
 * assert.deepEqual(linear(params, tf.tensor2d([[4, 5]])).arraySync(), [[14, 25, 53]]);
 * ```
 */
export function linear<R extends tf.Rank>(params: LinearParams, x: tf.Tensor<R>): tf.Tensor<R> {
  const [nIn, nOut] = params.weight.shape;
  return tf.tidy(() => {
    const rows = tf.reshape(x, [-1, nIn]); // (..., nIn) -> (N, nIn): one plain matrix product
    let y: tf.Tensor = tf.matMul(rows as tf.Tensor2D, params.weight); // (N, nOut)
    if (params.lora) y = tf.add(y, lowRank(params.lora, rows as tf.Tensor2D));
    if (params.bias) y = tf.add(y, params.bias);
    return tf.reshape(y, [...x.shape.slice(0, -1), nOut] as tf.ShapeMap[R]); // (N, nOut) -> (..., nOut)
  });
}

/** What an adapter adds: (N, nIn) -> (N, r) -> (N, nOut). */
function lowRank({ A, B, dropout: drop }: LowRankParams, rows: tf.Tensor2D): tf.Tensor2D {
  const input = drop ? dropout(rows, drop) : rows;
  return tf.matMul(tf.matMul(input, A), B);
}
