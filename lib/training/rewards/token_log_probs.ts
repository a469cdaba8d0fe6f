/** The log-probability that a model gives to each token that was sampled. B: rows, T: tokens, V: vocabulary. */
import * as tf from "@tensorflow/tfjs";

/**
 * log softmax(logits / temperature) at the given ids.
 *
 * @param logits (B, T, V) float32; at position t, of the token at t + 1
 * @param ids (B, T) int32: the token that came; a negative one (no token there) gives 0
 * @param o.temperature the one that the tokens were sampled with, default 1
 * @returns (B, T), nats
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { tokenLogProbs } from "lib/training/rewards";
 * import assert from "node:assert/strict";
 * await tf.setBackend("cpu");
 * const logP = tokenLogProbs(tf.zeros([1, 2, 4]), tf.tensor2d([[3, -1]], [1, 2], "int32"));
 * assert.ok(Math.abs(logP.dataSync()[0] + Math.log(4)) < 1e-6); // four equally likely tokens
 * assert.equal(Math.abs(logP.dataSync()[1]), 0);
 * ```
 */
export function tokenLogProbs(
  logits: tf.Tensor3D,
  ids: tf.Tensor2D,
  o: { readonly temperature?: number } = {},
): tf.Tensor2D {
  const { temperature = 1 } = o;
  if (!(temperature > 0)) {
    throw new RangeError(
      `tokenLogProbs: temperature must be above 0, got ${temperature}; at 0 no token is random, so there is no gradient`,
    );
  }
  const [B, T, V] = logits.shape;
  return tf.tidy(() => {
    const logP = tf.logSoftmax(tf.reshape(tf.div(logits, temperature), [B * T, V])); // (N, V)
    // a negative id has no 1 in its row
    const chosen = tf.oneHot(tf.reshape(ids, [B * T]), V, 1, 0, "float32"); // (N, V)
    return tf.reshape(tf.sum(tf.mul(logP, chosen), -1), [B, T]); // (N) -> (B, T)
  });
}
