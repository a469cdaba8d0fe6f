/**
 * GRPO's loss: the clipped ratio of PPO with the group's advantage, and a KL penalty towards a reference model.
 *
 * The ratio lets one batch of completions serve for several updates, and clipping ends the pull of a token once its
 * probability has changed by a fifth or so. Left out: the advantage (advantage.ts) and sampling.
 * B: rows, T: tokens.
 */
import * as tf from "@tensorflow/tfjs";
import { klEstimates } from "./kl_estimators.ts";

export interface GRPOOptions {
  /** ε: the ratio counts only between 1 − ε and 1 + ε. Default 0.2. */
  readonly clip?: number;
  /** β: weight of the KL penalty (k3), default 0; needs `refLogP`. */
  readonly klWeight?: number;
  /**
   * What the sum over tokens is divided by:
   * a number: every row by this constant, as Dr. GRPO does. A token counts the same in long and short rows;
   * "row": each row by its own number of tokens, as GRPO does. A wrong answer then costs less per token the longer it is;
   * "tokens": all rows by the number of all tokens (DAPO's token mean).
   */
  readonly length: number | "row" | "tokens";
}

/** What the loss compares, each (B, T) unless said. */
interface GRPOInput {
  /** log π of the sampled tokens, by the weights that are trained. */
  readonly logP: tf.Tensor2D;
  /** By the weights that sampled. Without it, those are the trained weights themselves, and each ratio is 1. */
  readonly oldLogP?: tf.Tensor2D;
  /** By the reference model; needed if klWeight is above 0. */
  readonly refLogP?: tf.Tensor2D;
  /** 1 where a token was chosen by the model, else 0; float32. */
  readonly mask: tf.Tensor2D;
  /** (B), one for a row, or (B, T), one for a token. */
  readonly advantages: tf.Tensor1D | tf.Tensor2D;
}

/**
 * The objective of each token: min(ratio · A, clip(ratio, 1 − ε, 1 + ε) · A), to be maximised.
 *
 * @param ratio (B, T) π / π_old of the sampled tokens
 * @param advantages (B, T) or (B, 1)
 * @returns (B, T)
 *
 * Source: Schulman et al. 2017, "Proximal policy optimization algorithms", equation 7
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { clippedObjective } from "lib/training/rewards";
 * import assert from "node:assert/strict";
 * await tf.setBackend("cpu");
 * const ratio = tf.tensor2d([[0.5, 1, 1.5]]);
 * const round = (x: tf.Tensor) => [...x.dataSync()].map((value) => Number(value.toFixed(3)));
 * assert.deepEqual(round(clippedObjective(ratio, tf.tensor2d([[1]]))), [0.5, 1, 1.2]);
 * assert.deepEqual(round(clippedObjective(ratio, tf.tensor2d([[-1]]))), [-0.8, -1, -1.5]);
 * ```
 */
export function clippedObjective(
  ratio: tf.Tensor2D,
  advantages: tf.Tensor2D,
  o: { readonly clip?: number } = {},
): tf.Tensor2D {
  const { clip = 0.2 } = o;
  return tf.tidy(() => {
    const clipped = tf.clipByValue(ratio, 1 - clip, 1 + clip);
    return tf.minimum(tf.mul(ratio, advantages), tf.mul(clipped, advantages)) as tf.Tensor2D;
  });
}

/**
 * The loss to minimise.
 *
 *     loss = Σ_i Σ_t (−min(ratio A_i, clip(ratio) A_i) + β k3) / divisor        ratio = π(token) / π_old(token)
 *
 * @returns a scalar, of which only the gradient means something: with a ratio of 1 and no KL penalty, its value is minus
 *   the mean advantage
 * @throws {RangeError} if klWeight is above 0 without `refLogP`, or the length is not above 0
 *
 * Source: Shao et al. 2024, "DeepSeekMath", equation 3; Liu et al. 2025, "Understanding R1-Zero-like training: a critical
 * perspective" (Dr. GRPO: the constant length); Yu et al. 2025, "DAPO" (the mean over tokens)
 */
export function grpoLoss(input: GRPOInput, o: GRPOOptions): tf.Scalar {
  const { logP, refLogP, mask, advantages } = input;
  const { clip = 0.2, klWeight = 0, length } = o;
  if (klWeight > 0 && !refLogP) {
    throw new RangeError(
      "grpoLoss: klWeight is above 0, so refLogP is needed: the reference model's log-probabilities",
    );
  }
  if (typeof length === "number" && !(length > 0)) {
    throw new RangeError(`grpoLoss: length must be above 0, got ${length}`);
  }
  const [B] = logP.shape;
  return tf.tidy(() => {
    const oldLogP = input.oldLogP ?? withoutGradient(logP);
    const ratio = tf.exp(tf.sub(logP, oldLogP)) as tf.Tensor2D; // (B, T)
    const A = tf.reshape<tf.Rank.R2>(advantages, [B, -1]); // (B, 1) or (B, T)
    let each = tf.neg(clippedObjective(ratio, A, { clip })); // (B, T)
    if (klWeight > 0) each = tf.add(each, tf.mul(klWeight, klEstimates(logP, refLogP!).k3));
    const counted = tf.mul(each, mask); // (B, T)
    if (length === "row") {
      const rows = tf.div(tf.sum(counted, -1), tf.maximum(tf.sum(mask, -1), 1)); // (B)
      return tf.mean(rows) as tf.Scalar;
    }
    const divisor = length === "tokens" ? tf.maximum(tf.sum(mask), 1) : tf.scalar(B * length);
    return tf.div(tf.sum(counted), divisor) as tf.Scalar;
  });
}

/** The same values; no gradient flows through them. A ratio of x to it is 1, but has the gradient of log x. */
function withoutGradient(x: tf.Tensor2D): tf.Tensor2D {
  return tf.customGrad((x) => ({
    value: tf.clone(x as tf.Tensor2D),
    gradFunc: (dy: tf.Tensor) => tf.zerosLike(dy),
  }))(x) as tf.Tensor2D;
}
