/**
 * Ops that read a matrix in bfloat16 tiles (../tensorflow/tiled_matrix.ts) where it lies, in programs that XLA compiles.
 *
 * The product of a single row is bound by reading the matrix. XLA's own product cannot convert while it reads: it would
 * first write all of the matrix as float32. So the product is written as what it is, a multiplication and a sum, which XLA
 * makes one loop that reads bfloat16 and computes in float32. (12.3M parameters, one core: 2.1 times as fast as the float32
 * product; 124M: 1.75 times.) Products of more rows use the float32 copy of the matrix.
 */
import { type Attribute, DTYPE, TILE_COLUMNS, TILE_ROWS, type TileLayout } from "../tensorflow/mod.ts";
import type { ProgramBuilder } from "./program_builder.ts";
import type { SymbolicTensor } from "./symbolic_tensor.ts";
import { keptApart } from "./xla_barrier.ts";
import { rowsOrNaN } from "./xla_semantics.ts";

/** A matrix in tiles, as a value of a program. */
export interface TiledValue {
  /** (K / 8, ⌈N / 64⌉, 8, 64) bfloat16 */
  readonly tiles: SymbolicTensor;
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
  const [tiles, row] = keptApart(program, [matrix.tiles, x]);
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
  const INT = { T: DTYPE.int32 };
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
  const inTiles = gather(tiles, block, 1, 0); // (K / 8, n, 8, 64)
  const order = program.ints([1, 3, 0, 2]);
  const byColumn = program.apply("Transpose", [inTiles, order], { T: tiles.dtype, Tperm: DTYPE.int32 }); // (n, 64, K / 8, 8)
  const vectors = gather(byColumn, program.reshape(column, [n, 1]), 1, 1); // (n, 1, K / 8, 8)
  const found = program.reshape(program.cast(vectors, DTYPE.float32), [n, rows]);
  return rowsOrNaN(program, { rows: found, indices: ids, count: columns });
}

/**
 * Records an op that reads a matrix in tiles.
 *
 * @param o.input the op's input i; `tiled` the same if it is a matrix in tiles
 * @returns its result; undefined for an op that needs the matrix as float32
 */
export function recordTiled(
  program: ProgramBuilder,
  o: {
    readonly op: string;
    readonly attributes: readonly Attribute[];
    readonly input: (i: number) => SymbolicTensor;
    readonly tiled: (i: number) => TiledValue | undefined;
    /** the axis of a GatherV2 */
    readonly axis: () => number;
  },
): SymbolicTensor | undefined {
  const setting = (name: string) => o.attributes.find((attribute) => attribute.name === name)?.value;
  if (o.op === "BatchMatMulV2") {
    const matrix = o.tiled(1);
    if (
      matrix === undefined || o.tiled(0) || setting("adj_x") || setting("adj_y") !== matrix.layout.transposed
    ) return;
    const x = o.input(0);
    return x.shape.length === 2 && x.shape[0] === 1 ? rowProduct(program, x, matrix) : undefined;
  }
  if (o.op === "GatherV2") {
    const table = o.tiled(0);
    if (!table?.layout.transposed || (setting("batch_dims") ?? 0) !== 0 || o.axis() !== 0) return;
    const ids = o.input(1);
    return ids.dtype === DTYPE.int32 && ids.shape.length === 1 ? tableRows(program, ids, table) : undefined;
  }
}
