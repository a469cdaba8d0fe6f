/**
 * A float32 matrix that is stored in bfloat16: half the bytes, 8 bits of mantissa.
 *
 * For tfjs it is a float32 tensor like any other. Ops that run at once get a float32 copy of it; a compiled function reads
 * the stored numbers themselves where that is faster (../jit/tiled_product.ts). It is meant for weights that are only read.
 *
 * The matrix is the right factor (K, N) of products `x W`. It is stored in tiles of 8 rows and 64 columns, one after the
 * other, so that a product with one row reads memory from the beginning to the end.
 */
import { attributesOf } from "./attributes.ts";
import type { Context } from "./context.ts";
import { DTYPE } from "./dtypes.ts";
import type { EagerTensor } from "./eager_tensor.ts";
import { executeOp } from "./execute.ts";
import type { TableEntry } from "./tensor_table.ts";

/**
 * Numbers in a tile. Measured at 12.3M parameters: with 4 rows, or with 16 or 32 columns, a product takes as long; with
 * 16 rows it takes 2.7 times as long, with 128 columns 1.25 times.
 */
export const TILE_ROWS = 8, TILE_COLUMNS = 64;

/** How a matrix lies in its tiles, (K / 8, ⌈N / 64⌉, 8, 64); columns after N are zeros. */
export interface TileLayout {
  /** K, a multiple of 8 */
  readonly rows: number;
  /** N */
  readonly columns: number;
  /** whether the tensor is (N, K) and products are with its transpose, as with a tied output head */
  readonly transposed: boolean;
}

/** Runs or records an op with one result. */
export interface OpBuilder<T> {
  apply(op: string, inputs: readonly T[], types: Record<string, number>): T;
  /** a vector of int32 */
  ints(values: readonly number[]): T;
}

const FLOAT = { T: DTYPE.float32 }, INDEX = { Index: DTYPE.int32 };

/** The matrix as float32: tiles -> (K, N), or the tensor's own shape (N, K) with `asTensor`. */
export function untile<T>(
  builder: OpBuilder<T>,
  tiles: T,
  { rows, columns, transposed, asTensor }: TileLayout & { readonly asTensor: boolean },
): T {
  const width = Math.ceil(columns / TILE_COLUMNS) * TILE_COLUMNS;
  const shape = (values: number[]) => builder.ints(values);
  const transpose = (x: T, axes: number[]) =>
    builder.apply("Transpose", [x, shape(axes)], { ...FLOAT, Tperm: DTYPE.int32 });
  const floats = builder.apply("Cast", [tiles], { SrcT: DTYPE.bfloat16, DstT: DTYPE.float32 });
  const inRows = transpose(floats, [0, 2, 1, 3]); // (K / 8, 8, N / 64, 64)
  const padded = builder.apply("Reshape", [inRows, shape([rows, width])], { ...FLOAT, Tshape: DTYPE.int32 });
  const matrix = width === columns
    ? padded
    : builder.apply("Slice", [padded, shape([0, 0]), shape([rows, columns])], { ...FLOAT, ...INDEX });
  return asTensor && transposed ? transpose(matrix, [1, 0]) : matrix;
}

/**
 * The tiles of a matrix: float32 (K, N), or (N, K) if `transposed` -> bfloat16 (K / 8, ⌈N / 64⌉, 8, 64). It is rounded
 * before it is put in order, so that a large matrix needs no second float32 copy.
 */
function tile<T>(builder: OpBuilder<T>, matrix: T, { rows, columns, transposed }: TileLayout): T {
  const width = Math.ceil(columns / TILE_COLUMNS), missing = width * TILE_COLUMNS - columns;
  const shape = (values: number[]) => builder.ints(values);
  const reshape = (x: T, values: number[], type: number = DTYPE.bfloat16) =>
    builder.apply("Reshape", [x, shape(values)], { T: type, Tshape: DTYPE.int32 });
  const small = builder.apply("Cast", [matrix], { SrcT: DTYPE.float32, DstT: DTYPE.bfloat16 });
  const zeros = transposed ? [0, missing, 0, 0] : [0, 0, 0, missing]; // before and after, for each axis
  const padded = missing === 0 ? small : builder.apply(
    "Pad",
    [small, reshape(shape(zeros), [2, 2], DTYPE.int32)],
    { T: DTYPE.bfloat16, Tpaddings: DTYPE.int32 },
  );
  const blocks = rows / TILE_ROWS;
  const parts = transposed
    ? reshape(padded, [width, TILE_COLUMNS, blocks, TILE_ROWS])
    : reshape(padded, [blocks, TILE_ROWS, width, TILE_COLUMNS]);
  const axes = shape(transposed ? [2, 0, 3, 1] : [0, 2, 1, 3]);
  return builder.apply("Transpose", [parts, axes], { T: DTYPE.bfloat16, Tperm: DTYPE.int32 });
}

/** Runs ops at once. @returns the result of `use`; all other tensors that were made are freed */
function atOnce(context: Context, use: (builder: OpBuilder<EagerTensor>) => EagerTensor): EagerTensor {
  const made: EagerTensor[] = [];
  const keep = (tensor: EagerTensor) => (made.push(tensor), tensor);
  try {
    return use({
      apply: (op, inputs, types) =>
        keep(executeOp(context, op, { attributes: attributesOf(types), inputs, outputs: 1 })[0]),
      ints: (values) =>
        keep(context.createTensor({
          shape: [values.length],
          dtype: DTYPE.int32,
          values: Int32Array.from(values),
        })),
    }).share();
  } finally {
    made.forEach((tensor) => tensor[Symbol.dispose]());
  }
}

export class TiledMatrix implements TableEntry {
  readonly dtype = DTYPE.float32;
  readonly shape: readonly number[];
  readonly #context: Context;

  /** Takes ownership of the tiles. */
  constructor(context: Context, readonly tiles: EagerTensor, readonly layout: TileLayout) {
    const { rows, columns, transposed } = layout;
    this.#context = context;
    this.shape = transposed ? [columns, rows] : [rows, columns];
  }

  /** Stores a float32 matrix with the layout's shape. It stays the caller's. */
  static of(context: Context, matrix: EagerTensor, layout: TileLayout): TiledMatrix {
    return new TiledMatrix(context, atOnce(context, (builder) => tile(builder, matrix, layout)), layout);
  }

  /** A float32 copy; the caller owns it. */
  copy(): EagerTensor {
    return atOnce(
      this.#context,
      (builder) => untile(builder, this.tiles, { ...this.layout, asTensor: true }),
    );
  }

  [Symbol.dispose](): void {
    this.tiles[Symbol.dispose]();
  }
}
