/**
 * Checks of notebook 11's exercises: RMSNorm's weights in the next layer, rotary positions, SwiGLU's width at equal
 * parameters, grouped heads, the size of the KV cache, and the pairs that never turn once.
 */
import { expectClose, expectEqual, wrong } from "./expect.ts";

type Cache = { nLayer: number; nKVHead: number; headDim: number; tokens: number; bytesPerNumber: number };

export const exercises = {
  "11.1": async (foldWeight: (weight: number[], W: number[][]) => number[][]) => {
    await expectClose(foldWeight([2, 10], [[1, 1, 1], [1, 1, 1]]), [[2, 2, 2], [10, 10, 10]], {
      what: "foldWeight([2, 10], [[1, 1, 1], [1, 1, 1]])",
      hint: "Input i is multiplied by weight[i] before it meets row i of W: multiply row i by weight[i].",
    });
    await expectClose(foldWeight([3], [[1, -2]]), [[3, -6]], {
      what: "foldWeight([3], [[1, -2]])",
      hint: "Every number of row i is multiplied by weight[i].",
    });
    const W = [[1, 2], [3, 4]];
    foldWeight([5, 6], W);
    if (W[0][0] !== 1) wrong("`foldWeight` changes the matrix that it is given", "Return new rows.");
    return "after training the norm's weights cost nothing: they can become part of the next layer";
  },

  "11.2": async (turn: (x: number[], position: number, theta: number) => number[]) => {
    await expectClose(turn([3, 4], 0, 10_000), [3, 4], {
      what: "turn([3, 4], 0, 10000)",
      hint: "At position 0 all angles are 0, and nothing turns.",
    });
    await expectClose(turn([1, 0], 1, 10_000), [Math.cos(1), Math.sin(1)], {
      what: "turn([1, 0], 1, 10000)",
      hint: "The first pair turns by 1 radian for each position: (1, 0) becomes (cos 1, sin 1).",
    });
    const found = turn([1, 0, 0, 0], 1, 100);
    if (Math.abs(found?.[1] - Math.sin(1)) < 1e-5) {
      wrong(
        "`turn([1, 0, 0, 0], 1, 100)` turns features 0 and 1 together",
        "Llama pairs feature i with feature i + D/2: here 0 with 2, and 1 with 3.",
      );
    }
    await expectClose(found, [Math.cos(1), 0, Math.sin(1), 0], {
      what: "turn([1, 0, 0, 0], 1, 100)",
      hint: "Feature 0 is paired with feature 2. The new a is a cos − b sin, the new b is b cos + a sin.",
    });
    await expectClose(turn([0, 1, 0, 0], 2, 100), [0, Math.cos(0.2), 0, Math.sin(0.2)], {
      what: "turn([0, 1, 0, 0], 2, 100)",
      hint: "Pair i turns by position · theta^(−2i / D): here 2 · 100^(−1/2) = 0.2.",
    });
    return "a position is now an angle, and nothing has to be learned for it";
  },

  "11.3": (equalWidth: (C: number) => number) => {
    expectEqual(equalWidth(768), 2048, {
      what: "equalWidth(768)",
      hint: "GPT-2's MLP has 2 · C · 4C weights, SwiGLU's has 3 · C · n. Solve 3 C n = 8 C² for n.",
    });
    expectEqual(equalWidth(64), 168, {
      what: "equalWidth(64)",
      hint: "8 · 64 / 3 is 170.7. The nearest multiple of 8 is 168.",
    });
    return "three matrices of 8/3 C in place of two of 4 C";
  },

  "11.4": (kvHeadOf: (queryHead: number, o: { nHead: number; nKVHead: number }) => number) => {
    const llama = { nHead: 24, nKVHead: 8 }; // Kanana Nano's
    expectEqual([0, 1, 2, 3].map((head) => kvHeadOf(head, llama)), [0, 0, 0, 1], {
      what: "kvHeadOf for heads 0 to 3 of 24, with 8 heads of keys and values",
      hint: "Three neighbouring query heads share one head of keys and values: 0, 1 and 2 use head 0.",
    });
    expectEqual(kvHeadOf(5, { nHead: 6, nKVHead: 6 }), 5, {
      what: "kvHeadOf(5, { nHead: 6, nKVHead: 6 })",
      hint: "With as many heads of keys as of queries each has its own, as in GPT-2.",
    });
    expectEqual(kvHeadOf(5, { nHead: 6, nKVHead: 1 }), 0, {
      what: "kvHeadOf(5, { nHead: 6, nKVHead: 1 })",
      hint: "There is one head of keys and values: all use head 0 (multi-query attention).",
    });
    return "the queries keep their number; only keys and values are shared";
  },

  "11.5": (cacheBytes: (o: Cache) => number) => {
    const nano = { nLayer: 32, nKVHead: 8, headDim: 128, tokens: 1, bytesPerNumber: 2 };
    const found = cacheBytes(nano);
    if (found === 65_536) {
      wrong(
        "`cacheBytes(…)` gives half of it",
        "Keys and values are both kept, and each number takes bytesPerNumber bytes.",
      );
    }
    expectEqual(found, 131_072, {
      what: "cacheBytes({ nLayer: 32, nKVHead: 8, headDim: 128, tokens: 1, bytesPerNumber: 2 })",
      hint:
        "In each of 32 layers: 8 heads of 128 numbers for the key, and as many for the value, 2 bytes each.",
    });
    expectEqual(cacheBytes({ ...nano, tokens: 8192 }), 2 ** 30, {
      what: "the same with tokens: 8192",
      hint: "Every token that was read has its own keys and values.",
    });
    return "Kanana Nano's cache of a full context is 1 GiB; without grouping it would be 3";
  },

  "11.6": (unfinishedPairs: (headDim: number, theta: number, tokens: number) => number) => {
    expectEqual(unfinishedPairs(4, 100, 64), 0, {
      what: "unfinishedPairs(4, 100, 64)",
      hint:
        "The pairs turn by 1 and by 0.1 radian for each token: in 64 tokens by 64 and 6.4, both above 2π = 6.28.",
    });
    expectEqual(unfinishedPairs(4, 100, 63), 0, {
      what: "unfinishedPairs(4, 100, 63)",
      hint: "63 tokens turn the second pair 63 times, by 6.3 radians in all: just more than 2π.",
    });
    expectEqual(unfinishedPairs(4, 100, 62), 1, {
      what: "unfinishedPairs(4, 100, 62)",
      hint: "The second pair turns by 6.2 radians, which is less than 2π.",
    });
    expectEqual(unfinishedPairs(16, 10_000, 64), 5, {
      what: "unfinishedPairs(16, 10000, 64)",
      hint: "The pairs are i = 0 … headDim/2 − 1. Count those with tokens · theta^(−2i / headDim) below 2π.",
    });
    return "for these pairs a longer text has angles that training never showed";
  },
};
