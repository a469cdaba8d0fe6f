/** The engine as notebooks use it: a device, compiled functions, and operations that a compiler keeps whole. */
export { memoryInUse, useDevice } from "./device/mod.ts";
export { jit } from "./jit/mod.ts";
export { fused, repeat, tidyTree } from "./ops/mod.ts";
export { currentTensorFlow } from "./tensorflow/mod.ts";
