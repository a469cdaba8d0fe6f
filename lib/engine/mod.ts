/**
 * What notebooks use of the engine:
 *
 * - `useDevice` chooses what computes (an NVIDIA GPU, WebGPU, the processor, plain JavaScript)
 * - `jit` compiles a function of tensors into one program
 * - `fused` and `repeat` mark a chain of element-wise ops and a loop, which a compiled program keeps as one kernel and
 *   as one loop
 * - `tidyTree` is `tf.tidy` for functions that return trees of tensors
 * - `memoryInUse` is the memory that training uses now, in bytes
 * - `currentTensorFlow` is the engine of TensorFlow, if TensorFlow computes; its `memory()` counts tensors and handles
 */
export { memoryInUse, useDevice } from "./device/mod.ts";
export { jit } from "./jit/mod.ts";
export { fused, repeat, tidyTree } from "./ops/mod.ts";
export { currentTensorFlow } from "./tensorflow/mod.ts";
