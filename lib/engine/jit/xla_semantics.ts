/**
 * Ops whose results differ between XLA and TensorFlow, rewritten so that a compiled function returns what it returns
 * uncompiled.
 *
 * XLA cannot throw while a program runs. Where TensorFlow throws for an index out of range, XLA clamps the index to
 * the nearest valid one. Here the row of such an index is NaN, which the loss shows at once, or the smallest int32.
 * JAX does the same. bool and complex64 are not marked: there the index is clamped.
 */
import { type Attribute, attributeValue, DTYPE } from "../tensorflow/mod.ts";
import type { ProgramBuilder } from "./program_builder.ts";
import type { SymbolicTensor } from "./symbolic_tensor.ts";

const FLOAT = { T: DTYPE.float32 }, INT = { T: DTYPE.int32 };

const SMALLEST_INT = -(2 ** 31);

/** Whether the result's type has a value that marks the row of a wrong index. */
export function canMarkWrongIndices(params: SymbolicTensor, indices: SymbolicTensor): boolean {
  return (params.dtype === DTYPE.float32 || params.dtype === DTYPE.int32) && indices.dtype === DTYPE.int32;
}

/**
 * GatherV2 with NaN, or the smallest int32, for each index that is out of range.
 *
 * @param inputs params float32 or int32, indices int32 and the axis
 * @param axis 0 to rank - 1
 */
export function xlaGather(
  program: ProgramBuilder,
  attributes: readonly Attribute[],
  { inputs, axis }: { readonly inputs: readonly SymbolicTensor[]; readonly axis: number },
): SymbolicTensor[] {
  const [params, indices] = inputs;
  const batchDims = Number(attributeValue(attributes, "batch_dims") ?? 0);
  const isWrong = isOutside(program, indices, program.int(params.shape[axis]));
  // The result has the shape params[0 … axis), indices[batchDims …), params(axis …).
  const alongResult = [
    ...indices.shape.slice(0, batchDims),
    ...Array(axis - batchDims).fill(1),
    ...indices.shape.slice(batchDims),
    ...Array(params.shape.length - axis - 1).fill(1),
  ];
  return marked(program, { isWrong, alongResult, rows: program.record("GatherV2", attributes, inputs)[0] });
}

/** `rows` (n, K), of which those of indices (n) outside 0 to `count` - 1 become NaN. */
export function rowsOrNaN(
  program: ProgramBuilder,
  { rows, indices, count }: {
    readonly rows: SymbolicTensor;
    readonly indices: SymbolicTensor;
    readonly count: number;
  },
): SymbolicTensor {
  const isWrong = isOutside(program, indices, program.int(count));
  return marked(program, { isWrong, alongResult: [...indices.shape, 1], rows })[0];
}

/**
 * GatherNd, marked in the same way where any part of an index is out of range.
 *
 * @param inputs params float32 or int32, and indices int32, one in each row
 */
export function xlaGatherND(
  program: ProgramBuilder,
  attributes: readonly Attribute[],
  inputs: readonly SymbolicTensor[],
): SymbolicTensor[] {
  const [params, indices] = inputs;
  const parts = indices.shape.at(-1)!;
  const sizes = program.ints(params.shape.slice(0, parts));
  const parted = isOutside(program, indices, sizes);
  const lastAxis = program.ints([indices.shape.length - 1]);
  const isWrong = program.apply("Any", [parted, lastAxis], { Tidx: DTYPE.int32 }, { keep_dims: false });
  const alongResult = [...indices.shape.slice(0, -1), ...Array(params.shape.length - parts).fill(1)];
  return marked(program, { isWrong, alongResult, rows: program.record("GatherNd", attributes, inputs)[0] });
}

/** Whether each index is below 0 or not below `size`. */
function isOutside(program: ProgramBuilder, indices: SymbolicTensor, size: SymbolicTensor): SymbolicTensor {
  const below = program.apply("Less", [indices, program.int(0)], INT);
  const above = program.apply("GreaterEqual", [indices, size], INT);
  return program.apply("LogicalOr", [below, above]);
}

/** Marks the rows of wrong indices; `alongResult` is the shape in which `isWrong` broadcasts along the rows. */
function marked(
  program: ProgramBuilder,
  { isWrong, alongResult, rows }: {
    readonly isWrong: SymbolicTensor;
    readonly alongResult: readonly number[];
    readonly rows: SymbolicTensor;
  },
): SymbolicTensor[] {
  const mark = rows.dtype === DTYPE.float32 ? program.float(NaN) : program.int(SMALLEST_INT);
  return [program.apply("SelectV2", [program.reshape(isWrong, alongResult), mark, rows], { T: rows.dtype })];
}

/**
 * Whether uncompiled, a cast of NaN or of a float out of int32's range gives the smallest int32, as x86's instruction
 * does. XLA gives other values.
 */
export function castsToSmallest(program: ProgramBuilder, attributes: readonly Attribute[]): boolean {
  return program.engine.gpu === null && Deno.build.arch === "x86_64" &&
    casts(attributes, DTYPE.float32, DTYPE.int32);
}

/** Whether the op is the cast of a bool, such as a mask, to float32. */
export function castsBoolToFloat(attributes: readonly Attribute[]): boolean {
  return casts(attributes, DTYPE.bool, DTYPE.float32);
}

function casts(attributes: readonly Attribute[], from: number, to: number): boolean {
  return attributeValue(attributes, "SrcT") === from && attributeValue(attributes, "DstT") === to;
}

/**
 * The cast as a choice between 1 and 0. XLA replaces a product with a cast bool by a choice between the other factor
 * and 0, so that 0 · NaN and 0 · ∞ become 0.
 *
 * @param x bool
 */
export function xlaCastToOneOrZero(program: ProgramBuilder, x: SymbolicTensor): SymbolicTensor[] {
  return [program.apply("SelectV2", [x, program.float(1), program.float(0)], FLOAT)];
}

/** The cast, with the smallest int32 for NaN and for floats out of range. @param x float32 */
export function xlaCastToInt(
  program: ProgramBuilder,
  attributes: readonly Attribute[],
  x: SymbolicTensor,
): SymbolicTensor[] {
  const fromBelow = program.apply("GreaterEqual", [x, program.float(-(2 ** 31))], FLOAT);
  const toAbove = program.apply("Less", [x, program.float(2 ** 31)], FLOAT);
  const fits = program.apply("LogicalAnd", [fromBelow, toAbove]);
  const [cast] = program.record("Cast", attributes, [x]);
  return [program.apply("SelectV2", [fits, cast, program.int(SMALLEST_INT)], INT)];
}
