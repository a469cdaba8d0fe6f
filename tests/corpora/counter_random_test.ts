import assert from "node:assert/strict";
import { randomWindows } from "lib/corpora";
import { randomPermutation } from "../../lib/corpora/counter_random.ts";

Deno.test("randomPermutation() draws every order about equally often, also those in which numbers stay", () => {
  const counts = new Map<string, number>();
  for (let seed = 0; seed < 6000; seed++) {
    const order = randomPermutation(3, seed).join("");
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  assert.deepEqual([...counts.keys()].sort(), ["012", "021", "102", "120", "201", "210"]);
  const chiSquare = [...counts.values()].reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0);
  assert.ok(chiSquare < 20.5, `chi-square ${chiSquare} with 5 degrees of freedom (p < 0.001)`);
});

Deno.test("randomPermutation() draws each exchange anew: large orders do not move together", () => {
  // With one draw for all exchanges, position i would always get about the same share of what is left.
  let sum = 0;
  for (let seed = 0; seed < 400; seed++) {
    const order = randomPermutation(100, seed, 3);
    sum += (order[98] - 49.5) * (order[99] - 49.5);
  }
  const correlation = sum / 400 / ((100 ** 2 - 1) / 12);
  assert.ok(Math.abs(correlation) < 0.2, `correlation ${correlation}`);
});

Deno.test("randomWindows() draws other windows for another seed", () => {
  const tokens = Int32Array.from({ length: 200 }, (_, i) => i);
  const at = (seed: number) => randomWindows(tokens, { blockSize: 8, batchSize: 10, seed }).at(0).x;
  assert.deepEqual(at(1), at(1));
  assert.notDeepEqual(at(1), at(2));
});
