/**
 * ArgMax and ArgMin for XLA, as the first position of the largest or smallest value.
 *
 * XLA's own reduces pairs of value and index, one after the other, and computes whatever feeds it just as slowly: for
 * sampling that is a random number and two logarithms for each token of the vocabulary. Two plain reductions run over
 * vector registers, even though they compute their input twice.
 */
import { ATTRIBUTE, DTYPE } from "../tensorflow/mod.ts";
import type { SymbolicTensor } from "./symbolic_tensor.ts";
import type { Tracer } from "./tracer.ts";

/**
 * @param x float32
 * @param axis 0 to rank - 1
 * @returns int32, x's shape without the axis. NaN is passed over, as TensorFlow's own does; where all are NaN it is 0.
 */
export function xlaArgExtreme(
  tracer: Tracer,
  op: "ArgMax" | "ArgMin",
  x: SymbolicTensor,
  axis: number,
): SymbolicTensor {
  const type = (name: string, value: number) => ({ name, type: ATTRIBUTE.type, value });
  const int = (value: number) => tracer.constantOf([], Int32Array.of(value));
  const axes = tracer.constantOf([1], Int32Array.of(axis));
  const reduce = (op: string, of: SymbolicTensor, T: number, keepDims: boolean) =>
    tracer.record(op, [
      ...[type("T", T), type("Tidx", DTYPE.int32)],
      { name: "keep_dims", type: ATTRIBUTE.bool, value: keepDims },
    ], [of, axes])[0];
  const size = x.shape[axis];
  const T = type("T", DTYPE.float32);
  const worst = tracer.constantOf([], Float32Array.of(op === "ArgMax" ? -Infinity : Infinity));
  const [isNaN] = tracer.record("IsNan", [T], [x]);
  const [ranked] = tracer.record("SelectV2", [T], [isNaN, worst, x]);
  const [isExtreme] = tracer.record("Equal", [T], [
    ranked,
    reduce(op === "ArgMax" ? "Max" : "Min", ranked, DTYPE.float32, true),
  ]);
  const places = tracer.record("Range", [type("Tidx", DTYPE.int32)], [int(0), int(size), int(1)])[0];
  const along = x.shape.map((_, i) => i === axis ? size : 1);
  const [index] = tracer.record("Reshape", [type("T", DTYPE.int32), type("Tshape", DTYPE.int32)], [
    places,
    tracer.constantOf([along.length], Int32Array.from(along)),
  ]);
  const [found] = tracer.record("SelectV2", [type("T", DTYPE.int32)], [isExtreme, index, int(size - 1)]);
  return reduce("Min", found, DTYPE.int32, false);
}
