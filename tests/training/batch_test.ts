import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { countTargets } from "../../lib/training/batch.ts";
import { uploadBatch } from "lib/training";
import { forEachBackend } from "../backends.ts";

const batch = (x: number[], y: number[]) => ({
  x: Int32Array.from(x),
  y: Int32Array.from(y),
  shape: [2, 2] as const,
});

forEachBackend("uploadBatch() keeps ids, shape and dtype", () => {
  const { x, y } = uploadBatch(batch([0, 1, 2, 3], [1, 2, 3, -1]), { vocabSize: 4 });
  assert.deepEqual(x.arraySync(), [[0, 1], [2, 3]]);
  assert.deepEqual(y.arraySync(), [[1, 2], [3, -1]]);
  assert.equal(x.dtype, "int32");
});

Deno.test("uploadBatch() names the id that is out of range and where it stands", async () => {
  await tf.setBackend("cpu");
  const attempt = (x: number[], y: number[]) => () => uploadBatch(batch(x, y), { vocabSize: 4 });
  assert.throws(attempt([0, 1, 4, 0], [0, 0, 0, 0]), /x\[1, 0\] is 4, but this model's ids go from 0 to 3/);
  assert.throws(attempt([0, -1, 0, 0], [0, 0, 0, 0]), /x\[0, 1\] is -1/);
  assert.throws(attempt([0, 0, 0, 0], [0, 0, 0, 9]), /y\[1, 1\] is 9/);
  assert.throws(attempt([0, 0, 0], [0, 0, 0, 0]), /x holds 3 ids, its shape \(2, 2\) needs 4/);
});

Deno.test("countTargets() counts targets that are not negative", () => {
  assert.equal(countTargets(batch([0, 0, 0, 0], [-1, 0, 3, -100])), 2);
});
