/** Compiles functions of tensors into single programs of TensorFlow. */
export { jit, type JitOptions, type Jitted, type TraceReport } from "./jit.ts";
export type { JitMode } from "./mode.ts";
export type { MatmulPrecision } from "./precision.ts";
export { countOps, printProgram, type Program, type ProgramOp, type ProgramValue } from "./program.ts";
export { TraceError } from "./trace_error.ts";
