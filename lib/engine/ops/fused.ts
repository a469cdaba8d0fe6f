/**
 * Kernel fusion: a chain of element-wise operations as one pass over memory.
 *
 * An addition takes no longer than reading and writing its numbers, so of ten operations one after the other nine
 * wait for memory. `fused` marks such a chain, and an engine that can makes one kernel of it: each input is read once,
 * each output written once, and what lies between never leaves the processor's registers.
 */
import * as tf from "@tensorflow/tfjs";

/** Registered by engines that fuse; inputs by number, attributes `{ f }`; answers nothing where it does not pay. */
const KERNEL = "Fused";

/** A computation without matrix products that depends on its inputs alone and reads no values. */
export type Fusible = (...inputs: tf.Tensor[]) => tf.Tensor[];

/**
 * Computes `f(...inputs)`, as one kernel where the engine can, else operation by operation.
 *
 * A kernel is compiled once for each function and shapes of its inputs, so `f` should be made once, not anew for each
 * call. Where tfjs records operations for a gradient, it needs them one by one, and there is no kernel: a layer whose
 * gradient is to be fast, too, calls this inside of `tf.customGrad`, forward and backward.
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
  // Called directly: tfjs would take the function among the attributes for a setting to print.
  const kernel = isRecorded ? undefined : tf.getKernel(KERNEL, tf.getBackend());
  const results = kernel?.kernelFunc({
    inputs: Object.fromEntries(inputs.map((input, i) => [i, input])),
    attrs: { f } as unknown as tf.NamedAttrMap,
    backend: tf.backend(),
  });
  return results as tf.Tensor[] | undefined ?? tf.tidy(() => f(...inputs));
}
