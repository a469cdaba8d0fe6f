/**
 * Three estimates of a KL divergence from one sampled token: k1, k2, k3.
 *
 * KL(π ‖ ref) = E[log π(x) − log ref(x)] over x from π would need a sum over the whole vocabulary. An estimate needs only
 * the two log-probabilities of the token that was sampled.
 */
import * as tf from "@tensorflow/tfjs";

/**
 * The three estimates, with d = log ref(x) − log π(x), x sampled from π:
 *
 *     k1 = −d                unbiased, but negative for many tokens, so its mean is noisy
 *     k2 = d² / 2            never negative, little noise, biased
 *     k3 = eᵈ − d − 1        never negative and unbiased: E[eᵈ] = 1, so eᵈ − 1 adds 0 on average. GRPO's
 *
 * This is about their values. As a loss, k3's gradient is not that of the KL divergence (it is where π = ref).
 *
 * @param logP log π of the sampled tokens, nats
 * @param refLogP log ref of the same tokens, nats, of the same shape
 * @returns three tensors of that shape, nats
 *
 * Source: Schulman 2020, "Approximating KL divergence" (http://joschu.net/blog/kl-approx.html)
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { klEstimates } from "lib/training/rewards";
 * import assert from "node:assert/strict";
 * await tf.setBackend("cpu");
 * const { k1, k2, k3 } = klEstimates(tf.tensor1d([Math.log(0.5)]), tf.tensor1d([Math.log(0.25)]));
 * assert.ok(Math.abs(k1.dataSync()[0] - Math.log(2)) < 1e-6);
 * assert.ok(Math.abs(k2.dataSync()[0] - Math.log(2) ** 2 / 2) < 1e-6);
 * assert.ok(Math.abs(k3.dataSync()[0] - (0.5 + Math.log(2) - 1)) < 1e-6);
 * ```
 */
export function klEstimates<T extends tf.Tensor>(logP: T, refLogP: T): { k1: T; k2: T; k3: T } {
  return tf.tidy(() => {
    const d = tf.sub(refLogP, logP);
    return {
      k1: tf.neg(d) as T,
      k2: tf.mul(0.5, tf.square(d)) as T,
      k3: tf.sub(tf.sub(tf.exp(d), d), 1) as T,
    };
  });
}
