/**
 * ArgMax and ArgMin for XLA: the first index of the largest or smallest value.
 *
 * XLA's own op reduces pairs of value and index one by one, and also computes its input one by one: in sampling, that
 * is a random number and two logarithms for each token of the vocabulary. Two plain reductions use vector registers
 * and are faster, although they compute their input twice.
 */
import { DTYPE } from "../tensorflow/mod.ts";
import type { ProgramBuilder } from "./program_builder.ts";
import type { SymbolicTensor } from "./symbolic_tensor.ts";

/**
 * @param x float32
 * @param axis 0 to rank - 1
 * @returns int32, x's shape without the axis. NaN is skipped, as in TensorFlow's own op; where all are NaN it is 0.
 */
export function xlaArgExtreme(
  program: ProgramBuilder,
  op: "ArgMax" | "ArgMin",
  x: SymbolicTensor,
  axis: number,
): SymbolicTensor {
  const axes = program.ints([axis]), size = x.shape[axis];
  const reduce = (op: string, of: SymbolicTensor, keep_dims: boolean) =>
    program.apply(op, [of, axes], { T: of.dtype, Tidx: DTYPE.int32 }, { keep_dims });
  const choose = (condition: SymbolicTensor, yes: SymbolicTensor, no: SymbolicTensor) =>
    program.apply("SelectV2", [condition, yes, no], { T: yes.dtype });
  const worst = program.float(op === "ArgMax" ? -Infinity : Infinity);
  const ranked = choose(program.apply("IsNan", [x], { T: x.dtype }), worst, x);
  const extreme = reduce(op === "ArgMax" ? "Max" : "Min", ranked, true);
  const isExtreme = program.apply("Equal", [ranked, extreme], { T: x.dtype });
  const indices = program.reshape(program.range(0, size), x.shape.map((_, i) => i === axis ? size : 1));
  return reduce("Min", choose(isExtreme, indices, program.int(size - 1)), false);
}
