import assert from "node:assert/strict";
import { formatShare, wilsonInterval } from "lib/statistics";

Deno.test("wilsonInterval() gives the intervals of the literature", () => {
  // Newcombe, Statistics in Medicine 17 (1998), table I, method 3 (score)
  for (
    const [r, n, low, high] of [[81, 263, 0.2553, 0.3662], [15, 148, 0.0624, 0.1605], [0, 20, 0, 0.1611], [
      1,
      29,
      0.0061,
      0.1718,
    ]]
  ) {
    const interval = wilsonInterval(r, n);
    assert.deepEqual([interval.low.toFixed(4), interval.high.toFixed(4)], [low.toFixed(4), high.toFixed(4)]);
  }
});

Deno.test("wilsonInterval() contains the share, is mirrored for failures, and narrows with n", () => {
  let before = 1;
  for (const n of [10, 100, 1000, 10_000]) {
    const a = wilsonInterval(n * 0.3, n), b = wilsonInterval(n * 0.7, n);
    assert.ok(a.low < a.share && a.share < a.high);
    assert.ok(Math.abs(a.low - (1 - b.high)) < 1e-12);
    assert.ok(a.high - a.low < before);
    before = a.high - a.low;
  }
  assert.equal(wilsonInterval(5000, 5000).high, 1);
  assert.ok(wilsonInterval(5000, 5000).low > 0.999);
});

Deno.test("wilsonInterval() refuses values that are not counts", () => {
  for (const [r, n] of [[1, 0], [-1, 5], [6, 5], [1.5, 5], [NaN, 5]]) {
    assert.throws(() => wilsonInterval(r, n), RangeError);
  }
});

Deno.test("formatShare() prints percent with the interval", () => {
  assert.equal(formatShare(wilsonInterval(2298, 5000)), "45.96 % (44.58–47.34 %)");
  assert.equal(formatShare(wilsonInterval(0, 20), { decimals: 0 }), "0 % (0–16 %)");
});
