/**
 * The total weight of a loss: the number that its mean was divided by.
 *
 * To average over several batches, each batch's mean must be multiplied by its total weight. `crossEntropy` reports it while
 * it is computed; a weighted mean of your own reports it with {@link reportWeight}. If a loss reports nothing, the weight is
 * the number of counted targets.
 */
import * as tf from "@tensorflow/tfjs";
import type { TensorBatch } from "./batch.ts";

interface Report {
  /** Kept until the report is disposed. */
  readonly total: tf.Scalar;
  /** The tensors that it was computed from; undefined if the loss itself called `reportWeight`. */
  readonly of?: readonly (tf.Tensor | undefined)[];
}

let listener: Report[] | null = null;

/**
 * Reports the number that the current loss is divided by. Only a loss of your own with weighted targets needs it.
 *
 * @param total Σ weights, a scalar. It is copied; the caller disposes it.
 * @param of the tensors that it was computed from, by which two reports of one weight are told from reports of two; leave
 *   it out in a loss of your own
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

/** Collects what a loss reports while it runs. Must be disposed. */
export class ReportedWeights implements Disposable {
  readonly #reports: Report[] = [];

  /** Calls `loss` and collects its reports. */
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
   * The total weight, a new scalar; null if the loss is a sum of means with different weights, which has no single
   * total.
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

/** Returns the weight. @throws {RangeError} if the loss has no single one */
export function oneWeight(weight: tf.Scalar | null, attempt: string): tf.Scalar {
  if (weight) return weight;
  throw new RangeError(
    `${attempt}: the loss adds up several crossEntropy() of different targets or weights, so its batches have no ` +
      "one weight in the mean. Give them the same targets and weights, or report the weight with reportWeight(total)",
  );
}
