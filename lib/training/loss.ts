/**
 * Cross-entropy: minus the logarithm of the probability that the model gives to the right token, in nats per token.
 *
 * The gradient is written by hand. The gradient that tfjs derives keeps three arrays of the logits' size until the
 * backward pass; this one keeps the logits and one number per token.
 * B: sequences, T: tokens in each, V: vocabulary, N = B·T.
 */
import * as tf from "@tensorflow/tfjs";
import { fused } from "../engine/ops/mod.ts";
import type { Params, Seed } from "../nn/mod.ts";
import type { TensorBatch } from "./batch.ts";
import { reportWeight } from "./loss_weight.ts";

/**
 * What training minimises: the mean loss of a batch over its counted targets (those that are not negative), in nats.
 * A loss with weights of its own uses crossEntropy's `weights`, or reports its total weight with `reportWeight`.
 * Dropout is on only when `seed` is given.
 */
export type LossFn<P extends Params = Params> = (
  params: P,
  batch: TensorBatch,
  /** vocabSize: the one that the ids were checked with */
  o: { readonly seed?: Seed; readonly vocabSize?: number },
) => tf.Scalar;

/**
 * Mean cross-entropy between logits and target ids.
 *
 *     loss = Σᵢ wᵢ (log Σᵥ exp xᵢᵥ − x_{i,yᵢ}) / Σᵢ wᵢ        ∂loss/∂xᵢᵥ = wᵢ (softmax(xᵢ)ᵥ − [v = yᵢ]) / Σ w
 *
 * The row's maximum is subtracted before the exponentials are summed, so that large logits do not overflow.
 *
 * @param logits (B, T, V) or (N, V), float32.
 * @param targets (B, T) or (N), int32, below V. A negative target weighs 0 (PyTorch's `ignore_index`; nanoGPT uses
 *   −1, Hugging Face −100).
 * @param o.weights one weight per target, float32, of the targets' shape; 1 unless given. No gradient flows into it.
 * @returns a scalar in nats per token; 0 if no target counts.
 * @throws {RangeError} if the shapes do not fit together.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { crossEntropy } from "lib/training";
 * import assert from "node:assert/strict";
 * await tf.setBackend("cpu");
 * // Two tokens, equally likely: the loss is ln 2 nats.
 * const loss = crossEntropy(tf.tensor2d([[3, 3]]), tf.tensor1d([1], "int32"));
 * assert.ok(Math.abs(loss.dataSync()[0] - Math.log(2)) < 1e-6);
 * ```
 */
export function crossEntropy(
  logits: tf.Tensor,
  targets: tf.Tensor,
  o: { readonly weights?: tf.Tensor } = {},
): tf.Scalar {
  checkShapes(logits, targets, o.weights);
  const V = logits.shape[logits.rank - 1];
  return tf.tidy(() => {
    const y = targets.reshape([targets.size]); // (B, T) -> (N)
    let weights = tf.greaterEqual(y, 0).toFloat(); // (N)
    if (o.weights) weights = tf.mul(weights, o.weights.reshape([targets.size]));
    const total = tf.sum(weights) as tf.Scalar;
    reportWeight(total, [targets, o.weights]);
    const shares = tf.div(weights, orOne(total)) as tf.Tensor1D; // (N), sums to 1
    const ids = tf.maximum(y, tf.scalar(0, "int32")) as tf.Tensor1D; // a JavaScript 0 would make the result float32
    return weightedNll(logits.reshape([targets.size, V]), ids, shares); // (B, T, V) -> (N, V)
  });
}

/** The total as a divisor: 1 instead of 0, which it is if every target is ignored. */
export function orOne(total: tf.Scalar): tf.Scalar {
  return tf.where(tf.equal(total, 0), tf.onesLike(total), total);
}

/** Σᵢ sharesᵢ · −log softmax(xᵢ)[idsᵢ] for x (N, V), ids and shares (N). */
function weightedNll(x: tf.Tensor2D, ids: tf.Tensor1D, shares: tf.Tensor1D): tf.Scalar {
  const nll = tf.customGrad((...args) => {
    const [x, save] = args as [tf.Tensor2D, tf.GradSaveFunc];
    const [logTotal] = fused(logSumExp, [x]); // (N, 1)
    const picked = tf.gather(x, ids, 1, 1); // (N)
    save([x, logTotal, ids, shares]);
    return {
      value: tf.sum(tf.mul(shares, tf.sub(logTotal.reshape([ids.size]), picked))) as tf.Scalar,
      gradFunc: (dy: tf.Scalar, saved: tf.Tensor[]) => fused(slopesOfLogits, [dy, ...saved])[0],
    };
  });
  return nll(x) as tf.Scalar;
}

/** (N, V) -> (N, 1) */
function logSumExp(x: tf.Tensor): tf.Tensor[] {
  return [tf.logSumExp(x, -1, true)];
}

/** @returns the gradient of the logits, (N, V) */
function slopesOfLogits(...[dy, x, logTotal, ids, shares]: tf.Tensor[]): tf.Tensor[] {
  const [N, V] = x.shape;
  const probabilities = tf.exp(tf.sub(x, logTotal)); // (N, V)
  const slopes = tf.sub(probabilities, tf.oneHot(ids as tf.Tensor1D, V!, 1, 0, "float32"));
  return [tf.mul(slopes, tf.mul(shares, dy).reshape([N, 1]))];
}

function checkShapes(logits: tf.Tensor, targets: tf.Tensor, weights?: tf.Tensor): void {
  const [rows, wanted] = [logits.shape.slice(0, -1), targets.shape].map((shape) => `(${shape.join(", ")})`);
  if (logits.rank < 2 || rows !== wanted) {
    throw new RangeError(
      `crossEntropy: logits of shape (${logits.shape.join(", ")}) need targets of shape ${rows}, got ` +
        `${wanted}`,
    );
  }
  const given = `(${weights?.shape.join(", ")})`;
  if (weights && given !== wanted) {
    throw new RangeError(`crossEntropy: weights must have the targets' shape ${wanted}, got ${given}`);
  }
}
