/**
 * Grouped-query attention: several heads of queries share one head of keys and values, so that the cache is smaller.
 *
 * With H heads of queries and K of keys and values, query head h uses key head floor(h K / H). The queries of a group are
 * put below each other, so that no keys are copied.
 */
import * as tf from "@tensorflow/tfjs";

/**
 * The matrix product of each head of `a` with its group's head of `b`.
 *
 * @param a (B, H, T, X) float32
 * @param b (B, K, X, Y), or (B, K, Y, X) with `transposeB`; H is a multiple of K
 * @returns (B, H, T, Y)
 * @see Ainslie et al. 2023, "GQA", section 2.2 (arXiv 2305.13245)
 */
export function matMulHeads(a: tf.Tensor4D, b: tf.Tensor4D, transposeB = false): tf.Tensor4D {
  const [B, H, T, X] = a.shape, K = b.shape[1];
  if (H === K) return tf.matMul(a, b, false, transposeB) as tf.Tensor4D; // (B, H, T, Y)
  return tf.tidy(() => {
    const groups = tf.reshape(a, [B, K, H / K * T, X]); // (B, H, T, X) -> (B, K, H/K T, X)
    const product = tf.matMul(groups, b, false, transposeB); // (B, K, H/K T, Y)
    return tf.reshape(product, [B, H, T, product.shape[3]!]) as tf.Tensor4D;
  });
}
