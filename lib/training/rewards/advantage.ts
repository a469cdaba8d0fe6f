/**
 * The advantage of a completion: how much better its reward is than the mean of its group.
 *
 * A group is several completions of one prompt. Its mean replaces the value network of earlier methods: it says what
 * reward this prompt usually gives.
 */

/** Added to the standard deviation, so that a group of nearly equal rewards does not explode. TRL's number. */
const EPSILON = 1e-4;

/**
 * Advantages within groups.
 *
 *     A_i = r_i − mean(r)                      scale "none", as in Dr. GRPO
 *     A_i = (r_i − mean(r)) / (std(r) + 1e-4)  scale "group", as in GRPO; std with n − 1 in the divisor
 *
 * A group whose rewards are all equal gives zeros: there is nothing to learn from it. Dividing by the standard deviation
 * makes the steps of very easy and very hard prompts as large as those of the others.
 *
 * @param rewards one for each completion, group after group
 * @param o.groupSize completions of a group, 2 or more
 * @param o.scale default "none"
 * @returns one advantage for each completion; they sum to 0 within a group
 * @throws {RangeError} if the rewards are not whole groups, or one is not finite
 *
 * Source: Shao et al. 2024, "DeepSeekMath", section 4.1 (GRPO); Liu et al. 2025, "Understanding R1-Zero-like training",
 * section 3 (Dr. GRPO)
 *
 * @example
 * ```ts
 * import { groupAdvantages } from "lib/training/rewards";
 * import assert from "node:assert/strict";
 * assert.deepEqual(groupAdvantages([1, 0, 0, 0, 1, 1], { groupSize: 2 }), [0.5, -0.5, 0, 0, 0, 0]);
 * ```
 */
export function groupAdvantages(
  rewards: readonly number[],
  o: { readonly groupSize: number; readonly scale?: "none" | "group" },
): number[] {
  const { groupSize: G, scale = "none" } = o;
  if (!Number.isInteger(G) || G < 2 || rewards.length === 0 || rewards.length % G !== 0) {
    throw new RangeError(
      `groupAdvantages: expected whole groups of 2 or more rewards, got ${rewards.length} rewards and groupSize ${G}`,
    );
  }
  const wrong = rewards.findIndex((reward) => !Number.isFinite(reward));
  if (wrong >= 0) {
    throw new RangeError(`groupAdvantages: reward ${wrong} is ${rewards[wrong]}; expected a finite number`);
  }
  return Array.from({ length: rewards.length / G }, (_, g) => rewards.slice(g * G, (g + 1) * G)).flatMap(
    (group) => {
      // rounding would make the mean of 0.1, 0.1, 0.1 another number
      const mean = group.every((reward) => reward === group[0])
        ? group[0]
        : group.reduce((a, b) => a + b, 0) / G;
      const apart = group.map((reward) => reward - mean);
      if (scale === "none") return apart;
      const std = Math.sqrt(apart.reduce((sum, a) => sum + a * a, 0) / (G - 1));
      return apart.map((a) => a / (std + EPSILON));
    },
  );
}
