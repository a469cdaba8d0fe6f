import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { gpt, initGPT, nanoGPTCharConfig, tokenIds } from "lib/gpt";
import { seed } from "lib/nn";
import { uploadBatch } from "lib/training";
import { forEachBackend } from "../backends.ts";
import { maxDifference } from "../compare.ts";

const config = { ...nanoGPTCharConfig, vocabSize: 12, nLayer: 1, nHead: 2, nEmbd: 8, blockSize: 6 };
const positionsOf = (rows: number[][]) => tf.tensor2d(rows, [rows.length, rows[0].length], "int32");

forEachBackend("gpt() with positions: each token takes the vector of its own position", () => {
  const p = initGPT(config, seed(1));
  const ids = tokenIds([[3, 4, 5]], config);
  const inOrder = gpt(p, config, ids, { positions: positionsOf([[0, 1, 2]]) });
  assert.ok(maxDifference(inOrder, gpt(p, config, ids)) < 1e-6);
  const moved = gpt(p, config, ids, { positions: positionsOf([[0, 4, 5]]) });
  const table = tf.gather(p.wpe.weight, tf.tensor1d([0, 4, 5, 3, 1, 2], "int32")) as tf.Tensor2D;
  assert.ok(maxDifference(moved, gpt({ ...p, wpe: { weight: table } }, config, ids)) < 1e-6);
  assert.ok(maxDifference(moved, inOrder) > 1e-4);
});

Deno.test("gpt() refuses positions of another shape", () => {
  const ids = tokenIds([[3, 4, 5]], config);
  assert.throws(
    () => gpt(initGPT(config, seed(1)), config, ids, { positions: positionsOf([[0, 1]]) }),
    /positions of the ids' shape \(1,3\), found \(1,2\)/,
  );
});

Deno.test("a batch's positions go up with it", async () => {
  const x = Int32Array.of(1, 2, 3), positions = Int32Array.of(0, 4, 5);
  const batch = uploadBatch({ x, y: x, positions, shape: [1, 3] }, config);
  assert.deepEqual(await batch.positions!.array(), [[0, 4, 5]]);
  assert.throws(() => uploadBatch({ x, y: x, positions: positions.subarray(1), shape: [1, 3] }, config), {
    message: /positions holds 2 ids, its shape \(1, 3\) needs 3/,
  });
});
