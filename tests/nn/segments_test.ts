import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { causalMask, segmentMask, segmentPositions } from "lib/nn";
import { forEachBackend, leakedTensors } from "../backends.ts";
import { maxDifference } from "../compare.ts";

const ids = (rows: number[][]) => tf.tensor2d(rows, [rows.length, rows[0].length], "int32");

forEachBackend("segmentMask() of one segment is the causal mask", () => {
  const mask = segmentMask(ids([[3, 3, 3, 3]]));
  assert.deepEqual(mask.shape, [1, 1, 4, 4]);
  assert.equal(maxDifference(tf.reshape(mask, [4, 4]), causalMask(4)), 0);
});

forEachBackend("segmentMask() shows a token its own segment up to itself, row by row", () => {
  const seen = (tf.squeeze(segmentMask(ids([[0, 0, 1, 1], [0, 1, 1, -1]])), [1]).arraySync() as number[][][])
    .map((row) => row.map((keys) => keys.map((value) => value === 0 ? 1 : 0).join("")));
  assert.deepEqual(seen, [["1000", "1100", "0010", "0011"], ["1000", "0100", "0110", "0001"]]);
});

forEachBackend("segmentPositions() counts from 0 in each segment, also with many rows", () => {
  const found = segmentPositions(ids([[0, 0, 0, 1, 1, 2], [5, 4, 4, -1, -1, -1]])).arraySync();
  assert.deepEqual(found, [[0, 1, 2, 0, 1, 0], [0, 0, 1, 0, 1, 2]]);
});

forEachBackend("segmentMask() and segmentPositions() leave no tensors behind", () => {
  const segments = ids([[0, 0, 1]]);
  assert.equal(leakedTensors(() => segmentMask(segments)), 0);
  assert.equal(leakedTensors(() => segmentPositions(segments)), 0);
});

Deno.test("segments that are no int32 (B, T) are refused", () => {
  assert.throws(() => segmentMask(tf.zeros([1, 2])), /expected segment ids of int32 \(B, T\), found float32/);
  assert.throws(() => segmentPositions(tf.zeros([1, 2], "bool")), TypeError);
});
