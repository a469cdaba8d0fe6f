/** Checks of notebook 12's exercises: bytes of a cache, routing of a token, one move of the router's bias. */
import type { Exercises } from "./registry.ts";
import { expectClose, expectEqual } from "./expect.ts";
import { drawn } from "./drawn_12.ts";
import { withDrawnCases } from "./drawn_inputs.ts";

interface CacheShape {
  layers: number;
  heads: number;
  headDim: number;
  tokens: number;
}

export const exercises: Exercises = withDrawnCases({
  "12.1": (cacheBytes: (o: CacheShape) => number) => {
    expectEqual(cacheBytes({ layers: 1, heads: 1, headDim: 1, tokens: 1 }), 8, {
      what: "cacheBytes({ layers: 1, heads: 1, headDim: 1, tokens: 1 })",
      hint: "One key and one value, 4 bytes each.",
    });
    expectEqual(cacheBytes({ layers: 2, heads: 3, headDim: 5, tokens: 7 }), 1680, {
      what: "cacheBytes({ layers: 2, heads: 3, headDim: 5, tokens: 7 })",
      hint: "Every layer keeps a key and a value of every head for every token: multiply all of them.",
    });
    return "the cache grows with the length of the text, the weights do not";
  },

  "12.2": async (routeOne: (scores: number[], k: number) => number[]) => {
    await expectClose(routeOne([0.1, 0.6, 0.3], 1), [0, 1, 0], {
      what: "routeOne([0.1, 0.6, 0.3], 1)",
      hint: "Only the best expert is used, and the weights add up to 1.",
    });
    await expectClose(routeOne([0.1, 0.6, 0.3], 2), [0, 2 / 3, 1 / 3], {
      what: "routeOne([0.1, 0.6, 0.3], 2)",
      hint: "Divide the scores of the chosen experts by their sum, here 0.9.",
    });
    await expectClose(routeOne([0.9, 0.2, 0.6], 2), [0.6, 0, 0.4], {
      what: "routeOne([0.9, 0.2, 0.6], 2)",
      hint: "The result has one number for each expert, in the experts' order.",
    });
    return "top-k routing: most of the model rests while a token passes";
  },

  "12.3": async (moveBias: (bias: number[], counts: number[], rate: number) => number[]) => {
    await expectClose(moveBias([0, 0], [30, 10], 0.5), [-0.5, 0.5], {
      what: "moveBias([0, 0], [30, 10], 0.5)",
      hint: "The mean is 20. Expert 0 took more, so its bias goes down by the rate.",
    });
    await expectClose(moveBias([1, 2, 3], [0, 1, 11], 0.1), [1.1, 2.1, 2.9], {
      what: "moveBias([1, 2, 3], [0, 1, 11], 0.1)",
      hint:
        "Only the sign of the difference to the mean counts, not its size. Compare with the mean of this batch.",
    });
    await expectClose(moveBias([1, 1], [5, 5], 0.1), [1, 1], {
      what: "moveBias([1, 1], [5, 5], 0.1)",
      hint: "An expert that took exactly the mean stays.",
    });
    return "balance without a second loss that pulls at the weights";
  },
}, drawn);
