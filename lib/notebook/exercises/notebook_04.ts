/**
 * Checks of notebook 04's exercises: windows, parameters, the loss, the schedule, copying, bits per byte.
 */
import { gpt2Config, type GPTConfig, lecture162MConfig, parameterCount } from "../../gpt/mod.ts";
import { warmupCosine } from "../../training/mod.ts";
import { expectClose, expectEqual, wrong } from "./expect.ts";

interface Window {
  readonly x: number[];
  readonly y: number[];
}
type CutWindows = (ids: readonly number[], o: { blockSize: number; stride: number }) => Window[];
type LearningRate = (step: number, o: { peak: number; warmupSteps: number; totalSteps: number }) => number;

export const exercises = {
  "04.1": (cutWindows: CutWindows) => {
    const ids = [10, 11, 12, 13, 14, 15, 16];
    const what = "cutWindows([10, 11, …, 16], { blockSize: 3, stride: 2 })";
    const windows = cutWindows(ids, { blockSize: 3, stride: 2 });
    if (windows?.[0]?.y?.[0] === 10) {
      wrong("the target of the first position is the token itself", "y begins one token later than x.");
    }
    if (windows?.length === 3) {
      wrong(
        `\`${what}\` has 3 windows; the last one's y is \`[${windows[2]?.y}]\``,
        "A window needs blockSize + 1 tokens: one more than x, for the last target.",
      );
    }
    expectEqual(windows, [{ x: [10, 11, 12], y: [11, 12, 13] }, { x: [12, 13, 14], y: [13, 14, 15] }], {
      what,
      hint: "Starts at 0, stride, 2 · stride … as long as start + blockSize is a position of the text.",
    });
    expectEqual(cutWindows(ids, { blockSize: 6, stride: 1 }).length, 1, {
      what: "cutWindows([10, 11, …, 16], { blockSize: 6, stride: 1 }).length",
      hint: "Seven tokens hold exactly one window of six and its targets.",
    });
    expectEqual(cutWindows(ids, { blockSize: 7, stride: 1 }), [], {
      what: "cutWindows([10, 11, …, 16], { blockSize: 7, stride: 1 })",
      hint: "The last target would be the eighth token, and there are seven: no window.",
    });
    return "the lecture's windows: 32 tokens at stride 4, each token in about eight of them";
  },

  "04.2": (countParameters: (config: GPTConfig) => number) => {
    const sizes = { vocabSize: 100, blockSize: 10, nLayer: 2, nHead: 2, nEmbd: 8, dropout: 0 };
    const tiny: GPTConfig = { ...sizes, qkvBias: true, tiedHead: true };
    const compare = (config: GPTConfig, name: string, hint: string) => {
      const [found, expected] = [countParameters(config), parameterCount(config)];
      if (found === expected) return;
      if (!Number.isFinite(found)) expectEqual(found, expected, { what: `countParameters(${name})`, hint });
      const { format } = new Intl.NumberFormat("en");
      const difference = `${found < expected ? "too few" : "too many"} by ` +
        `${format(Math.abs(found - expected))}`;
      wrong(
        `\`countParameters(${name})\` is ${format(found)}, expected ${format(expected)}: ${difference}`,
        hint,
      );
    };
    compare(
      { ...tiny, nLayer: 0 },
      "vocabSize 100, blockSize 10, no layers, width 8, tied head",
      "wte, wpe and ln_f",
    );
    compare(
      { ...tiny, nLayer: 1 },
      "the same with one layer",
      "A block: two layer norms of 2 C; C × 3 C + 3 C; C × C + C; C × 4 C + 4 C; 4 C × C + C.",
    );
    compare(tiny, "the same with two layers", "Blocks are equal: multiply.");
    compare({ ...tiny, tiedHead: false }, "with an untied head", "lm_head has C × V weights and no bias.");
    compare({ ...tiny, qkvBias: false }, "without qkv bias", "That is 3 C fewer in each block.");
    const all = "Use every size of the config; `nHead` and `dropout` add nothing.";
    compare(gpt2Config, "GPT-2", all);
    compare(lecture162MConfig, "the lecture's model", all);
    return 'GPT-2 has 124,439,808 parameters, hence "124M"; the blog\'s model has 162,321,408';
  },

  "04.3": async (lossOf: (logits: readonly (readonly number[])[], targets: readonly number[]) => number) => {
    const what = "lossOf([[0, 0, 0, 0]], [2])";
    const even = lossOf([[0, 0, 0, 0]], [2]);
    if (Math.abs(even - 2) < 1e-6) wrong(`\`${what}\` is 2: bits`, "Nats: use Math.log, not Math.log2.");
    if (Math.abs(even + Math.log(4)) < 1e-6) wrong(`\`${what}\` is negative`, "The loss is -ln(p), above 0.");
    await expectClose(even, Math.log(4), {
      what,
      hint: "Four equal scores: each token has probability 1/4.",
    });
    const p = Math.exp(2) / (Math.exp(1) + Math.exp(2) + Math.exp(3));
    await expectClose(lossOf([[1, 2, 3]], [1]), -Math.log(p), {
      what: "lossOf([[1, 2, 3]], [1])",
      hint: "p = exp(logit of the target) / sum of exp(all logits)",
    });
    await expectClose(lossOf([[1, 2, 3], [0, 0, 0]], [1, 0]), (-Math.log(p) + Math.log(3)) / 2, {
      what: "lossOf([[1, 2, 3], [0, 0, 0]], [1, 0])",
      hint: "The mean over the rows.",
    });
    await expectClose(lossOf([[1000, 0]], [1]), 1000, {
      what: "lossOf([[1000, 0]], [1])",
      hint:
        "exp(1000) is Infinity. Subtract the row's largest logit from all of them first: p stays the same.",
    });
    return "cross-entropy; with one more line for the batch it is what `crossEntropy` computes";
  },

  "04.4": async (learningRate: LearningRate) => {
    const o = { peak: 1e-3, warmupSteps: 9, totalSteps: 109 };
    const schedule = warmupCosine(o);
    const hints: [number, string][] = [
      [0, "The first step already learns: peak · (step + 1) / (warmupSteps + 1)."],
      [4, "A straight line: half the peak in the middle of the warm-up."],
      [9, "The first step after the warm-up has the peak."],
      [59, "Half-way down the cosine: ½ · peak · (1 + cos(π · done)), done from 0 to 1 after the warm-up."],
      [84, "done = (step - warmupSteps) / (totalSteps - warmupSteps)"],
      [109, "At totalSteps the rate is 0."],
      [500, "After totalSteps it stays 0; the cosine would climb again."],
    ];
    for (const [step, hint] of hints) {
      await expectClose(learningRate(step, o), schedule(step), {
        what: `learningRate(${step}, { peak: 0.001, warmupSteps: 9, totalSteps: 109 })`,
        hint,
        tolerance: 1e-9,
      });
    }
    await expectClose(learningRate(0, { peak: 1, warmupSteps: 0, totalSteps: 10 }), 1, {
      what: "learningRate(0, { peak: 1, warmupSteps: 0, totalSteps: 10 })",
      hint: "No warm-up: the first step has the peak.",
    });
    return "equal to `warmupCosine` at every tested step";
  },

  "04.5": (longestCopy: (text: readonly number[], book: readonly number[]) => number) => {
    const book = [5, 1, 2, 3, 9, 2, 3, 4, 7];
    const cases: [number[], number, string][] = [
      [[2, 3, 4], 3, "The second 2, 3 of the book continues with 4: do not stop at the first match."],
      [[8, 1, 2, 3, 8], 3, "A copy may begin anywhere in the text."],
      [[3, 2, 1], 1, "In a row, and in this order."],
      [[1, 2, 4], 2, "A gap ends the copy."],
      [[6, 8], 0, "Nothing in common: 0."],
      [[4, 7, 5], 2, "The book ends after 4, 7; it does not continue at its beginning."],
      [[], 0, "An empty text copies nothing."],
    ];
    for (const [text, length, hint] of cases) {
      expectEqual(longestCopy(text, book), length, {
        what: `longestCopy([${text.join(", ")}], [${book.join(", ")}])`,
        hint,
      });
    }
    return "section 7's first table measures exactly this, with a faster algorithm";
  },

  "04.6": async (bits: (losses: readonly number[], tokens: readonly string[]) => number) => {
    const whats = (losses: string, tokens: readonly string[]) =>
      `bits([${losses}], ${JSON.stringify(tokens)})`;
    const what = whats("Math.log(16)", ["ab"]), found = bits([Math.log(16)], ["ab"]);
    if (Math.abs(found - Math.log(16) / 2) < 1e-9) {
      wrong(`\`${what}\` is in nats per byte`, "A bit is ln 2 nats.");
    }
    if (Math.abs(found - 4) < 1e-9) {
      wrong(`\`${what}\` is 4`, "These are bits per token. The token has two bytes.");
    }
    await expectClose(found, 2, { what, hint: "ln 16 nats are 4 bits; divide them by two bytes." });
    await expectClose(bits([Math.log(64)], ["말"]), 2, {
      what: whats("Math.log(64)", ["말"]),
      hint: "A Korean syllable is one character and three bytes: count the bytes with `new TextEncoder()`.",
    });
    const two = ["a", "bcdefgh"];
    await expectClose(bits([Math.log(2), Math.log(8)], two), 0.5, {
      what: whats("Math.log(2), Math.log(8)", two),
      hint:
        "Add up all bits, add up all bytes, then divide: a mean of each token's own rate would count short tokens " +
        "as much as long ones.",
    });
    return "compare two models with different tokenizers by this number, never by their losses";
  },
};
