/** How a compiled function runs, and which way is the default. */
import { shapeClass, tuning } from "../ops/tuning.ts";
import type { MatmulPrecision } from "./precision.ts";

/**
 * - "xla": XLA compiles the whole function. The program cannot throw while it runs (see `jit`).
 * - "graph": TensorFlow optimises the graph and runs it op by op; XLA compiles only the parts that layers pass to
 *   `fused`. Compiles fastest.
 * - "eager": nothing is compiled; one call for each op.
 */
export type JitMode = "xla" | "graph" | "eager";

/**
 * The default: the mode that was measured to be faster for such functions (`tuning`), else "graph", or "xla" for one with a
 * loop (`repeat`).
 *
 * "graph" compiles in a second or two, is 1.5 to 4 times as fast as "eager", and is the fastest mode for models whose
 * time is mostly matrix products. "xla" is faster for small models, if they are called often enough to pay for some
 * seconds of compiling. Which is better depends on the program and the machine, so it is measured once and kept. The mode
 * is not chosen by timing a run, because then the same seed would not give the same bits in every run. Only float32 is
 * measured.
 *
 * A loop runs often enough to pay for compiling, XLA runs it without TensorFlow's cost for each op, and its state stays in
 * the same memory. For bfloat16 it is "graph": on a CPU, XLA's bfloat16 products reach two thirds of the speed of
 * TensorFlow's own (`deno task profile`).
 *
 * @param o.elements numbers in all tensors of the arguments
 */
export function defaultMode({ elements, matmul, loop }: {
  readonly elements: number;
  readonly matmul: MatmulPrecision;
  readonly loop: boolean;
}): JitMode {
  if (matmul !== "float32") return "graph";
  return tuning().modes?.[shapeClass(elements, { loop })] ?? (loop ? "xla" : "graph");
}
