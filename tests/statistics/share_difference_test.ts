import assert from "node:assert/strict";
import { formatDifference, formatPoints, shareDifference } from "../../lib/statistics/share_difference.ts";

/** Newcombe 1998, table II, method 10: successes, trials of both, the interval. */
const PUBLISHED: readonly (readonly [number, number, number, number, string, string])[] = [
  [56, 70, 48, 80, "0.0524", "0.3339"],
  [9, 10, 3, 10, "0.1705", "0.8090"],
  [6, 7, 2, 7, "0.0582", "0.8062"],
  [5, 56, 0, 29, "-0.0381", "0.1926"],
  [0, 10, 0, 20, "-0.1611", "0.2775"],
  [0, 10, 0, 10, "-0.2775", "0.2775"],
  [10, 10, 0, 20, "0.6791", "1.0000"],
  [10, 10, 0, 10, "0.6075", "1.0000"],
];

Deno.test("the interval of a difference is the published one", () => {
  for (const [a, m, b, n, low, high] of PUBLISHED) {
    const found = shareDifference({ right: b, total: n }, { right: a, total: m });
    assert.equal(found.difference, a / m - b / n);
    assert.deepEqual([found.low.toFixed(4), found.high.toFixed(4)], [low, high], `${a}/${m} − ${b}/${n}`);
  }
});

Deno.test("a difference in words: an effect with its interval, or how small it must be", () => {
  assert.equal(
    formatDifference({ difference: 0.123, low: 0.081, high: 0.164 }),
    "+12.3 points (8.1 to 16.4)",
  );
  assert.equal(
    formatDifference({ difference: -0.05, low: -0.08, high: -0.02 }),
    "−5.0 points (−8.0 to −2.0)",
  );
  assert.equal(
    formatDifference({ difference: 0.01, low: -0.02, high: 0.042 }),
    "no effect, measured to ± 4.2 points",
  );
  assert.equal(
    formatDifference({ difference: 0, low: -0.01, high: 0.005 }),
    "no effect, measured to ± 1.0 points",
  );
});

Deno.test("a difference in numbers keeps its interval, also where that contains 0", () => {
  assert.equal(formatPoints({ difference: 0.123, low: 0.081, high: 0.164 }), "+12.3 (8.1 … 16.4)");
  assert.equal(formatPoints({ difference: -0.01, low: -0.042, high: 0.02 }), "−1.0 (−4.2 … 2.0)");
});
