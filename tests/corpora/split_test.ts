import assert from "node:assert/strict";
import { splitTail } from "lib/corpora";

const ids = Array.from({ length: 100 }, (_, i) => i);

Deno.test("splitTail() holds out the tail and loses no token", () => {
  const { train, heldOut } = splitTail(ids, 0.1);
  assert.equal(heldOut.length, 10);
  assert.deepEqual([...train, ...heldOut], ids);
});

Deno.test("splitTail() leaves each part at least one window, also for a very small or large fraction", () => {
  assert.equal(splitTail(ids, 0.01, { blockSize: 32 }).heldOut.length, 33);
  assert.equal(splitTail(ids, 0.99, { blockSize: 32 }).train.length, 33);
});

Deno.test("splitTail() does not share memory with the tokens it was given", () => {
  const tokens = Int32Array.from(ids);
  splitTail(tokens, 0.5).train[0] = 99;
  assert.equal(tokens[0], 0);
});

Deno.test("splitTail() refuses a fraction outside 0 to 1 and a text too short for two windows", () => {
  for (const fraction of [0, 1, -0.1, 10, NaN]) assert.throws(() => splitTail(ids, fraction), RangeError);
  assert.throws(() => splitTail(ids, 0.1, { blockSize: 64 }), /needs a window of 65 tokens/);
});
