/**
 * Checks of notebook 02's exercises: slopes, gradient descent, the chain rule, backpropagation, broadcasting, the gradient of
 * the logits, momentum, a bigram that is learned.
 */
import { brief } from "./difference.ts";
import { expectClose, expectEqual, wrong } from "./expect.ts";

type Fn = (x: number) => number;
type Step = { f: Fn; slope: Fn };
type Node = { inputs: number[]; slopes: number[] };
const close = (a: number | undefined, b: number) => a !== undefined && Math.abs(a - b) < 1e-6;

export const exercises = {
  "02.1": async (slope: (f: Fn, x: number) => number) => {
    const square: Fn = (x) => x * x;
    const what = "slope((x) => x * x, 3)";
    const found = slope(square, 3);
    if (found === 7 || found === 5) {
      wrong(
        `\`${what}\` is ${found}, expected 6`,
        "The nudge is too large: use something like 0.0001, not 1.",
      );
    }
    if (found === 0) {
      wrong(
        `\`${what}\` is 0, expected 6`,
        "The nudge is lost when it is added to 3: a number has about 16 digits. Use something like 0.0001.",
      );
    }
    if (Math.abs(found) < 0.01) {
      wrong(`\`${what}\` is almost 0, expected 6`, "That is the change of f. Divide it by the nudge.");
    }
    if (Math.abs(found + 6) < 0.01) {
      wrong(`\`${what}\` is −6, expected 6`, "Subtract the value before the nudge from the value after it.");
    }
    await expectClose(found, 6, {
      what,
      tolerance: 2e-3,
      hint: "How much does f change between x and x + h, for each unit of h? Take a small h.",
    });
    await expectClose(slope(Math.exp, 0), 1, {
      what: "slope(Math.exp, 0)",
      tolerance: 2e-3,
      hint: "It must work for any f and any x: call f, and keep the nudge the same where x is 0.",
    });
    await expectClose(slope((x) => 5 - 2 * x, 10), -2, {
      what: "slope((x) => 5 - 2 * x, 10)",
      tolerance: 2e-3,
      hint: "Here f falls by 2 when x grows by 1: the slope is negative.",
    });
    return "a slope of 6: moving x by 0.001 moves x² by about 0.006";
  },

  "02.2": async (descend: (slopeAt: Fn, start: number, o: { rate: number; steps: number }) => number) => {
    const slopeAt: Fn = (x) => 2 * (x - 3); // of (x - 3)²
    const call = (rate: number, steps: number) => ({
      what: `descend((x) => 2 * (x - 3), 0, { rate: ${rate}, steps: ${steps} })`,
    });
    const one = descend(slopeAt, 0, { rate: 0.1, steps: 1 });
    if (close(one, -0.6)) {
      wrong(`\`${call(0.1, 1).what}\` is −0.6: uphill`, "Subtract rate times slope; adding it goes uphill.");
    }
    if (close(one, 6)) wrong(`\`${call(0.1, 1).what}\` is 6`, "Multiply the slope by the rate.");
    await expectClose(one, 0.6, { ...call(0.1, 1), hint: "One step: x − rate · slopeAt(x)." });
    const two = descend(slopeAt, 0, { rate: 0.1, steps: 2 });
    if (close(two, 1.2)) {
      wrong(`\`${call(0.1, 2).what}\` is 1.2`, "Compute the slope anew at each step, where x is then.");
    }
    await expectClose(two, 1.08, {
      ...call(0.1, 2),
      hint: "As many steps as asked for, each from the last x.",
    });
    await expectClose(descend(slopeAt, 7, { rate: 0.1, steps: 0 }), 7, {
      what: "descend(…, 7, { steps: 0 })",
      hint: "Begin at `start`. Without a step the walk ends there.",
    });
    await expectClose(descend(slopeAt, 0, { rate: 0.1, steps: 100 }), 3, {
      ...call(0.1, 100),
      tolerance: 1e-6,
      hint: "As many steps as asked for.",
    });
    return "100 steps arrive at 3, where the slope is 0: the lowest point";
  },

  "02.3": async (chain: (steps: Step[], x: number) => { value: number; slope: number }) => {
    const double: Step = { f: (x) => 2 * x, slope: () => 2 };
    const square: Step = { f: (x) => x * x, slope: (x) => 2 * x };
    const what = "chain([double, square], 3)"; // (2x)² = 4x²: 36, slope 8x = 24
    const found = chain([double, square], 3);
    if (typeof found?.value !== "number" || typeof found.slope !== "number") {
      wrong(`\`${what}\` gives \`${brief(found)}\``, "Return both numbers: `{ value, slope }`.");
    }
    if (close(found?.value, 18)) {
      wrong(`\`${what}\` has the value 18`, "First double 3, then square the result: the order of the list.");
    }
    if (close(found?.slope, 8) || close(found?.slope, 14)) {
      wrong(`\`${what}\` has the slope ${found.slope}, a sum`, "The chain rule multiplies slopes.");
    }
    if (close(found?.slope, 12) && close(found?.value, 36)) {
      wrong(
        `\`${what}\` has the slope 12, expected 24`,
        "Each step's slope belongs at the number that enters this step: square gets 6, not 3. And all slopes count.",
      );
    }
    await expectClose(found?.value, 36, {
      what: `${what}.value`,
      hint: "Each step's f gets the result of the step before.",
    });
    await expectClose(found?.slope, 24, {
      what: `${what}.slope`,
      hint: "2 · (2 · 6): the product of both slopes.",
    });
    const none = chain([], 5);
    await expectClose([none?.value, none?.slope], [5, 1], {
      what: "chain([], 5), as [value, slope]",
      hint: "With no steps the result is x itself. How much does x change with x?",
    });
    return "one pass gives value and slope; the slopes are multiplied, however long the chain is";
  },

  "02.4": async (gradients: (nodes: Node[]) => number[]) => {
    // a, b, a · b, a · b + a at a = 2, b = 5
    const nodes: Node[] = [
      { inputs: [], slopes: [] },
      { inputs: [], slopes: [] },
      { inputs: [0, 1], slopes: [5, 2] },
      { inputs: [2, 0], slopes: [1, 1] },
    ];
    const what = "gradients([a, b, a × b, (a × b) + a])";
    const found = gradients(structuredClone(nodes));
    if (found?.length === 4 && found.every((g) => g === 0)) {
      wrong(`\`${what}\` is 0 everywhere`, "Begin with the gradient of the result, the last node: it is 1.");
    }
    if (close(found?.[0], 5) && close(found?.[1], 2) || close(found?.[0], 1) && close(found?.[3], 1)) {
      wrong(
        `\`${what}\` gives a the gradient ${found[0]}, expected 6`,
        "a is used twice. Add up what arrives on both paths (`+=`), and go from the last node to the first.",
      );
    }
    await expectClose(found, [6, 2, 1, 1], {
      what,
      hint: "From the last node to the first: add gradient × slope to each of its inputs.",
    });
    await expectClose(gradients([{ inputs: [], slopes: [] }]), [1], {
      what: "gradients([a])",
      hint: "The only node is the result: its gradient is 1.",
    });
    return "this is backpropagation: one walk backwards gives the gradient of every number";
  },

  "02.5": (broadcastShape: (a: number[], b: number[]) => number[] | null) => {
    const call = (a: number[], b: number[]) => `broadcastShape([${a}], [${b}])`;
    expectEqual(broadcastShape([2, 3], [2, 3]), [2, 3], {
      what: call([2, 3], [2, 3]),
      hint: "Equal shapes fit, and the result has this shape.",
    });
    const bias = broadcastShape([4, 3], [3]);
    if (bias === null) {
      wrong(
        `\`${call([4, 3], [3])}\` gives null`,
        "The shorter shape gets ones on its left: [3] counts as [1, 3].",
      );
    }
    expectEqual(bias, [4, 3], { what: call([4, 3], [3]), hint: "Compare the shapes from the right." });
    expectEqual(broadcastShape([4, 1], [1, 3]), [4, 3], {
      what: call([4, 1], [1, 3]),
      hint: "A size of 1 is repeated, in either of the two.",
    });
    const clash = broadcastShape([4, 3], [4]);
    if (clash !== null) {
      wrong(
        `\`${call([4, 3], [4])}\` gives [${clash}], expected null`,
        "From the right: 3 and 4 differ, and neither of them is 1.",
      );
    }
    expectEqual(broadcastShape([2], [3]), null, {
      what: call([2], [3]),
      hint: "Only a size of 1 is repeated.",
    });
    expectEqual(broadcastShape([], [2, 5]), [2, 5], {
      what: call([], [2, 5]),
      hint: "A plain number fits everything.",
    });
    return "the same rule in tfjs, NumPy and PyTorch: from the right, equal or 1";
  },

  "02.6": async (logitGradient: (logits: readonly number[], target: number) => number[]) => {
    const what = "logitGradient([0, 0], 0)";
    const found = logitGradient([0, 0], 0);
    if (close(found?.[0], 0.5) && close(found?.[1], -0.5)) {
      wrong(
        `\`${what}\` is [0.5, −0.5]: the signs are turned`,
        "Softmax minus one-hot, not one-hot minus softmax.",
      );
    }
    if (close(found?.[0], 0.5) && close(found?.[1], 0.5)) {
      wrong(`\`${what}\` is the softmax`, "Subtract 1 at the target.");
    }
    if (close(found?.[0], -2)) {
      wrong(
        `\`${what}\` has −2 at the target`,
        "−1 / p is the slope for the probability. Go one step further, to the logits.",
      );
    }
    await expectClose(found, [-0.5, 0.5], {
      what,
      hint:
        "Write the softmax in one row and the right answer, a one-hot vector, below it. Which operation on the two gives the gradient?",
    });
    const three = [Math.log(2), 0, 0]; // softmax: 1/2, 1/4, 1/4
    await expectClose(logitGradient(three, 1), [0.5, -0.75, 0.25], {
      what: "logitGradient([ln 2, 0, 0], 1)",
      hint: "All other logits have a gradient too: their softmax.",
    });
    expectEqual(three, [Math.log(2), 0, 0], { what: "logits (after the call)", hint: "Work on a copy." });
    const large = logitGradient([1000, 0], 0);
    if (Array.from(large ?? []).some(Number.isNaN)) {
      wrong(
        "`logitGradient([1000, 0], 0)` has NaN: e^1000 is Infinity, and Infinity / Infinity is NaN",
        "Subtract the largest logit from all of them first; the softmax stays the same.",
      );
    }
    await expectClose(large, [0, 0], {
      what: "logitGradient([1000, 0], 0)",
      hint: "The model is certain and right: nothing has to change.",
    });
    const p = 1 / (1 + Math.exp(-1)); // softmax([1, 0])
    await expectClose(logitGradient([1000, 999], 0), [p - 1, 1 - p], {
      what: "logitGradient([1000, 999], 0)",
      hint:
        "Only the differences of the logits count: cutting large ones off changes them, subtracting does not.",
    });
    return "the gradient is the error of the probabilities: 0 when the model is certain and right";
  },

  "02.7": async (
    momentumPath: (slopeAt: Fn, start: number, o: { rate: number; beta: number; steps: number }) => number[],
  ) => {
    const slopeAt: Fn = (x) => x;
    const what = "momentumPath((x) => x, 8, { rate: 0.5, beta: 0.5, steps: 2 })";
    const found = momentumPath(slopeAt, 8, { rate: 0.5, beta: 0.5, steps: 2 });
    const is = (...path: number[]) =>
      found?.length === path.length && path.every((x, i) => close(found[i], x));
    if (is(4, 0)) wrong(`\`${what}\` leaves out the start`, "The path begins with `start`.");
    if (is(8, 4, 2)) wrong(`\`${what}\` is plain descent`, "Keep the velocity from step to step.");
    if (is(8, 6, 3.5)) {
      wrong(
        `\`${what}\` weighs the slope by 1 − beta`,
        "Here the velocity is beta · v + slope (PyTorch's rule).",
      );
    }
    if (is(8, 8, 4)) {
      wrong(`\`${what}\` does not move in its first step`, "First the new velocity, then the step with it.");
    }
    // v: 8, then 0.5 · 8 + 4 = 8; x: 8 - 4 = 4, then 4 - 4 = 0
    await expectClose(found, [8, 4, 0], { what, hint: "v = beta · v + slopeAt(x); then x = x − rate · v" });
    await expectClose(momentumPath(slopeAt, 3, { rate: 0.5, beta: 0.5, steps: 0 }), [3], {
      what: "momentumPath(…, 3, { steps: 0 })",
      hint: "Without a step the path has the start only.",
    });
    return "the second step is as long as the first, although the slope is half: the velocity carries it on";
  },

  "02.8": async (
    learnBigram: (
      pairs: readonly (readonly [number, number])[],
      o: { vocabSize: number; rate: number; steps: number },
    ) => number[][],
  ) => {
    const pairs = [[0, 1], [0, 1], [0, 1], [0, 0]] as const;
    const what = "learnBigram([[0, 1], [0, 1], [0, 1], [0, 0]], { vocabSize: 2, rate: 1, steps: 1 })";
    const once = learnBigram(pairs, { vocabSize: 2, rate: 1, steps: 1 });
    const first = once?.[0];
    const probability = (logit: number) => 1 / (1 + Math.exp(-logit));
    // Row 0: the gradient is [1/4, -1/4], so the logits become [-1/4, 1/4].
    if (close(first?.[0], -0.25)) {
      wrong(`\`${what}\` returns logits`, "Return probabilities: the softmax of each row.");
    }
    if (close(first?.[1], probability(2))) {
      wrong(
        `\`${what}\` makes a step four times too long`,
        "The loss is a mean: divide the gradient by the number of pairs.",
      );
    }
    if (close(first?.[1], probability(-0.5))) {
      wrong(`\`${what}\` makes the frequent pair rarer`, "Subtract rate · gradient.");
    }
    await expectClose(first, [probability(-0.5), probability(0.5)], {
      what: `${what}[0]`,
      hint:
        "Start with logits 0. Add up softmax minus one-hot over all pairs, divide, and only then take the step.",
    });
    const many = learnBigram(pairs, { vocabSize: 2, rate: 1, steps: 300 });
    await expectClose(many, [[0.25, 0.75], [0.5, 0.5]], {
      what: "learnBigram(the same pairs, { vocabSize: 2, rate: 1, steps: 300 })",
      tolerance: 1e-3,
      hint: "Counting gives 1/4 and 3/4; a token that never came first keeps equal probabilities.",
    });
    return "you have trained a language model without a library, and it agrees with counting";
  },
};
