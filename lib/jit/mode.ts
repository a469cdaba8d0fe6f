/** How a compiled function runs, and which way is the default. */
import type { TensorFlowEngine } from "../tensorflow/mod.ts";

/**
 * - "xla": XLA compiles the whole function; slowest to compile
 * - "graph": TensorFlow's graph optimiser; matrix products run in oneDNN (or cuBLAS), the element-wise work between
 *   them in clusters that XLA fuses
 * - "eager": no compiling, one call for each op
 */
export type JitMode = "xla" | "graph" | "eager";

/** The faster way on most models: see the measurements in assets/results. */
export function defaultMode(engine: TensorFlowEngine | undefined): JitMode {
  if (engine === undefined) return "eager";
  return engine.gpu === null ? "graph" : "xla";
}
