/**
 * REINFORCE: make the tokens of a completion more likely in proportion to its advantage.
 *
 * The simplest policy gradient. It is right only for completions that the current weights sampled; GRPO (grpo.ts) may use
 * a batch several times.
 */
import * as tf from "@tensorflow/tfjs";

/**
 * The loss whose gradient is minus the policy gradient.
 *
 *     loss = −Σ_i Σ_t A_i · log π(token_it) / (B · length)
 *
 * @param logP (B, T) log-probabilities of the sampled tokens, 0 where nothing is learned (see `tokenLogProbs`)
 * @param advantages (B)
 * @param o.length the divisor of each row, the same for all rows: tokens of the longest completion
 * @returns a scalar; its value means nothing, its gradient does
 *
 * Source: Williams 1992, "Simple statistical gradient-following algorithms", section 4
 */
export function reinforceLoss(
  logP: tf.Tensor2D,
  advantages: tf.Tensor1D,
  o: { readonly length: number },
): tf.Scalar {
  const [B] = logP.shape;
  return tf.tidy(() => {
    const weighted = tf.mul(logP, tf.reshape(advantages, [B, 1])); // (B, T) · (B, 1) -> (B, T)
    return tf.neg(tf.div(tf.sum(weighted), B * o.length)) as tf.Scalar;
  });
}
