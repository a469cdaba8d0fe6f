/**
 * `storeBFloat16`: a matrix of weights stored in bfloat16, to halve its memory.
 *
 * A number in bfloat16 has float32's exponent and 8 bits of mantissa, so it is rounded by at most 1/256 of itself. What is
 * computed with the matrix is computed in float32, as with any other tensor.
 */
import * as tf from "@tensorflow/tfjs";

/** Registered by engines that can store bfloat16. Inputs `{ matrix }`, attributes `{ transposed }`. */
const KERNEL = "StoreBFloat16";
/** Rows that are stored together: K must be a multiple of it. */
const ROWS = 8;

/** Whether the inner size of products with the matrix is a multiple of 8. Options as for `storeBFloat16`. */
export function canStoreBFloat16(matrix: tf.Tensor2D, o: { readonly transposed: boolean }): boolean {
  return matrix.shape[o.transposed ? 1 : 0] % ROWS === 0;
}

/**
 * The matrix, rounded to bfloat16. It can be used, saved and disposed of as before.
 *
 * On TensorFlow it takes half the memory, and a compiled loop that multiplies single rows by it, as generation does, reads
 * half the bytes. Ops that run at once make a float32 copy for each use. On other engines it is stored as float32.
 *
 * @param matrix (K, N) float32, which is multiplied as `x W`; K a multiple of 8
 * @param o.transposed the matrix is (N, K), and multiplied as `x Wᵀ`
 * @throws RangeError if K is not a multiple of 8
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { storeBFloat16 } from "lib/engine/ops";
 * import assert from "node:assert/strict";
 * const stored = storeBFloat16(tf.fill([8, 2], 1 + 1 / 256), { transposed: false });
 * assert.equal(stored.dataSync()[0], 1); // halfway to the next number, 1 + 1/128: rounded to the even one
 * ```
 */
export function storeBFloat16(matrix: tf.Tensor2D, o: { readonly transposed: boolean }): tf.Tensor2D {
  if (!canStoreBFloat16(matrix, o)) {
    const K = matrix.shape[o.transposed ? 1 : 0];
    throw new RangeError(
      `storeBFloat16: expected a multiple of ${ROWS} for the inner size of the product, found ${K} in a matrix ` +
        `(${matrix.shape.join(", ")}); keep this one in float32`,
    );
  }
  const kernel = tf.getKernel(KERNEL, tf.getBackend());
  if (!kernel) return tf.tensor2d(rounded(matrix.dataSync() as Float32Array), matrix.shape);
  return kernel.kernelFunc({
    inputs: { matrix },
    attrs: o as unknown as tf.NamedAttrMap,
    backend: tf.backend(),
  }) as tf.Tensor2D;
}

/** The nearest bfloat16 of each number, ties to even. */
function rounded(values: Float32Array): Float32Array {
  const result = Float32Array.from(values), bits = new Uint32Array(result.buffer);
  for (let i = 0; i < bits.length; i++) {
    if (Number.isNaN(result[i])) continue; // adding to its bits could make it an infinity
    bits[i] = (bits[i] + 0x7fff + ((bits[i] >>> 16) & 1)) & 0xffff0000;
  }
  return result;
}
