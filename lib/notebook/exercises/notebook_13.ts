/** Checks of notebook 13's exercises: advantages of a group, the clipped ratio, the three KL estimators, pass@k, a mended reward. */
import { expectClose, wrong } from "./expect.ts";

export const exercises = {
  "13.1": async (advantages: (rewards: number[]) => number[]) => {
    const found = advantages([1, 0, 0, 0]);
    if (found?.[0] === 1 && found[1] === 0) {
      wrong(
        "`advantages([1, 0, 0, 0])` gives the rewards themselves",
        "Subtract the group's mean, here 0.25.",
      );
    }
    await expectClose(found, [0.75, -0.25, -0.25, -0.25], {
      what: "advantages([1, 0, 0, 0])",
      hint: "The mean is 0.25. The right completion is 0.75 above it, the others are 0.25 below.",
    });
    await expectClose(advantages([0.5, 0.5]), [0, 0], {
      what: "advantages([0.5, 0.5])",
      hint: "Equal rewards: nobody is better than the others.",
    });
    return "a group without differences teaches nothing";
  },

  "13.2": async (objective: (ratio: number, advantage: number, clip: number) => number) => {
    const cases: [number, number, number, number, string][] = [
      [1.1, 2, 0.2, 2.2, "Inside 0.8 … 1.2 nothing is clipped: ratio · advantage."],
      [1.5, 2, 0.2, 2.4, "A good token counts at most 1.2 · 2."],
      [0.5, -2, 0.2, -1.6, "A bad token that has become rare counts −0.8 · 2: there is no more to gain."],
      [
        1.5,
        -2,
        0.2,
        -3,
        "A bad token that has become likelier is not clipped: take the smaller of the two products.",
      ],
      [
        0.5,
        2,
        0.2,
        1,
        "A good token that has become rarer is not clipped: take the smaller of the two products.",
      ],
    ];
    for (const [ratio, advantage, clip, expected, hint] of cases) {
      await expectClose(objective(ratio, advantage, clip), expected, {
        what: `objective(${ratio}, ${advantage}, ${clip})`,
        hint,
      });
    }
    return "clipping ends a gain, never a loss";
  },

  "13.3": async (estimatesOf: (logP: number, refLogP: number) => [number, number, number]) => {
    const half = Math.log(0.5), quarter = Math.log(0.25), d = quarter - half;
    await expectClose(estimatesOf(half, quarter), [-d, d * d / 2, Math.exp(d) - d - 1], {
      what: "estimatesOf(ln 0.5, ln 0.25)",
      hint: "d = refLogP − logP = −ln 2. k1 = −d, k2 = d² / 2, k3 = exp(d) − d − 1.",
    });
    await expectClose(estimatesOf(-2, -2), [0, 0, 0], {
      what: "estimatesOf(-2, -2)",
      hint: "Two equal models are 0 apart.",
    });
    return "k1 can be negative for a token; k2 and k3 cannot";
  },

  "13.4": async (passAtK: (right: number, samples: number, k: number) => number) => {
    await expectClose(passAtK(1, 4, 2), 0.5, {
      what: "passAtK(1, 4, 2)",
      hint: "Of the 6 pairs of 4 samples, 3 contain the right one.",
    });
    for (const [right, samples, k, expected] of [[0, 8, 8, 0], [3, 10, 1, 0.3], [3, 4, 2, 1]]) {
      await expectClose(passAtK(right, samples, k), expected, {
        what: `passAtK(${right}, ${samples}, ${k})`,
        hint: "Multiply the probabilities that one sample after the other is wrong: (n − c − i) / (n − i).",
      });
    }
    return "the mean over all choices of k samples";
  },

  "13.5": async (reward: (readable: boolean, counts: boolean, rate: boolean) => number) => {
    const found = [reward(true, false, false), reward(true, true, false), reward(true, true, true)];
    await expectClose(found, [1 / 3, 2 / 3, 1], {
      what: "[reward(true, false, false), reward(true, true, false), reward(true, true, true)]",
      hint: "A third for each level, from the first on.",
    });
    await expectClose(reward(true, false, true), 1 / 3, {
      what: "reward(true, false, true)",
      hint: "The counts are wrong, so a rate that fits them earns nothing.",
    });
    await expectClose(reward(false, true, true), 0, {
      what: "reward(false, true, true)",
      hint: "An answer that cannot be read earns nothing.",
    });
    return "wrong counts with a rate that fits them earn no more than wrong counts";
  },
};
