/**
 * `tf.tidy` for functions whose result is an object of parameter trees.
 *
 * tfjs finds the tensors in any nesting of objects and arrays, but its type names only mutable ones.
 */
import * as tf from "@tensorflow/tfjs";

/** Runs `f` and frees every tensor made in it that is not in its result. */
export function tidy<R>(f: () => R): R {
  return tf.tidy(f as () => tf.TensorContainer) as R;
}
