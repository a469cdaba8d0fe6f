/** The product in blocks equals sums written out, also where the sizes are no multiples of the blocks. */
import assert from "node:assert/strict";
import { addProduct, transpose } from "../../../lib/gpt/by_hand/matmul.ts";
import { wave } from "./arrays.ts";

Deno.test("addProduct() gives the sums of products for sizes with and without a rest", () => {
  for (const rows of [1, 2, 3, 8]) {
    for (const columns of [1, 3, 4, 5, 8]) {
      for (const inner of [1, 2, 7]) {
        const a = wave(rows * inner), b = wave(columns * inner, 2), out = wave(rows * columns, 3);
        const before = Float32Array.from(out);
        addProduct(out, { a, b, rows, columns, inner });
        for (let i = 0; i < rows; i++) {
          for (let j = 0; j < columns; j++) {
            let sum = before[i * columns + j];
            for (let k = 0; k < inner; k++) sum += a[i * inner + k] * b[j * inner + k];
            assert.ok(
              Math.abs(out[i * columns + j] - sum) < 1e-6,
              `${rows} × ${columns} × ${inner}: ${i}, ${j}`,
            );
          }
        }
      }
    }
  }
});

Deno.test("addProduct() refuses an array of another size", () => {
  const size = { rows: 2, columns: 2, inner: 3 }, out = new Float32Array(4);
  assert.throws(
    () => addProduct(out, { a: new Float32Array(5), b: new Float32Array(6), ...size }),
    /a has 5 numbers, its shape \(2, 3\) needs 6/,
  );
});

Deno.test("transpose() swaps rows and columns", () => {
  const a = new Float32Array([1, 2, 3, 4, 5, 6]);
  assert.deepEqual([...transpose(a, { rows: 2, columns: 3 })], [1, 4, 2, 5, 3, 6]);
});
