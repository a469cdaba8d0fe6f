import assert from "node:assert/strict";
import { BlockLength } from "../../lib/gpt/block_length.ts";

/** Lengths of the blocks where a token takes `ms`. */
function lengths(rows: number, ms: number, count = 6): number[] {
  const blocks = new BlockLength({ rows });
  return Array.from({ length: count }, () => {
    const { length } = blocks;
    blocks.took(length * ms);
    return length;
  });
}

Deno.test("blocks of quick tokens grow to the most that a call makes", () => {
  assert.deepEqual(lengths(1, 0.5), [8, 16, 32, 64, 64, 64]);
});

Deno.test("a text that is read shows new tokens several times a second", () => {
  assert.deepEqual(lengths(1, 10), [8, 16, 16, 16, 16, 16]);
  assert.deepEqual(lengths(1, 100), [8, 8, 8, 8, 8, 8], "never shorter than the first");
});

Deno.test("many rows come in long blocks, of at most about two seconds", () => {
  assert.deepEqual(lengths(64, 20), [8, 16, 32, 64, 64, 64]);
  assert.deepEqual(lengths(64, 50), [8, 16, 32, 32, 32, 32]);
});
