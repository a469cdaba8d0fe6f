/** Embedding: a table with one vector for each token id. */
import * as tf from "@tensorflow/tfjs";
import { randomNormal, type Seed } from "./random.ts";

/** `weight` (count, width): row i is the vector of id i. */
export type EmbeddingParams = { readonly weight: tf.Tensor2D };

/** Initial vectors: normal with mean 0 and standard deviation `std` (default 0.02, as in GPT-2). */
export function initEmbedding(
  config: { readonly count: number; readonly width: number; readonly std?: number },
  s: Seed,
): EmbeddingParams {
  const { count, width, std = 0.02 } = config;
  return { weight: randomNormal([count, width], s, { std }) as tf.Tensor2D };
}

/**
 * Looks up the vector of each id.
 *
 * `y[b, t] = weight[ids[b, t]]`: the same as a one-hot row times the table, without the zeros.
 *
 * @param ids (B, T) int32, each from 0 to count - 1; not checked here, because a compiled function cannot read them
 * @returns (B, T, width)
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { embedding } from "lib/nn";
 * import assert from "node:assert/strict";
 * const params = { weight: tf.tensor2d([[0, 1], [2, 3], [4, 5]]) };
 * assert.deepEqual(embedding(params, tf.tensor2d([[2, 0]], [1, 2], "int32")).arraySync(), [[[4, 5], [0, 1]]]);
 * ```
 */
export function embedding(params: EmbeddingParams, ids: tf.Tensor2D): tf.Tensor3D {
  return tf.tidy(() => {
    const vectors = tf.gather(params.weight, tf.reshape(ids, [-1])); // (B, T) -> (B * T, width)
    return tf.reshape(vectors, [...ids.shape, params.weight.shape[1]]); // (B * T, width) -> (B, T, width)
  });
}
