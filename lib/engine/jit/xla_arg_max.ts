/**
 * ArgMax and ArgMin for XLA: the first index of the largest or smallest value.
 *
 * XLA's own op reduces pairs of value and index one by one, and also computes its input one by one: in sampling, that
 * is a random number and two logarithms for each token of the vocabulary. Two plain reductions use vector registers
 * and are faster, although they compute their input twice.
 */
import { ATTRIBUTE, DTYPE, typeAttribute } from "../tensorflow/mod.ts";
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
  const axes = program.ints([axis]);
  const reduce = (op: string, of: SymbolicTensor, T: number, keepDims: boolean) =>
    program.record(op, [
      ...[typeAttribute("T", T), typeAttribute("Tidx", DTYPE.int32)],
      { name: "keep_dims", type: ATTRIBUTE.bool, value: keepDims },
    ], [of, axes])[0];
  const size = x.shape[axis];
  const T = typeAttribute("T", DTYPE.float32), INT = typeAttribute("T", DTYPE.int32);
  const worst = program.float(op === "ArgMax" ? -Infinity : Infinity);
  const [isNaN] = program.record("IsNan", [T], [x]);
  const [ranked] = program.record("SelectV2", [T], [isNaN, worst, x]);
  const [isExtreme] = program.record("Equal", [T], [
    ranked,
    reduce(op === "ArgMax" ? "Max" : "Min", ranked, DTYPE.float32, true),
  ]);
  const [indices] = program.record("Range", [typeAttribute("Tidx", DTYPE.int32)], [
    program.int(0),
    program.int(size),
    program.int(1),
  ]);
  const [alongAxis] = program.record("Reshape", [INT, typeAttribute("Tshape", DTYPE.int32)], [
    indices,
    program.ints(x.shape.map((_, i) => i === axis ? size : 1)),
  ]);
  const [found] = program.record("SelectV2", [INT], [isExtreme, alongAxis, program.int(size - 1)]);
  return reduce("Min", found, DTYPE.int32, false);
}
