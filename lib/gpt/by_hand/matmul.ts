/**
 * The matrix product of all layers, and the transpose. Nearly all time of a training step is spent here.
 *
 * There is one product only: rows of `a` times rows of `b`. Both are read in the order in which they lie in memory.
 * A layer that needs another product transposes first: a transpose reads each number once, a product reads it many
 * times. The loops compute blocks of 2 × 4 results at once, so six numbers that are read give eight multiplications.
 */

/** Sizes of a product: `a` (rows, inner), `b` (columns, inner), result (rows, columns). */
interface ProductSize {
  readonly rows: number;
  readonly columns: number;
  readonly inner: number;
}

/**
 * Adds a matrix product to `out`.
 *
 * `out[i, j] += Σₖ a[i, k] · b[j, k]`, that is `out += a bᵀ`. The sums are float64 and are rounded to float32 once.
 *
 * @param out (rows, columns)
 * @param o.a (rows, inner), `b` (columns, inner)
 * @throws {RangeError} if an array does not have the size's number of elements
 * @example
 * ```ts
 * import { addProduct } from "./matmul.ts";
 * import assert from "node:assert/strict";
 * const out = new Float32Array(2);
 * const a = new Float32Array([1, 2, 3]), b = new Float32Array([1, 0, 0, 1, 1, 1]);
 * addProduct(out, { a, b, rows: 1, columns: 2, inner: 3 });
 * assert.deepEqual([...out], [1, 6]);
 * ```
 */
export function addProduct(
  out: Float32Array,
  o: ProductSize & { readonly a: Float32Array; readonly b: Float32Array },
): void {
  const { a, b, rows, columns, inner } = o;
  checkSize("out", out, [rows, columns]);
  checkSize("a", a, [rows, inner]);
  checkSize("b", b, [columns, inner]);
  const evenRows = rows - rows % 2, blockColumns = columns - columns % 4;
  for (let i = 0; i < evenRows; i += 2) {
    const a0 = i * inner, a1 = a0 + inner;
    for (let j = 0; j < blockColumns; j += 4) {
      const b0 = j * inner, b1 = b0 + inner, b2 = b1 + inner, b3 = b2 + inner;
      // Eight named sums, not an array: the compiler keeps them in registers.
      let s00 = 0, s01 = 0, s02 = 0, s03 = 0, s10 = 0, s11 = 0, s12 = 0, s13 = 0;
      for (let k = 0; k < inner; k++) {
        const x = a[a0 + k], y = a[a1 + k];
        const p = b[b0 + k], q = b[b1 + k], r = b[b2 + k], s = b[b3 + k];
        s00 += x * p, s01 += x * q, s02 += x * r, s03 += x * s;
        s10 += y * p, s11 += y * q, s12 += y * r, s13 += y * s;
      }
      const first = i * columns + j, second = first + columns;
      out[first] += s00, out[first + 1] += s01, out[first + 2] += s02, out[first + 3] += s03;
      out[second] += s10, out[second + 1] += s11, out[second + 2] += s12, out[second + 3] += s13;
    }
  }
  // What the blocks leave over: the last columns of all rows, and the last row if their number is odd.
  addDots(out, { ...o, fromRow: 0, toRow: evenRows, fromColumn: blockColumns });
  addDots(out, { ...o, fromRow: evenRows, toRow: rows, fromColumn: 0 });
}

/** The product without blocks, for a part of `out`: one sum at a time. */
function addDots(
  out: Float32Array,
  o: Parameters<typeof addProduct>[1] & {
    readonly fromRow: number;
    readonly toRow: number;
    readonly fromColumn: number;
  },
): void {
  const { a, b, columns, inner } = o;
  for (let i = o.fromRow; i < o.toRow; i++) {
    for (let j = o.fromColumn; j < columns; j++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) sum += a[i * inner + k] * b[j * inner + k];
      out[i * columns + j] += sum;
    }
  }
}

/** (rows, columns) -> a new array (columns, rows). */
export function transpose(
  a: Float32Array,
  { rows, columns }: { readonly rows: number; readonly columns: number },
): Float32Array {
  checkSize("a", a, [rows, columns]);
  const out = new Float32Array(a.length);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) out[j * rows + i] = a[i * columns + j];
  }
  return out;
}

function checkSize(name: string, array: Float32Array, shape: readonly [number, number]): void {
  if (array.length !== shape[0] * shape[1]) {
    throw new RangeError(
      `multiplying matrices: ${name} has ${array.length} numbers, its shape (${shape.join(", ")}) needs ` +
        `${shape[0] * shape[1]}; check the layer's rows and widths`,
    );
  }
}
