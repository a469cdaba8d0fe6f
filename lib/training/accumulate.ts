/**
 * Gradient accumulation: the gradient of a large batch, computed from small batches that fit into memory.
 *
 * Each micro-batch adds its gradient, multiplied by the total weight of its targets, to running sums. One division at the
 * end gives the gradient of the large batch, even if the micro-batches have different numbers of counted targets or
 * different weights. (The average of their means would be wrong then.) One function adds one micro-batch, so a compiled
 * function needs memory for one micro-batch only.
 */
import * as tf from "@tensorflow/tfjs";
import { fused, tidyTree } from "../engine/ops/mod.ts";
import { mapParams, type Params, type Seed } from "../nn/mod.ts";
import type { TensorBatch } from "./batch.ts";
import { lossAndGradients } from "./gradients.ts";
import { type LossFn, orOne } from "./loss.ts";
import { oneWeight } from "./loss_weight.ts";

export type GradientSums<P extends Params = Params> = {
  /** Σ weight · gradient. */
  readonly grads: P;
  /** Σ weight · loss, nats. */
  readonly loss: tf.Scalar;
  /** Total weight of the targets so far, a float32 scalar; without weights, the number of counted targets. */
  readonly weight: tf.Scalar;
};

/** The sums before the first micro-batch: zeros. The caller disposes them. */
export function zeroSums<P extends Params>(params: P): GradientSums<P> {
  return { grads: mapParams((p) => tf.zerosLike(p), params), loss: tf.scalar(0), weight: tf.scalar(0) };
}

/**
 * Makes the function that adds one micro-batch to the sums. It returns new tensors.
 *
 * @param o.loss must be a mean over targets, as {@link crossEntropy} is, with weights or without.
 * @throws {RangeError} if the loss is a sum of means with different weights.
 */
export function makeAccumulate<P extends Params>(o: { readonly loss: LossFn<P> }) {
  return (
    params: P,
    sums: GradientSums<P>,
    batch: TensorBatch,
    { seed }: { readonly seed?: Seed },
  ): GradientSums<P> =>
    tidyTree(() => {
      const { loss, grads, ...found } = lossAndGradients(o.loss, { params, batch, seed });
      const weight = oneWeight(found.weight, "accumulating gradients");
      return {
        grads: mapParams((sum, _, g) => fused(addWeighted, [sum, g, weight])[0], sums.grads, grads),
        loss: addWeighted(sums.loss, loss, weight)[0] as tf.Scalar,
        weight: tf.add(sums.weight, weight) as tf.Scalar,
      };
    });
}

/** Adds `mean · weight` to the sum; nothing if the weight is 0, because the mean may be 0 / 0 then. */
function addWeighted(sum: tf.Tensor, mean: tf.Tensor, weight: tf.Tensor): tf.Tensor[] {
  return [tf.where(tf.equal(weight, 0), sum, tf.add(sum, tf.mul(mean, weight)))];
}

/** Returns the loss and gradient of the large batch (the sums divided by their total weight) and that weight. */
export function meanOfSums<P extends Params>(
  sums: GradientSums<P>,
): { loss: tf.Scalar; grads: P; weight: tf.Scalar } {
  return tidyTree(() => {
    const total = orOne(sums.weight);
    return {
      loss: tf.div(sums.loss, total) as tf.Scalar,
      grads: mapParams((g) => tf.div(g, total), sums.grads),
      weight: tf.clone(sums.weight),
    };
  });
}
