/**
 * The total weight of a loss: what its mean was divided by.
 *
 * A mean over several batches weighs each batch's mean by its total weight, so whoever adds up batches (accumulated
 * gradients, an evaluation) has to know it. `crossEntropy` reports it while it is computed; a weighted mean of your
 * own reports it with {@link reportWeight}. Of a loss that reports nothing, the counted targets are the weight.
 */
import * as tf from "@tensorflow/tfjs";
import type { TensorBatch } from "./batch.ts";

interface Report {
  /** A scalar that outlives the scopes of the loss. */
  readonly total: tf.Scalar;
  /** The tensors that it was computed from; nothing where the loss itself says its weight. */
  readonly of?: readonly (tf.Tensor | undefined)[];
}

let listener: Report[] | null = null;

/**
 * Says what the loss that is being computed was divided by. Needed only where a loss of your own weighs its targets.
 *
 * @param total Σ weights, a scalar; it stays yours.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { lossAndGradients, reportWeight } from "lib/training";
 * import assert from "node:assert/strict";
 * await tf.setBackend("cpu");
 * const y = tf.tensor2d([[1, 2, 3]], [1, 3], "int32");
 * const { loss, weight } = lossAndGradients(({ w }, { y }) => {
 *   const total = tf.sum(y.toFloat()) as tf.Scalar;
 *   reportWeight(total);
 *   return tf.div(tf.sum(tf.mul(w, y)), total);
 * }, { params: { w: tf.tensor1d([1, 0, 0]) }, batch: { x: y, y } });
 * assert.equal(weight?.dataSync()[0], 6);
 * assert.ok(Math.abs(loss.dataSync()[0] - 1 / 6) < 1e-6);
 * ```
 */
export function reportWeight(total: tf.Scalar, of?: Report["of"]): void {
  listener?.push({ total: tf.keep(tf.clone(total)), of });
}

/** Hears what a loss reports while it runs. To be disposed. */
export class HeardWeights implements Disposable {
  readonly #reports: Report[] = [];

  /** Calls `loss`, listening. */
  during(loss: () => tf.Scalar): tf.Scalar {
    const before = listener;
    listener = this.#reports;
    try {
      return loss();
    } finally {
      listener = before;
    }
  }

  /**
   * The total weight, a new scalar; null where the loss adds up means of different weights, which are not the mean of
   * anything.
   */
  of(batch: TensorBatch): tf.Scalar | null {
    const reports = this.#reports;
    if (reports.length === 0) {
      return tf.tidy(() => tf.sum(tf.greaterEqual(batch.y, 0).toFloat()) as tf.Scalar);
    }
    const { total, of } = reports.find((report) => !report.of) ?? reports[0];
    const isOne = !of || reports.every((other) => other.of!.every((tensor, i) => tensor === of[i]));
    return isOne ? tf.clone(total) : null;
  }

  [Symbol.dispose](): void {
    for (const { total } of this.#reports) total.dispose();
  }
}

/** Refuses a loss whose means cannot be added up. */
export function oneWeight(weight: tf.Scalar | null, attempt: string): tf.Scalar {
  if (weight) return weight;
  throw new RangeError(
    `${attempt}: the loss adds up several crossEntropy() of different targets or weights, so its batches have no ` +
      "one weight in the mean. Give them the same targets and weights, or say the weight with reportWeight(total)",
  );
}
