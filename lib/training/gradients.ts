/** The gradient of a loss with respect to a tree of parameters; tfjs differentiates functions of a list of tensors. */
import * as tf from "@tensorflow/tfjs";
import { flattenParams, type Params, type Seed, unflattenParams } from "../nn/mod.ts";
import { tidyTree } from "../engine/ops/mod.ts";
import type { TensorBatch } from "./batch.ts";
import type { LossFn } from "./loss.ts";
import { ReportedWeights } from "./loss_weight.ts";

/**
 * Computes a loss and its gradient in one pass.
 *
 * @param o.seed turns dropout on.
 * @returns the loss, a tree of gradients with the parameters' shapes, and the total weight that the loss was divided by
 *   (null if there is no single one). The caller disposes them.
 * @throws {TypeError} if the loss is not a scalar.
 * @throws {Error} if the loss does not use a parameter. It does not name the parameter, because tfjs has no names.
 */
export function lossAndGradients<P extends Params>(
  loss: LossFn<P>,
  o: { readonly params: P; readonly batch: TensorBatch; readonly seed?: Seed },
): { loss: tf.Scalar; grads: P; weight: tf.Scalar | null } {
  return tidyTree(() => {
    const named = flattenParams(o.params);
    const names = [...named.keys()];
    const rebuild = (tensors: readonly tf.Tensor[]) =>
      unflattenParams<P>(new Map(names.map((name, i) => [name, tensors[i]])));
    using weights = new ReportedWeights();
    const { value, grads } = tf.valueAndGrads((...tensors: tf.Tensor[]) =>
      checkScalar(weights.during(() => loss(rebuild(tensors), o.batch, { seed: o.seed })))
    )([...named.values()]);
    return { loss: value as tf.Scalar, grads: rebuild(grads), weight: weights.of(o.batch) };
  });
}

function checkScalar(loss: tf.Scalar): tf.Scalar {
  if (loss instanceof tf.Tensor && loss.rank === 0) return loss;
  const value: unknown = loss;
  const found = value instanceof tf.Tensor
    ? `a tensor of shape (${value.shape.join(", ")})`
    : value instanceof Promise
    ? "a promise"
    : typeof value;
  throw new TypeError(`the loss must return a scalar tensor, such as crossEntropy's, found ${found}`);
}
