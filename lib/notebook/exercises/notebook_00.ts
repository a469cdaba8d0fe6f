/**
 * Checks of notebook 00's exercises: smoothing, top-k, temperature, masks, the loss and the generation loop.
 */
import { brief } from "./difference.ts";
import { expectClose, expectEqual, wrong } from "./expect.ts";

/** The context so far -> how often each next token followed it. */
type Counts = (context: readonly string[]) => ReadonlyMap<string, number>;

export const exercises = {
  "00.1": async (smoothed: (counts: readonly number[]) => number[]) => {
    const call = { what: "smoothed([3, 1, 0])" };
    const counts = [3, 1, 0];
    const p = smoothed(counts);
    if (Math.abs(p?.[0] - 3 / 4) < 1e-9) {
      wrong(`\`${call.what}\` still gives 0 to the token that never occurred`, "Add 1 to every count first.");
    }
    if (Math.abs(p?.[0] - 1) < 1e-9) {
      wrong(
        `\`${call.what}\` sums to more than 1`,
        "Divide by the sum of the new counts, after adding 1 to each.",
      );
    }
    await expectClose(p, [4 / 7, 2 / 7, 1 / 7], {
      ...call,
      hint: "Add 1 to every count first; then divide each by the sum of these new counts.",
    });
    await expectClose(smoothed([0, 0]), [0.5, 0.5], { what: "smoothed([0, 0])" });
    expectEqual(counts, [3, 1, 0], {
      what: "counts (after the call)",
      hint: "Return a new array; the caller still needs the counts.",
    });
    return "no token is impossible any more: the loss of an unseen pair is large, but not infinite";
  },

  "00.2": async (topK: (probabilities: readonly number[], k: number) => number[]) => {
    const p = [0.1, 0.4, 0.2, 0.3];
    const call = (k: number) => ({ what: `topK([0.1, 0.4, 0.2, 0.3], ${k})` });
    const best = topK(p, 2);
    expectEqual(p, [0.1, 0.4, 0.2, 0.3], {
      what: "probabilities (after the call)",
      hint: "Work on a copy. (`sort` changes the array it is called on; `toSorted` does not.)",
    });
    if (best?.length === p.length && best[0] > 0.1) {
      wrong(
        `\`${call(2).what}\` gives \`${brief(best)}\``,
        "Keep the order: each position belongs to a token.",
      );
    }
    if (best?.length === p.length && Math.abs(best[1] - 0.4) < 1e-9) {
      wrong(
        `\`${call(2).what}\` sums to 0.7`,
        "Divide the remaining probabilities by their sum, so that they sum to 1.",
      );
    }
    const hint = best?.length === p.length
      ? "All but the 2 largest become 0."
      : "Keep as many numbers as came in, in their order: each position belongs to a token.";
    await expectClose(best, [0, 4 / 7, 0, 3 / 7], { ...call(2), hint });
    await expectClose(topK(p, 1), [0, 1, 0, 0], {
      ...call(1),
      hint: "k = 1 is greedy: the likeliest token gets probability 1.",
    });
    await expectClose(topK([0.9, 5e-7, 0.0999995], 2), [0.9 / 0.9999995, 0, 0.0999995 / 0.9999995], {
      what: "topK([0.9, 5e-7, 0.0999995], 2)",
      hint:
        'The 2 largest are 0.9 and 0.0999995. (`sort()` alone compares texts, and the text "5e-7" comes after "0.9".)',
    });
    await expectClose(topK(p, 9), p, { ...call(9), hint: "A k larger than the vocabulary changes nothing." });
    return "one very unlikely token can spoil a text; top-k removes the unlikely ones";
  },

  "00.3": (mask: (T: number, kind: "BERT" | "GPT") => number[][]) => {
    const hint = "Row = query, column = key; in a GPT a position attends to the columns up to its own.";
    expectEqual(mask(3, "BERT"), [[1, 1, 1], [1, 1, 1], [1, 1, 1]], {
      what: 'mask(3, "BERT")',
      hint: "In BERT every position attends to every position.",
    });
    const gpt = mask(3, "GPT");
    if (gpt?.length === 3 && typeof gpt[0] === "object" && gpt[0] === gpt[1]) {
      wrong(
        'the rows of `mask(3, "GPT")` are one and the same array',
        "`fill` puts the same array into every row, so a change of one row is a change of all. Make a new array for each.",
      );
    }
    if (gpt?.[0]?.[1] === 1 && gpt?.[1]?.[0] === 0) {
      wrong("position 0 attends to position 1, which it must predict", "Rows and columns are swapped.");
    }
    if (gpt?.[0]?.[0] === 0) {
      wrong("position 0 attends to nothing", "A position attends to itself: it predicts the next one.");
    }
    expectEqual(gpt, [[1, 0, 0], [1, 1, 0], [1, 1, 1]], { what: 'mask(3, "GPT")', hint });
    expectEqual(mask(1, "GPT"), [[1]], { what: 'mask(1, "GPT")', hint });
    return "one triangle of zeros is the difference between the two families";
  },

  "00.4": async (sharpen: (probabilities: readonly number[], temperature: number) => number[]) => {
    const p = [0.6, 0.3, 0.1];
    const call = (t: number) => ({ what: `sharpen([0.6, 0.3, 0.1], ${t})` });
    const hint = "Raise each probability to the power 1 / temperature, then make them sum to 1 again.";
    const half = sharpen(p, 0.5);
    if (Math.abs(half?.[0] - 0.36) < 1e-6) {
      wrong(
        `\`${call(0.5).what}\` sums to 0.46`,
        "Divide by the sum, so that they sum to 1.",
      );
    }
    await expectClose(sharpen(p, 1), p, { ...call(1), hint: "A temperature of 1 changes nothing." });
    await expectClose(half, [36 / 46, 9 / 46, 1 / 46], { ...call(0.5), hint });
    const roots = p.map(Math.sqrt), sum = roots[0] + roots[1] + roots[2];
    await expectClose(sharpen(p, 2), roots.map((root) => root / sum), { ...call(2), hint });
    await expectClose(sharpen([1, 0], 0.5), [1, 0], { what: "sharpen([1, 0], 0.5)", hint });
    return "below 1 the likely tokens get likelier, above 1 the unlikely ones do";
  },

  "00.5": async (
    averageLoss: (
      probability: (previous: string, next: string) => number,
      tokens: readonly string[],
    ) => number,
  ) => {
    const tokens = ["a", "b", "a", "c"];
    const what = 'averageLoss(() => 1 / 4, ["a", "b", "a", "c"])';
    const uniform = averageLoss(() => 1 / 4, tokens);
    if (Math.abs(uniform - 2) < 1e-6) wrong(`\`${what}\` is 2: bits`, "Nats: use Math.log, not Math.log2.");
    if (Math.abs(uniform - 3 * Math.log(4)) < 1e-6) {
      wrong(`\`${what}\` is the sum over all guesses`, "Divide by the number of guesses.");
    }
    if (Math.abs(uniform - 0.75 * Math.log(4)) < 1e-6) {
      wrong(`\`${what}\` divides by ${tokens.length}`, "Four tokens are three guesses: the first is given.");
    }
    await expectClose(uniform, Math.log(4), { what, hint: "Average -ln(probability) over the guesses." });
    const known: Record<string, number> = { "a b": 0.5, "b a": 1, "a c": 0.25 };
    await expectClose(averageLoss((a, b) => known[`${a} ${b}`] ?? 0, tokens), Math.log(8) / 3, {
      what: "averageLoss with p(b|a) = 0.5, p(a|b) = 1, p(c|a) = 0.25",
      hint: "For each token but the first: probability(token before, token), in this order.",
    });
    return "`ln 4`: as unsure as among 4 equally likely tokens. Every training run lowers this number";
  },

  "00.6": (generate: (next: Counts, prompt: readonly string[], n: number) => string[]) => {
    const seen: string[][] = [];
    // The likeliest token names the length of the context, so a loop that forgets its own output is found.
    const next: Counts = (context) => {
      seen.push([...context]);
      return new Map([["rare", 1], [context.length > 5 ? "." : `t${context.length}`, 12], ["other", 3]]);
    };
    const prompt = ["the", "cat"];
    const what = 'generate(next, ["the", "cat"], 3)';
    const text = generate(next, prompt, 3);
    expectEqual(prompt, ["the", "cat"], {
      what: "prompt (after the call)",
      hint: "Work on a copy of the prompt.",
    });
    if (seen.length > 1 && seen[1].length !== 3) {
      wrong(
        `the second call of \`next\` saw ${seen[1].length} tokens, expected 3`,
        "Append each token to the context before you ask for the next one.",
      );
    }
    expectEqual(text, ["the", "cat", "t2", "t3", "t4"], {
      what,
      hint:
        "Each round: ask for the counts, take the token with the largest one, append it. Return the whole text.",
    });
    expectEqual(generate(next, prompt, 0), prompt, { what: 'generate(next, ["the", "cat"], 0)' });
    expectEqual(generate(next, ["a", "b", "c", "d"], 9), ["a", "b", "c", "d", "t4", "t5", "."], {
      what: 'generate(next, ["a", "b", "c", "d"], 9)',
      hint: 'Stop after "." even when n is not reached: here it is the end-of-text token.',
    });
    return "every GPT generates with this loop; only `next` gets better";
  },
};
