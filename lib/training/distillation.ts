/**
 * Distillation: a student learns the probabilities that a teacher gives, not only the token that came.
 *
 * A label says that one token is right. A teacher says how likely each token is, also where several are possible. Both
 * are given the same text. B: sequences, T: tokens in each, V: vocabulary, N = B·T.
 */
import * as tf from "@tensorflow/tfjs";
import { orOne } from "./loss.ts";

/**
 * The mean KL divergence of the student from the teacher, over the counted positions.
 *
 *     loss = τ² · Σᵢ Σᵥ pᵢᵥ (log pᵢᵥ − log qᵢᵥ) / N        p = softmax(teacher / τ), q = softmax(student / τ)
 *
 * A higher temperature τ shows more of what the teacher thinks of unlikely tokens. The gradients become smaller by about
 * τ², so the loss is multiplied by it. No gradient flows into the teacher, unless its logits are computed from the weights
 * that are trained.
 *
 * @param student logits (B, T, V), float32
 * @param o.teacher logits of the same shape, of the same text
 * @param o.targets (B, T) int32; a position with a negative target is not counted. Without it all are.
 * @param o.temperature τ, default 1
 * @returns a scalar in nats per counted position; 0 if none is counted
 * @throws {RangeError} if the shapes differ, or the temperature is not above 0
 *
 * Source: Hinton, Vinyals and Dean 2015, "Distilling the knowledge in a neural network", section 2
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { distillationLoss } from "lib/training";
 * import assert from "node:assert/strict";
 * await tf.setBackend("cpu");
 * const teacher = tf.tensor3d([[[0, 1, 2]]]), student = tf.tensor3d([[[0, 0, 0]]]);
 * assert.ok(Math.abs(distillationLoss(teacher, { teacher }).dataSync()[0]) < 1e-6);
 * assert.ok(distillationLoss(student, { teacher }).dataSync()[0] > 0.2);
 * ```
 */
export function distillationLoss(
  student: tf.Tensor3D,
  o: { readonly teacher: tf.Tensor3D; readonly targets?: tf.Tensor2D; readonly temperature?: number },
): tf.Scalar {
  const { teacher, targets, temperature = 1 } = o;
  if (`${student.shape}` !== `${teacher.shape}`) {
    throw new RangeError(
      `distillationLoss: the student's logits are (${student.shape.join(", ")}), the teacher's are (${
        teacher.shape.join(", ")
      }); both models need the same text and the same vocabulary`,
    );
  }
  if (!(temperature > 0)) {
    throw new RangeError(`distillationLoss: temperature must be above 0, got ${temperature}`);
  }
  const [B, T, V] = student.shape;
  return tf.tidy(() => {
    const [logP, logQ] = [teacher, student].map((logits) =>
      tf.logSoftmax(tf.reshape(tf.div(logits, temperature), [B * T, V])) // (N, V)
    );
    const divergences = tf.sum(tf.mul(tf.exp(logP), tf.sub(logP, logQ)), -1); // (N)
    const counted = targets ? tf.greaterEqual(targets, 0).toFloat().reshape([B * T]) : tf.ones([B * T]); // (N)
    const mean = tf.div(tf.sum(tf.mul(divergences, counted)), orOne(tf.sum(counted) as tf.Scalar));
    return tf.mul(temperature ** 2, mean) as tf.Scalar;
  });
}
