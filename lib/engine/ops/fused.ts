/**
 * `fused`, which layers call: a chain of element-wise ops as one kernel, if the engine can compile it.
 *
 * Element-wise work is bound by memory traffic, not by arithmetic: ten ops one after the other read and write memory
 * ten times. In one kernel each input is read once and each output is written once; intermediate results stay in the
 * processor's registers. What the compiler does with it is in ../jit/compile_fused.ts.
 */
import * as tf from "@tensorflow/tfjs";

/** Registered by engines that can fuse. Inputs by number, attributes `{ f }`; undefined if it would not be faster. */
const KERNEL = "Fused";

/** A computation without matrix products that uses only its inputs and does not read their values. */
type Fusible = (...inputs: tf.Tensor[]) => tf.Tensor[];

/**
 * Computes `f(...inputs)`: as one kernel if the engine can, else op by op.
 *
 * A kernel is compiled once for each function and input shapes, so define `f` once, not in each call. While tfjs
 * records ops for a gradient, it needs them one by one, and there is no kernel. So a layer with a fast gradient calls
 * `fused` inside `tf.customGrad`, forward and backward.
 *
 * @returns what `f` returns: new tensors
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { fused } from "lib/engine/ops";
 * import assert from "node:assert/strict";
 * const scaleAndShift = (x: tf.Tensor, scale: tf.Tensor) => [tf.add(tf.mul(x, scale), 1)];
 * const [y] = fused(scaleAndShift, [tf.tensor1d([1, 2]), tf.scalar(10)]);
 * assert.deepEqual(y.arraySync(), [11, 21]);
 * ```
 */
export function fused(f: Fusible, inputs: readonly tf.Tensor[]): tf.Tensor[] {
  const { gradientDepth, kernelDepth } = tf.engine().state;
  const isRecorded = gradientDepth > 0 && kernelDepth === 0;
  // Called directly, because tfjs would treat the function among the attributes as a setting to print.
  const kernel = isRecorded ? undefined : tf.getKernel(KERNEL, tf.getBackend());
  const results = kernel?.kernelFunc({
    inputs: Object.fromEntries(inputs.map((input, i) => [i, input])),
    attrs: { f } as unknown as tf.NamedAttrMap,
    backend: tf.backend(),
  });
  return results as tf.Tensor[] | undefined ?? tf.tidy(() => f(...inputs));
}
