/**
 * Random tensors from explicit seeds, as in jax: the same seed always gives the same numbers.
 *
 * A seed is a tensor, so a compiled training step can take it as an input. `foldIn` makes a new seed from a seed and a
 * number (a step, a layer), so no two uses share numbers. There is no hidden state. The engine draws the numbers where it
 * has a kernel for it; elsewhere engine/ops/philox.ts computes them. tfjs's `tf.randomNormal` and
 * `tf.dropout` are not used: they compute their numbers in JavaScript, and a compiled function would always repeat them.
 */
import * as tf from "@tensorflow/tfjs";
import { philoxNormal, philoxUniform } from "../engine/ops/philox.ts";

/** Two non-negative int32 numbers, shape [2]. */
export type Seed = tf.Tensor1D;

/** Kernels of engines that compute random numbers themselves; inputs `{ seed }`, attributes `{ shape }`. */
type RandomKernel = "StatelessRandomUniform" | "StatelessRandomNormal";

/**
 * Makes a seed from a whole number.
 *
 * @param n from 0 to 2^53 - 1
 * @throws RangeError if n is not such a number
 */
export function seed(n: number): Seed {
  if (!Number.isSafeInteger(n) || n < 0) {
    throw new RangeError(`seed: expected a whole number from 0 to 2^53 - 1, found ${n}`);
  }
  return tf.tensor1d([Math.floor(n / 2 ** 31), n % 2 ** 31], "int32");
}

/**
 * Makes a new seed from a seed and a number: `[a, b] -> [a, (b * 1664525 + n + 1013904223) mod 2^31]`.
 *
 * The arithmetic is int32 with overflow, so it is exact on every engine. The constants are those of a linear congruential
 * generator (Numerical Recipes); Philox then makes the random numbers. The sign bit is cleared, because TensorFlow
 * converts negative seeds differently when XLA compiles it.
 *
 * @param n whole number, or an int32 scalar tensor such as the step count
 * @example
 * ```ts
 * import { foldIn, seed } from "lib/nn";
 * import assert from "node:assert/strict";
 * assert.deepEqual(foldIn(seed(7), 3).arraySync(), [0, (7 * 1664525 + 3 + 1013904223) % 2 ** 31]);
 * ```
 */
export function foldIn(s: Seed, n: number | tf.Scalar): Seed {
  if (typeof n !== "number" && n.dtype !== "int32") {
    throw new TypeError(`foldIn: expected a whole number or an int32 scalar, found a ${n.dtype} tensor`);
  }
  return tf.tidy(() => {
    const increment = typeof n === "number"
      ? tf.tensor1d([0, (n + 1013904223) | 0], "int32")
      : tf.add(tf.mul(n, tf.tensor1d([0, 1], "int32")), tf.tensor1d([0, 1013904223], "int32"));
    const sum = tf.add(tf.mul(s, tf.tensor1d([1, 1664525], "int32")), increment);
    // Adding -2^31 overflows and flips the sign bit. The larger of the two numbers has no sign bit.
    return tf.maximum(sum, tf.add(sum, tf.scalar(-(2 ** 31), "int32"))) as Seed;
  });
}

/**
 * Random numbers, uniform in [0, 1), float32.
 *
 * @param shape of the result; numbers are drawn in row-major order
 * @param s the seed, int32 of shape [2]
 */
export function randomUniform(shape: number[], s: Seed): tf.Tensor {
  return draw("StatelessRandomUniform", shape, s, philoxUniform);
}

/**
 * Random numbers of a normal distribution, float32.
 *
 * @param o `std`: standard deviation, default 1; the mean is 0
 * @example
 * ```ts
 * import { randomNormal, seed } from "lib/nn";
 * import assert from "node:assert/strict";
 * const a = randomNormal([2, 3], seed(1), { std: 0.02 }), b = randomNormal([2, 3], seed(1), { std: 0.02 });
 * assert.deepEqual(a.arraySync(), b.arraySync());
 * ```
 */
export function randomNormal(shape: number[], s: Seed, o: { readonly std?: number } = {}): tf.Tensor {
  return tf.tidy(() => tf.mul(draw("StatelessRandomNormal", shape, s, philoxNormal), o.std ?? 1));
}

function draw(
  kernel: RandomKernel,
  shape: number[],
  s: Seed,
  fallback: (count: number, seed: ArrayLike<number>) => Float32Array,
): tf.Tensor {
  if (s.dtype !== "int32" || s.shape.length !== 1 || s.shape[0] !== 2) {
    throw new TypeError(
      `random numbers: expected a seed of int32 [2], found ${s.dtype} [${s.shape}]; use seed(n)`,
    );
  }
  if (tf.getKernel(kernel, tf.getBackend())) {
    return tf.engine().runKernel(kernel, { seed: s }, { shape }) as tf.Tensor;
  }
  return tf.tensor(fallback(shape.reduce((a, b) => a * b, 1), s.dataSync()), shape, "float32");
}
