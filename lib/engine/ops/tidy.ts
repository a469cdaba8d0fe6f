/** `tf.tidy` for functions that return trees: tfjs's own type knows no read-only arrays. */
import * as tf from "@tensorflow/tfjs";

/** Runs `f` and frees every tensor that it made, except those in the tree that it returns. */
export function tidyTree<T extends object>(f: () => T): T {
  return tf.tidy(f as unknown as () => tf.TensorContainer) as unknown as T;
}
