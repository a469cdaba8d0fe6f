/**
 * Ops for which XLA and TensorFlow do not agree, written so that a compiled function gives what it gives uncompiled.
 *
 * XLA cannot throw while a program runs. A wrong index, for which TensorFlow throws, is moved to the nearest right one
 * by XLA alone; here its row is NaN, which a loss shows at once, or the smallest int32. JAX does the same.
 */
import { ATTRIBUTE, type Attribute, DTYPE } from "../tensorflow/mod.ts";
import type { SymbolicTensor } from "./symbolic_tensor.ts";
import type { Tracer } from "./tracer.ts";

const FLOAT = { name: "T", type: ATTRIBUTE.type, value: DTYPE.float32 };
const INT = { name: "T", type: ATTRIBUTE.type, value: DTYPE.int32 };

/** What stands for a value that there is not. */
const MISSING = new Map<number, Float32Array | Int32Array>([
  [DTYPE.float32, Float32Array.of(NaN)],
  [DTYPE.int32, Int32Array.of(-(2 ** 31))],
]);

export function canMarkWrongIndices(params: SymbolicTensor, indices: SymbolicTensor): boolean {
  return MISSING.has(params.dtype) && indices.dtype === DTYPE.int32;
}

/**
 * GatherV2 with NaN, or the smallest int32, for each index that is out of range.
 *
 * @param inputs params float32 or int32, indices int32 and the axis
 * @param axis 0 to rank - 1
 */
export function xlaGather(
  tracer: Tracer,
  attributes: readonly Attribute[],
  { inputs, axis }: { readonly inputs: readonly SymbolicTensor[]; readonly axis: number },
): SymbolicTensor[] {
  const [params, indices] = inputs;
  const batchDims = Number(attributes.find(({ name }) => name === "batch_dims")?.value ?? 0);
  const int = (value: number) => tracer.constantOf([], Int32Array.of(value));
  const [below] = tracer.record("Less", [INT], [indices, int(0)]);
  const [above] = tracer.record("GreaterEqual", [INT], [indices, int(params.shape[axis])]);
  const [isWrong] = tracer.record("LogicalOr", [], [below, above]);
  // The result has the shape params[0 … axis), indices[batchDims …), params(axis …).
  const alongResult = [
    ...indices.shape.slice(0, batchDims),
    ...Array(axis - batchDims).fill(1),
    ...indices.shape.slice(batchDims),
    ...Array(params.shape.length - axis - 1).fill(1),
  ];
  return marked(tracer, { isWrong, alongResult, rows: tracer.record("GatherV2", attributes, inputs)[0] });
}

/**
 * GatherNd, marked in the same way where any part of an index is out of range.
 *
 * @param inputs params float32 or int32, and indices int32, one in each row
 */
export function xlaGatherND(
  tracer: Tracer,
  attributes: readonly Attribute[],
  inputs: readonly SymbolicTensor[],
): SymbolicTensor[] {
  const [params, indices] = inputs;
  const parts = indices.shape.at(-1)!;
  const sizes = Int32Array.from(params.shape.slice(0, parts));
  const [below] = tracer.record("Less", [INT], [indices, tracer.constantOf([], Int32Array.of(0))]);
  const [above] = tracer.record("GreaterEqual", [INT], [indices, tracer.constantOf([parts], sizes)]);
  const [isWrong] = tracer.record("Any", [
    { name: "Tidx", type: ATTRIBUTE.type, value: DTYPE.int32 },
    { name: "keep_dims", type: ATTRIBUTE.bool, value: false },
  ], [
    tracer.record("LogicalOr", [], [below, above])[0],
    tracer.constantOf([1], Int32Array.of(indices.shape.length - 1)),
  ]);
  const alongResult = [...indices.shape.slice(0, -1), ...Array(params.shape.length - parts).fill(1)];
  return marked(tracer, { isWrong, alongResult, rows: tracer.record("GatherNd", attributes, inputs)[0] });
}

/** Rows with MISSING where they are wrong; `alongResult` is the mask's shape beside the rows'. */
function marked(
  tracer: Tracer,
  { isWrong, alongResult, rows }: {
    readonly isWrong: SymbolicTensor;
    readonly alongResult: readonly number[];
    readonly rows: SymbolicTensor;
  },
): SymbolicTensor[] {
  const [mask] = tracer.record("Reshape", [
    { name: "T", type: ATTRIBUTE.type, value: DTYPE.bool },
    { name: "Tshape", type: ATTRIBUTE.type, value: DTYPE.int32 },
  ], [isWrong, tracer.constantOf([alongResult.length], Int32Array.from(alongResult))]);
  const missing = tracer.constantOf([], MISSING.get(rows.dtype)!);
  return tracer.record("SelectV2", [{ ...FLOAT, value: rows.dtype }], [mask, missing, rows]);
}

/** Does a cast of NaN or a float beyond int32 give the smallest int32, as x86's instruction does? XLA gives others. */
export function castsToSmallest(tracer: Tracer, attributes: readonly Attribute[]): boolean {
  const type = (wanted: string) => attributes.find(({ name }) => name === wanted)?.value;
  return tracer.engine.gpu === null && Deno.build.arch === "x86_64" &&
    type("SrcT") === DTYPE.float32 && type("DstT") === DTYPE.int32;
}

/** @param x float32 @returns int32 */
export function xlaCastToInt(
  tracer: Tracer,
  attributes: readonly Attribute[],
  x: SymbolicTensor,
): SymbolicTensor[] {
  const float = (value: number) => tracer.constantOf([], Float32Array.of(value));
  const [fromBelow] = tracer.record("GreaterEqual", [FLOAT], [x, float(-(2 ** 31))]);
  const [toAbove] = tracer.record("Less", [FLOAT], [x, float(2 ** 31)]);
  const [fits] = tracer.record("LogicalAnd", [], [fromBelow, toAbove]);
  const smallest = tracer.constantOf([], Int32Array.of(-(2 ** 31)));
  return tracer.record("SelectV2", [INT], [fits, tracer.record("Cast", attributes, [x])[0], smallest]);
}
