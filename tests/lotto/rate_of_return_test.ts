import assert from "node:assert/strict";
import { formatRate, rateOfReturn } from "lib/lotto";

const none = { "3": 0, "4": 0, "5": 0, "5b": 0, "6": 0 };

Deno.test("rateOfReturn() prints the blog's rates", () => {
  assert.equal(formatRate(rateOfReturn({ ...none, "3": 1 }, 8)), "62.5");
  assert.equal(formatRate(rateOfReturn(none, 8)), "0.0");
  assert.equal(formatRate(rateOfReturn({ ...none, "3": 1 }, 45)), "11.1");
});

Deno.test("rateOfReturn() rounds halves up", () => {
  const counts = { ...none, "3": 1 };
  assert.equal(formatRate(rateOfReturn(counts, 16)), "31.3"); // 31.25; Python's f"{x:.1f}" has 31.2
  assert.equal(formatRate(rateOfReturn(counts, 3)), "166.7");
  assert.equal(formatRate(rateOfReturn(counts, 6)), "83.3");
});

Deno.test("rateOfReturn() is exact: equal to whole-number arithmetic for every count of tickets and many prizes", () => {
  for (let n = 1n; n <= 20n; n++) {
    for (let a = 0n; a <= n; a++) {
      for (const [five, six] of [[0n, 0n], [1n, 0n], [3n, 7n], [0n, 20n]]) {
        const prize = 5000n * a + 1_500_000n * five + 2_000_000_000n * six;
        const tenths = (2n * prize * 1000n + 1000n * n) / (2n * 1000n * n);
        const counts = { ...none, "3": Number(a), "5": Number(five), "6": Number(six) };
        assert.equal(formatRate(rateOfReturn(counts, Number(n))), `${tenths / 10n}.${tenths % 10n}`);
      }
    }
  }
});

Deno.test("rateOfReturn() is exact for a million tickets that all win", () => {
  assert.equal(rateOfReturn({ ...none, "6": 1_000_000 }, 1_000_000), 200_000_000);
  assert.equal(rateOfReturn({ ...none, "3": 1, "6": 999_999 }, 1_000_000), 199_999_800);
  assert.equal(rateOfReturn({ ...none, "3": 1_000_001 }, 1_000_003), 500); // 499.999…
});

Deno.test("formatRate() refuses what would not print exactly", () => {
  for (const rate of [-1, 0.25, NaN, Infinity, 1e21]) assert.throws(() => formatRate(rate), RangeError);
  assert.throws(() => rateOfReturn(none, 0), /number of tickets from 1 up, got 0/);
});
