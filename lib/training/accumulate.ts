/**
 * Gradient accumulation: a big batch's gradient from small batches that fit into memory.
 *
 * Each micro-batch adds its gradient, weighted by its number of counted targets, to running sums; dividing once at
 * the end gives what the big batch would have given, also where the micro-batches count different numbers of
 * targets (averaging their means does not). Adding is one function of its own, so that a compiler sees one
 * micro-batch at a time and memory stays that of one.
 */
import * as tf from "@tensorflow/tfjs";
import { mapParams, type Params, type Seed, tidyTree } from "../nn/mod.ts";
import type { TensorBatch } from "./batch.ts";
import { lossAndGradients } from "./gradients.ts";
import type { LossFn } from "./loss.ts";

export interface GradientSums<P extends Params = Params> {
  /** Σ tokens · gradient. */
  readonly grads: P;
  /** Σ tokens · loss, nats. */
  readonly loss: tf.Scalar;
  /** Counted targets so far, a float32 scalar. */
  readonly tokens: tf.Scalar;
}

/** Sums of no micro-batch yet. The caller disposes them. */
export function zeroSums<P extends Params>(params: P): GradientSums<P> {
  return { grads: mapParams((p) => tf.zerosLike(p), params), loss: tf.scalar(0), tokens: tf.scalar(0) };
}

/**
 * Makes the function that adds one micro-batch to the sums: tensors in, new tensors out.
 *
 * @param o.loss must be a mean over the targets that are not negative, as {@link crossEntropy} is.
 */
export function makeAccumulate<P extends Params>(o: { readonly loss: LossFn<P> }) {
  return (
    params: P,
    sums: GradientSums<P>,
    batch: TensorBatch,
    { seed }: { readonly seed?: Seed },
  ): GradientSums<P> =>
    tidyTree(() => {
      const { loss, grads } = lossAndGradients(o.loss, { params, batch, seed });
      const tokens = tf.sum(tf.greaterEqual(batch.y, 0).toFloat()) as tf.Scalar;
      return {
        grads: mapParams((sum, _, g) => tf.add(sum, tf.mul(g, tokens)), sums.grads, grads),
        loss: tf.add(sums.loss, tf.mul(loss, tokens)) as tf.Scalar,
        tokens: tf.add(sums.tokens, tokens) as tf.Scalar,
      };
    });
}

/** The big batch's loss and gradient: the sums divided by their targets. */
export function meanOfSums<P extends Params>(sums: GradientSums<P>): { loss: tf.Scalar; grads: P } {
  return tidyTree(() => {
    const tokens = tf.maximum(sums.tokens, 1);
    return {
      loss: tf.div(sums.loss, tokens) as tf.Scalar,
      grads: mapParams((g) => tf.div(g, tokens), sums.grads),
    };
  });
}
