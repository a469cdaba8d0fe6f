import assert from "node:assert/strict";
import { smooth } from "../../../lib/notebook/plot/smoothing.ts";

Deno.test("smooth() equals a hand-worked moving average without bias at the start", () => {
  // w = 0.5: m = 2, 1 + 2 = 3, 1.5 + 0 = 1.5; divided by 0.5, 0.75, 0.875.
  assert.deepEqual(smooth([4, 4, 0], 0.5), [4, 4, 1.5 / 0.875]);
});

Deno.test("smooth() with weight 0 returns the values", () => {
  assert.deepEqual(smooth([3, 1, 2], 0), [3, 1, 2]);
});

Deno.test("smooth() keeps a constant and lags behind a fall", () => {
  assert.ok(smooth(Array(50).fill(7), 0.9).every((y) => Math.abs(y - 7) < 1e-12));
  const falling = Array.from({ length: 50 }, (_, i) => 50 - i);
  assert.ok(smooth(falling, 0.9).slice(1).every((y, i) => y > falling[i + 1]));
});

Deno.test("smooth() names the weights it accepts", () => {
  for (const weight of [1, -0.1, NaN]) {
    assert.throws(() => smooth([1], weight), { name: "RangeError", message: /\[0, 1\)/ });
  }
});
