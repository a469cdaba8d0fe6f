/**
 * DPO: learning from pairs, a chosen and a rejected completion of the same prompt, without rewards and without sampling.
 *
 * If people's choices follow a reward (Bradley and Terry's model), the policy that is best for it under a KL penalty
 * satisfies `reward = β log(π / ref) + constant of the prompt`. The constant cancels in a pair, so the policy itself can
 * be trained on pairs as a classifier.
 */
import * as tf from "@tensorflow/tfjs";

/** Log-probabilities of whole completions, each (N) for N pairs: sums over tokens, nats. */
interface DPOInput {
  readonly chosen: tf.Tensor1D;
  readonly rejected: tf.Tensor1D;
  /** By the reference model, usually the model before the training; no gradient flows into it. */
  readonly refChosen: tf.Tensor1D;
  readonly refRejected: tf.Tensor1D;
}

/**
 * The mean loss of the pairs.
 *
 *     margin = (log π(chosen) − log ref(chosen)) − (log π(rejected) − log ref(rejected))
 *     loss = −log σ(β · margin)
 *
 * @param o.beta β, default 0.1: the larger, the less the policy moves from the reference
 * @returns a scalar, nats; ln 2 where the policy is the reference
 *
 * Source: Rafailov et al. 2023, "Direct preference optimization", equation 7
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { dpoLoss } from "lib/training/rewards";
 * import assert from "node:assert/strict";
 * await tf.setBackend("cpu");
 * const [chosen, rejected] = [tf.tensor1d([-3]), tf.tensor1d([-5])];
 * const loss = dpoLoss({ chosen, rejected, refChosen: chosen, refRejected: rejected });
 * assert.ok(Math.abs(loss.dataSync()[0] - Math.log(2)) < 1e-6);
 * ```
 */
export function dpoLoss(input: DPOInput, o: { readonly beta?: number } = {}): tf.Scalar {
  const { chosen, rejected, refChosen, refRejected } = input;
  const { beta = 0.1 } = o;
  return tf.tidy(() => {
    const margin = tf.sub(tf.sub(chosen, refChosen), tf.sub(rejected, refRejected)); // (N)
    return tf.mean(tf.softplus(tf.mul(-beta, margin))) as tf.Scalar; // −log σ(z) = softplus(−z)
  });
}
