/** The causal mask: it hides later tokens from attention. */
import * as tf from "@tensorflow/tfjs";

/**
 * What is added to the scores so that no token sees a later one: 0 where the key is not later than the query, else -1e9.
 *
 * @param o `from`: the first query of the mask, default 0
 * @returns (T - from, T), row = query, column = key
 */
export function causalMask(T: number, { from = 0 }: { readonly from?: number } = {}): tf.Tensor2D {
  return tf.tidy(() => {
    const keys = tf.range(0, T, 1, "int32"), queries = tf.range(from, T, 1, "int32");
    return hideKeys(tf.greater(keys, tf.reshape(queries, [T - from, 1]))); // (T) > (T - from, 1) -> (T - from, T)
  });
}

/** -1e9 where true, 0 where false. After the softmax, e^-1e9 is exactly 0. */
export function hideKeys<T extends tf.Tensor>(hidden: T): T {
  return tf.mul(tf.cast(hidden, "float32"), -1e9) as T;
}
