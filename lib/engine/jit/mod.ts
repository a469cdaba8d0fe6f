/**
 * Compiles functions of tensors into single programs of TensorFlow.
 *
 * To understand it, read in this order:
 *
 *   1. jit.ts                what users call: one program for each signature of the arguments, then run it
 *   2. signature.ts          which calls share a program (mode.ts: "graph", "xla" or "eager")
 *   3. trace.ts              runs the function once with tensors that have no values (symbolic_tensor.ts)
 *   4. tracer.ts             receives each op that tfjs calls, and finds its inputs in the program
 *   5. lower.ts              replaces some ops: precision.ts, xla_semantics.ts, xla_arg_max.ts, xla_random.ts
 *   6. program_builder.ts    adds the op to the graph (graph.ts) and to the printed program (program.ts)
 *   7. trace_repeat.ts, compile_fused.ts    the parts that become functions of their own: loops and fused kernels
 *   8. compiled_function.ts  makes one TensorFlow function of the graph, and runs it on another thread
 *   9. compiled_programs.ts  frees the programs of XLA that nobody uses
 */
export { jit, type JitOptions } from "./jit.ts";
export type { JitMode } from "./mode.ts";
