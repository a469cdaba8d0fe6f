/** The causal mask: it hides later tokens from attention, and with a sliding window also those long before. */
import * as tf from "@tensorflow/tfjs";

interface MaskOptions {
  /** The first query of the mask, default 0. */
  readonly from?: number;
  /** How many tokens each token sees, itself among them; all before it unless given. */
  readonly window?: number;
}

/**
 * What is added to the scores so that no token sees a later one, nor one before its window: 0 where it sees the key,
 * else -1e9.
 *
 * @returns (T - from, T), row = query, column = key
 * @see the window: Beltagy et al. 2020, "Longformer", section 3.1 (arXiv 2004.05150)
 */
export function causalMask(T: number, { from = 0, window }: MaskOptions = {}): tf.Tensor2D {
  return tf.tidy(() => {
    const keys = tf.range(0, T, 1, "int32"), queries = tf.range(from, T, 1, "int32");
    return hideKeys(notSeen(keys, tf.reshape(queries, [T - from, 1]), window)); // (T), (T - from, 1) -> (T - from, T)
  });
}

/** Whether a key comes later than the query, or before the query's window. Positions int32, which broadcast. */
export function notSeen<T extends tf.Tensor>(keys: tf.Tensor, queries: tf.Tensor, window?: number): T {
  const later = tf.greater(keys, queries);
  if (window === undefined) return later as T;
  return tf.logicalOr(later, tf.lessEqual(keys, tf.sub(queries, tf.scalar(window, "int32")))) as T;
}

/** -1e9 where true, 0 where false. After the softmax, e^-1e9 is exactly 0. */
export function hideKeys<T extends tf.Tensor>(hidden: T): T {
  return tf.mul(tf.cast(hidden, "float32"), -1e9) as T;
}
