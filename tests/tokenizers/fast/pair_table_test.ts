import assert from "node:assert/strict";
import { PairTable } from "../../../lib/tokenizers/fast/pair_table.ts";

Deno.test("PairTable agrees with a Map, while it grows", () => {
  const table = new PairTable();
  const map = new Map<string, number>();
  for (let i = 0; i < 5000; i++) {
    const [left, right] = [i * 31 % 97, i * 17 % 89];
    table.set(left, right, i);
    map.set(`${left} ${right}`, i);
  }
  assert.equal(table.size, map.size);
  for (let left = 0; left < 100; left++) {
    for (let right = 0; right < 100; right++) {
      assert.equal(table.get(left, right), map.get(`${left} ${right}`) ?? -1);
    }
  }
});
