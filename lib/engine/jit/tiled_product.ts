/**
 * Ops of a program that read a matrix in bfloat16 tiles (../tensorflow/tiled_matrix.ts) where it lies.
 *
 * The product of a single row is bound by reading the matrix. XLA's own product cannot convert while it reads: it would
 * first write all of the matrix as float32. So the product is written as what it is, a multiplication and a sum, which XLA
 * makes one loop that reads bfloat16 and computes in float32. (12.3M parameters, one core: 2.1 times as fast as the float32
 * product; 124M: 1.75 times.) Products of more rows use the float32 copy of the matrix.
 */
import {
  attributesOf,
  attributeValue,
  DTYPE,
  TILE_COLUMNS,
  TILE_ROWS,
  type TileLayout,
  untile,
} from "../tensorflow/mod.ts";
import type { LowerRequest } from "./lower.ts";
import type { ProgramBuilder } from "./program_builder.ts";
import type { SymbolicTensor } from "./symbolic_tensor.ts";
import { keptApart } from "./xla_barrier.ts";
import { rowsOrNaN } from "./xla_semantics.ts";

/** A matrix in tiles, as a value of a program. */
export interface TiledValue {
  /** (K / 8, ⌈N / 64⌉, 8, 64) bfloat16. The body of a loop takes them as an input at the first call. */
  readonly tiles: () => SymbolicTensor;
  readonly layout: TileLayout;
}

const FLOAT = { T: DTYPE.float32 }, INT_AXES = { T: DTYPE.float32, Tidx: DTYPE.int32 };

/**
 * `x W`.
 *
 * @param x (1, K) float32
 * @returns (1, N)
 */
function rowProduct(program: ProgramBuilder, x: SymbolicTensor, matrix: TiledValue): SymbolicTensor {
  const { columns } = matrix.layout;
  // The barrier makes the matrix depend on x. Otherwise XLA converts it once before a loop, and reads float32 in the loop.
  const [tiles, row] = keptApart(program, [matrix.tiles(), x]);
  const [blocks, width] = tiles.shape;
  const sum = (values: SymbolicTensor, axis: number) =>
    program.apply("Sum", [values, program.ints([axis])], INT_AXES, { keep_dims: false });
  const factors = program.reshape(row, [blocks, 1, TILE_ROWS, 1]);
  const products = program.apply("Mul", [factors, program.cast(tiles, DTYPE.float32)], FLOAT);
  // Two sums: of a tile's 8 rows, in registers, and of all tiles. XLA would make one of them, which is not vectorised.
  const [ofTiles] = keptApart(program, [sum(products, 2)]); // (K / 8, N / 64, 64)
  const all = program.reshape(sum(ofTiles, 0), [1, width * TILE_COLUMNS]);
  const [result] = keptApart(program, [all]);
  if (result.shape[1] === columns) return result;
  const [start, size] = [program.ints([0, 0]), program.ints([1, columns])];
  return program.apply("Slice", [result, start, size], { ...FLOAT, Index: DTYPE.int32 }); // (1, N)
}

/**
 * The vectors of ids in a table (N, K) that is stored transposed.
 *
 * @param ids (n) int32
 * @returns (n, K); NaN for an id that is out of range
 */
function tableRows(
  program: ProgramBuilder,
  ids: SymbolicTensor,
  { tiles, layout }: TiledValue,
): SymbolicTensor {
  const { rows, columns } = layout, [n] = ids.shape;
  const INT = { T: DTYPE.int32 }, source = tiles();
  const gather = (x: SymbolicTensor, index: SymbolicTensor, axis: number, batchDims: number) =>
    program.apply(
      "GatherV2",
      [x, index, program.int(axis)],
      { Tparams: x.dtype, Tindices: DTYPE.int32, Taxis: DTYPE.int32 },
      { batch_dims: batchDims },
    );
  const size = program.int(TILE_COLUMNS);
  const column = program.apply("FloorMod", [ids, size], INT),
    block = program.apply("FloorDiv", [ids, size], INT);
  const inTiles = gather(source, block, 1, 0); // (K / 8, n, 8, 64)
  const order = program.ints([1, 3, 0, 2]);
  const byColumn = program.apply("Transpose", [inTiles, order], { T: source.dtype, Tperm: DTYPE.int32 }); // (n, 64, K / 8, 8)
  const vectors = gather(byColumn, program.reshape(column, [n, 1]), 1, 1); // (n, 1, K / 8, 8)
  const found = program.reshape(program.cast(vectors, DTYPE.float32), [n, rows]);
  return rowsOrNaN(program, { rows: found, indices: ids, count: columns });
}

/**
 * `x W` with a float32 copy of the matrix, which is made only when x is there: not the copies of all matrices at once.
 *
 * @param x (M, K) float32
 */
function copyProduct(
  program: ProgramBuilder,
  x: SymbolicTensor,
  { tiles, layout }: TiledValue,
  xla: boolean,
) {
  const values = [tiles(), x];
  const [here, rows] = xla
    ? keptApart(program, values)
    : program.record("IdentityN", attributesOf({ T: values.map(({ dtype }) => dtype) }), values);
  const matrix = untile(program, here, { ...layout, asTensor: false });
  return program.apply("BatchMatMulV2", [rows, matrix], FLOAT, { adj_x: false, adj_y: false });
}

/**
 * Records an op that reads a matrix in tiles.
 *
 * @returns its result; undefined for an op that needs the matrix as float32. In a loop those are the products of several
 *   rows: their copy is made once, before the loop.
 */
export function recordTiled(
  program: ProgramBuilder,
  { op, attributes, input, tiled, inLoop, valuesOf }: LowerRequest,
  { xla }: { readonly xla: boolean },
): SymbolicTensor | undefined {
  const setting = (name: string) => attributeValue(attributes, name);
  if (op === "BatchMatMulV2") {
    const matrix = tiled(1);
    if (matrix === undefined || setting("adj_x") || setting("adj_y") !== matrix.layout.transposed) return;
    const x = input(0);
    if (x.shape.length !== 2) return;
    if (xla && x.shape[0] === 1) return rowProduct(program, x, matrix);
    return inLoop ? undefined : copyProduct(program, x, matrix, xla);
  }
  if (op === "GatherV2") {
    const table = tiled(0);
    if (!table?.layout.transposed || (setting("batch_dims") ?? 0) !== 0 || valuesOf(2)[0] !== 0) return;
    const ids = input(1);
    return ids.dtype === DTYPE.int32 && ids.shape.length === 1 ? tableRows(program, ids, table) : undefined;
  }
}
