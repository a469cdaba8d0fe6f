/**
 * Gradient accumulation: a big batch's gradient from small batches that fit into memory.
 *
 * Each micro-batch adds its gradient, multiplied by the total weight of its targets, to running sums; dividing once at
 * the end gives what the big batch would have given, also where the micro-batches count different numbers of
 * targets, or targets of different weights (averaging their means does not). Adding is one function of its own, so
 * that a compiler sees one micro-batch at a time and memory stays that of one.
 */
import * as tf from "@tensorflow/tfjs";
import { fused, tidyTree } from "../engine/ops/mod.ts";
import { mapParams, type Params, type Seed } from "../nn/mod.ts";
import type { TensorBatch } from "./batch.ts";
import { lossAndGradients } from "./gradients.ts";
import { type LossFn, orOne } from "./loss.ts";
import { oneWeight } from "./loss_weight.ts";

export interface GradientSums<P extends Params = Params> {
  /** Σ weight · gradient. */
  readonly grads: P;
  /** Σ weight · loss, nats. */
  readonly loss: tf.Scalar;
  /** Total weight of the targets so far, a float32 scalar; without weights, the number of counted targets. */
  readonly weight: tf.Scalar;
}

/** Sums of no micro-batch yet. The caller disposes them. */
export function zeroSums<P extends Params>(params: P): GradientSums<P> {
  return { grads: mapParams((p) => tf.zerosLike(p), params), loss: tf.scalar(0), weight: tf.scalar(0) };
}

/**
 * Makes the function that adds one micro-batch to the sums: tensors in, new tensors out.
 *
 * @param o.loss must be a mean over targets, as {@link crossEntropy} is, with weights or without.
 * @throws {RangeError} where the loss adds up means of different weights.
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

/** Where nothing counts, a mean may be 0 / 0, and adds nothing. */
function addWeighted(sum: tf.Tensor, mean: tf.Tensor, weight: tf.Tensor): tf.Tensor[] {
  return [tf.where(tf.equal(weight, 0), sum, tf.add(sum, tf.mul(mean, weight)))];
}

/** The big batch's loss and gradient: the sums divided by their total weight; and that weight. */
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
