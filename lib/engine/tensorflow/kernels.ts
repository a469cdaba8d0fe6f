/**
 * Which kernels the backend "tensorflow" has. They are registered in this order; a later one replaces an earlier one:
 *
 *   1. tfjs-node's own, nearly all of them (`createNodeBackend` in tfjs_node.ts)
 *   2. corrected_kernels.ts: kernels of tfjs that tfjs-node has wrong or does not have
 *   3. added_kernels.ts: kernels that tfjs does not know (random numbers, loops, fused kernels)
 *   4. fallback_kernels.ts: tfjs's kernels in JavaScript, for what those before refuse or do not have
 */
import * as tf from "@tensorflow/tfjs";
import { ADDED_KERNELS } from "./added_kernels.ts";
import { CORRECTED_KERNELS } from "./corrected_kernels.ts";
import { registerFallbackKernels } from "./fallback_kernels.ts";

/** Registers 2, 3 and 4 for the backend of this name. */
export function registerKernels(backendName: string): void {
  for (const [kernelName, kernelFunc] of Object.entries({ ...CORRECTED_KERNELS, ...ADDED_KERNELS })) {
    if (tf.getKernel(kernelName, backendName)) tf.unregisterKernel(kernelName, backendName);
    tf.registerKernel({ kernelName, backendName, kernelFunc: kernelFunc as unknown as tf.KernelFunc });
  }
  registerFallbackKernels(backendName);
}
