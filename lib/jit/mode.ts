/** How a compiled function runs, and which way is the default. */
import type { TensorFlowEngine } from "../tensorflow/mod.ts";
import type { MatmulPrecision } from "./precision.ts";

/**
 * - "xla": XLA compiles the whole function
 * - "clusters": TensorFlow's graph optimiser, with the element-wise work between matrix products fused by XLA
 * - "graph": TensorFlow's graph optimiser alone; compiles fastest
 * - "eager": no compiling, one call for each op
 */
export type JitMode = "xla" | "clusters" | "graph" | "eager";

/**
 * The fastest way of those measured: whole-function XLA, except for bfloat16 on a CPU. There XLA's matrix products
 * do not reach the processor's bfloat16 instructions, and those of TensorFlow's oneDNN do. (Measured on CPUs; a GPU gets
 * XLA as well, which is the usual choice there.)
 */
export function defaultMode(engine: TensorFlowEngine | undefined, matmul: MatmulPrecision): JitMode {
  if (engine === undefined) return "eager";
  return engine.gpu === null && matmul === "bfloat16" ? "clusters" : "xla";
}
