/** `tf.tidy` for functions that return trees of tensors; tfjs's own type does not accept read-only arrays. */
import * as tf from "@tensorflow/tfjs";

/** Runs `f` and frees all tensors that it made, except those in the tree that it returns. */
export function tidyTree<T extends object>(f: () => T): T {
  return tf.tidy(f as unknown as () => tf.TensorContainer) as unknown as T;
}
