/** How a compiled function runs, and which way is the default. */
import type { TensorFlowEngine } from "../tensorflow/mod.ts";

/**
 * - "xla": XLA compiles the whole function
 * - "clusters": TensorFlow's graph optimiser, with the element-wise work between matrix products fused by XLA
 * - "graph": TensorFlow's graph optimiser alone; compiles fastest
 * - "eager": no compiling, one call for each op
 */
export type JitMode = "xla" | "clusters" | "graph" | "eager";

/**
 * Graph: it compiles in a second or so and is 1.5 to 4 times as fast as eager. The other two can be faster still in a
 * loop that is long enough to pay for their compiling, some seconds to half a minute: "xla" on very small models
 * (twice as fast at 0.1 M parameters), "clusters" on larger ones. Which one depends on model and machine, so it is
 * the caller's choice; it is not made by timing, because then the same seed would not give the same bits each time.
 * A program with a loop of its own is compiled by XLA (see `jit`): the loop then runs without TensorFlow's cost for
 * each op, and what it carries stays in place.
 */
export function defaultMode(engine: TensorFlowEngine | undefined): JitMode {
  return engine === undefined ? "eager" : "graph";
}
