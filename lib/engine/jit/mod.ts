/** Compiles functions of tensors into single programs of TensorFlow. */
export { jit, type JitOptions } from "./jit.ts";
export type { JitMode } from "./mode.ts";
