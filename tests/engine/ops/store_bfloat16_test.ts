import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { storeBFloat16 } from "lib/engine/ops";
import { forEachBackend } from "../../backends.ts";

/** Numbers and the nearest bfloat16, from PyTorch: `torch.tensor(x).to(torch.bfloat16).float()`. */
const ROUNDED: readonly (readonly [number, number])[] = [
  [0.1, 0.10009765625],
  [-3.14159, -3.140625],
  [1 + 1 / 256, 1], // a tie: to the even one
  [1 + 3 / 256, 1.015625], // a tie: to the even one, upwards
  [1e-40, 9.183549615799121e-41], // subnormal
  [3.4e38, Infinity],
  [-Infinity, -Infinity],
  [0, 0],
];

forEachBackend("storeBFloat16() rounds as PyTorch does", () => {
  const values = ROUNDED.map(([x]) => x);
  for (const transposed of [false, true]) {
    const shape: [number, number] = transposed ? [1, 8] : [8, 1];
    const stored = storeBFloat16(tf.tensor2d(values, shape), { transposed });
    assert.deepEqual(stored.shape, shape);
    assert.deepEqual([...stored.dataSync()], [...Float32Array.from(ROUNDED.map(([, y]) => y))]);
  }
});

forEachBackend("storeBFloat16() keeps NaN, and what is stored is stored again without change", () => {
  const once = storeBFloat16(tf.tensor2d([NaN, 1.2345, 2, 3, 4, 5, 6, 7], [8, 1]), { transposed: false });
  const twice = storeBFloat16(once, { transposed: false });
  assert.ok(Number.isNaN(twice.dataSync()[0]));
  assert.deepEqual([...twice.dataSync()], [...once.dataSync()]);
});

forEachBackend("storeBFloat16() refuses an inner size that is no multiple of 8", () => {
  const matrix = tf.zeros<tf.Rank.R2>([8, 12]);
  assert.equal(storeBFloat16(matrix, { transposed: false }).shape[1], 12);
  assert.throws(
    () => storeBFloat16(matrix, { transposed: true }),
    /a multiple of 8 .* found 12 in a matrix \(8, 12\)/,
  );
});
