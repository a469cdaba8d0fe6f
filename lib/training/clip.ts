/**
 * Gradient clipping by the global norm: one large gradient must not destroy the weights. If all gradients together, as one
 * vector, are longer than allowed, they are shortened; the direction stays.
 */
import * as tf from "@tensorflow/tfjs";
import { flattenParams, mapParams, type Params } from "../nn/mod.ts";
import { tidyTree } from "../engine/ops/mod.ts";

/** The Euclidean length of all gradients taken as one vector: `sqrt(Σ g²)`. */
export function globalNorm(grads: Params): tf.Scalar {
  return tidyTree(() => {
    const squares = [...flattenParams(grads).values()].map((g) => tf.sum(tf.square(g)));
    return tf.sqrt(tf.addN(squares)) as tf.Scalar;
  });
}

/**
 * Shortens gradients to a global norm of at most `maxNorm`.
 *
 *     g ← g · min(1, maxNorm / (‖g‖ + 1e-6))
 *
 * @returns the clipped gradients and the norm before clipping.
 *
 * Source: Pascanu et al. 2013, "On the difficulty of training recurrent neural networks", section 3.2; the 1e-6 is
 * PyTorch's (`torch.nn.utils.clip_grad_norm_`).
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { clipByGlobalNorm } from "lib/training";
 * import assert from "node:assert/strict";
 * await tf.setBackend("cpu");
 * const { grads, norm } = clipByGlobalNorm({ w: tf.tensor1d([3, 4]) }, 1);
 * assert.equal(norm.dataSync()[0], 5);
 * assert.ok(Math.abs(grads.w.dataSync()[0] - 0.6) < 1e-6);
 * ```
 */
export function clipByGlobalNorm<P extends Params>(grads: P, maxNorm: number): { grads: P; norm: tf.Scalar } {
  return tidyTree(() => {
    const norm = globalNorm(grads);
    const scale = tf.minimum(1, tf.div(maxNorm, tf.add(norm, 1e-6)));
    return { grads: mapParams((g) => tf.mul(g, scale), grads), norm };
  });
}
