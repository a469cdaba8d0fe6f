/**
 * Checks of notebook 10's exercises: backward passes of linear, cross-entropy, softmax and layer norm; which arrays to keep;
 * the batch that fits into memory.
 */
import { expectClose, expectEqual, wrong } from "./expect.ts";

type Matrix = number[][];
type Needs = ("input" | "output")[];

export const exercises = {
  "10.1": async (linearDx: (dy: Matrix, W: Matrix) => Matrix) => {
    await expectClose(linearDx([[1, 10]], [[2, 0], [1, 3], [-4, 1]]), [[2, 31, 6]], {
      what: "linearDx([[1, 10]], [[2, 0], [1, 3], [-4, 1]])",
      hint: "Input 1 goes into output 0 with weight 1 and into output 1 with weight 3: 1 · 1 + 10 · 3 = 31.",
    });
    await expectClose(linearDx([[1], [2]], [[3]]), [[3], [6]], {
      what: "linearDx([[1], [2]], [[3]])",
      hint: "Each row of dy gives its own row of dx.",
    });
    return "the backward pass of a matrix product is a matrix product";
  },

  "10.2": async (lossSlopes: (logits: Matrix, targets: number[]) => Matrix) => {
    const what = "lossSlopes([[0, 0]], [1])";
    const found = lossSlopes([[0, 0]], [1]);
    if (found?.[0]?.[0] === 0.5 && found[0][1] === 0.5) {
      wrong(`\`${what}\` gives the probabilities`, "Subtract 1 at the right token.");
    }
    await expectClose(found, [[0.5, -0.5]], {
      what,
      hint: "Both probabilities are 0.5; the target is token 1.",
    });
    await expectClose(lossSlopes([[0, 0], [0, 0]], [0, 1]), [[-0.25, 0.25], [0.25, -0.25]], {
      what: "lossSlopes([[0, 0], [0, 0]], [0, 1])",
      hint: "The loss is a mean over rows: divide by the number of rows.",
    });
    await expectClose(lossSlopes([[1000, 1000]], [0]), [[-0.5, 0.5]], {
      what: "lossSlopes([[1000, 1000]], [0])",
      hint: "exp(1000) is Infinity. Subtract the row's largest logit first.",
    });
    const p = 1 / (1 + Math.exp(-1)); // softmax([1, 0])
    await expectClose(
      lossSlopes([[1000, 999], [0, 0]], [0, 0]),
      [[(p - 1) / 2, (1 - p) / 2], [-0.25, 0.25]],
      {
        what: "lossSlopes([[1000, 999], [0, 0]], [0, 0])",
        hint:
          "Subtract from each row its own largest logit. Cutting large logits off would change their difference.",
      },
    );
    return "the whole error signal of a language model begins as probability minus 1 or 0";
  },

  "10.3": async (layerNormDx: (x: number[], dz: number[]) => number[]) => {
    await expectClose(layerNormDx([1, 3, 8], [2, 2, 2]), [0, 0, 0], {
      what: "layerNormDx([1, 3, 8], [2, 2, 2])",
      hint:
        "The outputs always add up to 0, so the same slope for all of them has no effect: subtract the mean of dz.",
      tolerance: 1e-4,
    });
    await expectClose(layerNormDx([-1, 1, -1, 1], [-3, 3, -3, 3]), [0, 0, 0, 0], {
      what: "layerNormDx([-1, 1, -1, 1], [-3, 3, -3, 3])",
      hint: "x times a number gives the same output. Subtract z · mean(dz · z), too.",
      tolerance: 1e-4,
    });
    await expectClose(layerNormDx([0, 0, 3, 3], [1, 0, 0, 0]), [1 / 3, -1 / 3, 0, 0], {
      what: "layerNormDx([0, 0, 3, 3], [1, 0, 0, 0])",
      hint: "At the end divide by the row's standard deviation, here 1.5.",
      tolerance: 1e-4,
    });
    return "what normalisation removes from x, its backward pass removes from the gradient";
  },

  "10.4": async (softmaxBackward: (w: number[], dw: number[]) => number[]) => {
    await expectClose(softmaxBackward([0.5, 0.5], [1, 1]), [0, 0], {
      what: "softmaxBackward([0.5, 0.5], [1, 1])",
      hint: "The weights always add up to 1. If all are equally good, no score should move.",
    });
    await expectClose(softmaxBackward([0.25, 0.75], [4, 0]), [0.75, -0.75], {
      what: "softmaxBackward([0.25, 0.75], [4, 0])",
      hint: "Σ w · dw is 1. Score 0 gets 0.25 · (4 − 1), score 1 gets 0.75 · (0 − 1).",
    });
    return "a score goes up where its slope is above the average";
  },

  "10.5": (mustKeep: (layers: Needs[]) => number[]) => {
    expectEqual(mustKeep([["input"], [], ["output"]]), [0, 3], {
      what: 'mustKeep([["input"], [], ["output"]])',
      hint: "Layer 0 reads array 0, its input. Layer 2 turns array 2 into array 3 and reads array 3.",
    });
    expectEqual(mustKeep([["output"], ["input"]]), [1], {
      what: 'mustKeep([["output"], ["input"]])',
      hint: "The output of layer 0 is the input of layer 1: one array, kept once.",
    });
    expectEqual(mustKeep([[], []]), [], {
      what: "mustKeep([[], []])",
      hint: "A layer that only adds a constant needs neither.",
    });
    return "a layer that needs only its output lets the program reuse its input's memory";
  },

  "10.6": (largestBatch: (o: { memory: number; parameters: number; perSequence: number }) => number) => {
    expectEqual(largestBatch({ memory: 2600, parameters: 100, perSequence: 300 }), 3, {
      what: "largestBatch({ memory: 2600, parameters: 100, perSequence: 300 })",
      hint:
        "100 parameters take 1600 bytes: weight, gradient and two moments, 4 bytes each. 1000 bytes are left.",
    });
    expectEqual(largestBatch({ memory: 2500, parameters: 100, perSequence: 300 }), 3, {
      what: "largestBatch({ memory: 2500, parameters: 100, perSequence: 300 })",
      hint: "900 bytes are left, which is exactly three sequences.",
    });
    expectEqual(largestBatch({ memory: 1000, parameters: 100, perSequence: 300 }), 0, {
      what: "largestBatch({ memory: 1000, parameters: 100, perSequence: 300 })",
      hint: "Not even the parameters fit: the batch is 0, not negative.",
    });
    return "16 bytes for each parameter before the first token is read";
  },
};
