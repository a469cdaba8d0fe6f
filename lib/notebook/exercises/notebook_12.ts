/**
 * Checks of notebook 12's exercises: bytes and numbers of a cache, absorbed attention, routing of a token, the auxiliary
 * loss, one move of the router's bias, the loss of multi-token prediction.
 */
import { expectClose, expectEqual } from "./expect.ts";

interface CacheShape {
  layers: number;
  heads: number;
  headDim: number;
  tokens: number;
}

/** What a layer keeps of a token: heads of keys and values, or a latent and a rotary key. */
export type Kept = { kvHeads: number; headDim: number } | { kvRank: number; ropeDim: number };

/** A query (D), K and V (L, D), latents (T, L); the result (D). */
type AbsorbedHead = (q: number[], K: number[][], V: number[][], latents: number[][]) => number[];

/** Log-probabilities [head][position] of these values at the targets, −9 at every other token of three. */
function logProbsOf(ids: readonly number[], atTargets: readonly number[]): number[][][] {
  const T = ids.length - 1;
  return atTargets.map((value, k) =>
    Array.from({ length: T }, (_, t) => [0, 1, 2].map((id) => ids[t + 1 + k] === id ? value : -9))
  );
}

export const exercises = {
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

  "12.2": (numbersKept: (o: Kept) => number) => {
    expectEqual(numbersKept({ kvHeads: 8, headDim: 16 }), 256, {
      what: "numbersKept({ kvHeads: 8, headDim: 16 })",
      hint: "Each head keeps a key and a value, both of headDim numbers.",
    });
    expectEqual(numbersKept({ kvRank: 64, ropeDim: 8 }), 72, {
      what: "numbersKept({ kvRank: 64, ropeDim: 8 })",
      hint:
        "One latent and one rotary key, for all heads. The latent serves as key and as value: no factor 2.",
    });
    expectEqual(numbersKept({ kvHeads: 2, headDim: 16 }), 64, {
      what: "numbersKept({ kvHeads: 2, headDim: 16 })",
      hint: "Only the heads of keys and values count, not the query heads.",
    });
    return "V3 keeps 576 numbers in a layer; 128 heads of keys and values, 128 wide, would need 32,768";
  },

  "12.3": async (absorbedHead: AbsorbedHead) => {
    const one = [[1, 0], [0, 1]];
    await expectClose(absorbedHead([0, 0], one, [[2, 0], [0, 3]], [[1, 1], [3, 1]]), [4, 3], {
      what: "absorbedHead([0, 0], K, [[2, 0], [0, 3]], [[1, 1], [3, 1]])",
      hint: "All scores are 0, so the mean of the latents is [2, 1]. Then multiply it by V.",
    });
    const share = Math.exp(1) / (Math.exp(1) + 1);
    await expectClose(absorbedHead([2, 0, 0, 0], [[1, 0, 0, 0]], [[1, 0, 0, 0]], [[1], [0]]), [
      share,
      0,
      0,
      0,
    ], {
      what: "absorbedHead([2, 0, 0, 0], [[1, 0, 0, 0]], [[1, 0, 0, 0]], [[1], [0]])",
      hint: "The scores are divided by √4, the root of the query's length, and go through softmax.",
    });
    await expectClose(
      absorbedHead([2, 1], [[0, Math.SQRT2], [0, 0]], one, [[1, 0], [0, 1]]),
      [share, 1 - share],
      {
        what: "absorbedHead([2, 1], [[0, √2], [0, 0]], [[1, 0], [0, 1]], [[1, 0], [0, 1]])",
        hint: "The moved query has a number for each row of K: the product of that row and q.",
      },
    );
    return "one product for the new token in place of a key and a value for every cached one";
  },

  "12.4": async (routeOne: (scores: number[], k: number) => number[]) => {
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

  "12.5": async (auxLoss: (chosen: number[][], scores: number[][], alpha: number) => number) => {
    await expectClose(auxLoss([[0], [1]], [[0.5, 0.5], [0.5, 0.5]], 0.1), 0.1, {
      what: "auxLoss([[0], [1]], [[0.5, 0.5], [0.5, 0.5]], 0.1)",
      hint: "Equal shares: f is 1 for each expert, P is 0.5, so the sum is 1 and the loss is α.",
    });
    await expectClose(auxLoss([[0], [0]], [[0.75, 0.25], [0.65, 0.35]], 0.1), 0.14, {
      what: "auxLoss([[0], [0]], [[0.75, 0.25], [0.65, 0.35]], 0.1)",
      hint: "Expert 0 took everything: f = [2, 0]. P is the mean score over the tokens, here [0.7, 0.3].",
    });
    await expectClose(auxLoss([[0, 1], [2, 0]], [[0.5, 0.3, 0.2], [0.4, 0.2, 0.4]], 1), 1.0875, {
      what: "auxLoss([[0, 1], [2, 0]], [[0.5, 0.3, 0.2], [0.4, 0.2, 0.4]], 1)",
      hint: "Two experts a token, four choices in all: f = experts · count / choices = [1.5, 0.75, 0.75].",
    });
    return "smallest when the experts that are chosen often have low scores";
  },

  "12.6": async (moveBias: (bias: number[], counts: number[], rate: number) => number[]) => {
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
  "12.7": async (mtpLoss: (logProbs: number[][][], ids: number[], weight: number) => number) => {
    const ids = [0, 1, 2, 0];
    await expectClose(mtpLoss(logProbsOf(ids, [-1]), ids, 0.5), 1, {
      what: "mtpLoss with one head, −1 at every target",
      hint: "Without further heads it is the usual loss: minus the mean of logProbs[0][t][ids[t + 1]].",
    });
    await expectClose(mtpLoss(logProbsOf(ids, [-1, -2]), ids, 0.5), 2, {
      what: "mtpLoss with two heads, −1 and −2 at their targets, weight 0.5",
      hint:
        "The target of head 1 at position t is ids[t + 2]. The last position has none and is left out of the mean. " +
        "1 + 0.5 · 2.",
    });
    const longer = [2, 1, 0, 1, 1, 2];
    await expectClose(mtpLoss(logProbsOf(longer, [-1, -2, -4]), longer, 0.3), 1.9, {
      what: "mtpLoss with three heads, −1, −2 and −4 at their targets, weight 0.3",
      hint: "The first loss plus the weight times the mean of the other two: 1 + 0.3 · 3.",
    });
    return "each position is asked for more than one token, so a text gives more to learn from";
  },
};
