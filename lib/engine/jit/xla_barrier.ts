/** A barrier for XLA's optimiser: ops before it and ops after it are not fused. */
import { attributesOf } from "../tensorflow/mod.ts";
import type { ProgramBuilder } from "./program_builder.ts";
import type { SymbolicTensor } from "./symbolic_tensor.ts";

/** The same values. What is computed from one of them is computed after all of them. */
export function keptApart(
  program: ProgramBuilder,
  values: readonly SymbolicTensor[],
): SymbolicTensor[] {
  const types = attributesOf({ T: values.map(({ dtype }) => dtype) });
  return program.record("XlaOptimizationBarrier", types, values);
}
