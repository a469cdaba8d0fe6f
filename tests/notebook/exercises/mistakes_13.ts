/** Mistakes of notebook 13's exercises: what each answer does wrong, the answer, what the verdict must say. */
import type { Mistakes } from "./mistakes_test.ts";

const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const clipped = (ratio: number, clip: number) => Math.min(Math.max(ratio, 1 - clip), 1 + clip);

export const mistakes: Mistakes = {
  "13.1": [
    ["changes the rewards", (rewards: number[]) => {
      const centre = mean(rewards);
      rewards.forEach((reward, i) => rewards[i] = reward - centre);
      return rewards;
    }, /changes its argument/],
    ["the rewards themselves", (rewards: number[]) => rewards, /rewards themselves/],
    [
      "the mean minus the reward",
      (rewards: number[]) => rewards.map((r) => mean(rewards) - r),
      /0\.75 above/,
    ],
    ["a fixed baseline of 0.25", (rewards: number[]) => rewards.map((r) => r - 0.25), /Equal rewards/],
    [
      "right for up to four rewards",
      (rewards: number[]) => rewards.map((r) => r - mean(rewards.slice(0, 4))),
      /minus the mean/,
    ],
  ],
  "13.2": [
    ["no clipping", (ratio: number, a: number) => ratio * a, /at most 1\.2/],
    ["always clipped", (ratio: number, a: number, clip: number) => clipped(ratio, clip) * a, /not clipped/],
    [
      "the larger of the two",
      (ratio: number, a: number, clip: number) => Math.max(ratio * a, clipped(ratio, clip) * a),
      /at most 1\.2/,
    ],
    [
      "clip ignored, always 0.2",
      (ratio: number, a: number) => Math.min(ratio * a, clipped(ratio, 0.2) * a),
      /clipped ratio/,
    ],
  ],
  "13.3": [
    [
      "the difference the other way",
      (p: number, q: number) => [q - p, (q - p) ** 2 / 2, Math.exp(p - q) - (p - q) - 1],
      /k1 = −d/,
    ],
    [
      "k2 without the half",
      (p: number, q: number) => [p - q, (q - p) ** 2, Math.exp(q - p) - (q - p) - 1],
      /d² \/ 2/,
    ],
    [
      "k3 without the minus 1",
      (p: number, q: number) => [p - q, (q - p) ** 2 / 2, Math.exp(q - p) - (q - p)],
      /exp\(d\) − d − 1/,
    ],
  ],
  "13.4": [
    ["with replacement", (c: number, n: number, k: number) => 1 - (1 - c / n) ** k, /6 pairs/],
    ["the share of right samples", (c: number, n: number) => c / n, /6 pairs/],
    ["whether any is right", (c: number) => c > 0 ? 1 : 0, /6 pairs/],
  ],
  "13.5": [
    [
      "a third for each level in any order",
      (...levels: boolean[]) => levels.filter(Boolean).length / 3,
      /earns nothing/,
    ],
    [
      "all or nothing",
      (...levels: boolean[]) => levels.every(Boolean) ? 1 : 0,
      /A third for each level/,
    ],
    [
      "readable is not asked for",
      (_: boolean, counts: boolean, rate: boolean) => counts ? (rate ? 1 : 2 / 3) : 1 / 3,
      /cannot be read/,
    ],
  ],
};
