/** How a compiled function runs, and which way is the default. */
import type { TensorFlowEngine } from "../tensorflow/mod.ts";
import type { MatmulPrecision } from "./precision.ts";

/**
 * - "xla": XLA compiles the whole function; it cannot throw while it runs (see `jit`)
 * - "graph": TensorFlow's graph optimiser, with the element-wise work that the layers mark (`fused` of lib/nn) as
 *   kernels of XLA; compiles fastest
 * - "eager": no compiling, one call for each op
 */
export type JitMode = "xla" | "graph" | "eager";

/**
 * Graph: it compiles in a second or two, is 1.5 to 4 times as fast as eager, and the fastest for models whose matrix
 * products are most of the work. XLA is faster for small ones that are called often enough to pay for some seconds of
 * compiling. Which one depends on program and machine, so it is the caller's choice; it is not made by timing, because
 * then the same seed would not give the same bits each time.
 */
export function defaultMode(engine: TensorFlowEngine | undefined): JitMode {
  return engine === undefined ? "eager" : "graph";
}

/**
 * The default of a program with a loop (`repeat` of lib/nn): XLA. What repeats itself pays for the compiling, the
 * loop runs without TensorFlow's cost for each op, and what it carries stays in place. Not for bfloat16, whose
 * products XLA computes in two thirds of the speed of TensorFlow's own on a CPU (`deno task profile`).
 */
export function defaultModeOfLoops(matmul: MatmulPrecision): JitMode {
  return matmul === "float32" ? "xla" : "graph";
}
