/**
 * Advantages of parts: each part of a completion, such as a line, has its own reward and is compared with the same part
 * of the group's other completions.
 *
 * With one reward for a whole completion, all its tokens share one advantage, and right tokens are pushed down because of
 * a wrong one far away. Here a token learns only from the part that it stands in ("process supervision"). Left out:
 * DeepSeekMath adds the advantages of all later parts to a token's own.
 */
import { groupAdvantages } from "./advantage.ts";

/** A part's reward; null where it is not judged, such as after the first wrong part. */
export type PartReward = number | null;

/**
 * Advantages within groups, part by part.
 *
 *     A_ij = r_ij − mean of r_kj over the completions k of the group whose part j is judged
 *
 * @param rewards of each completion, group after group, its parts' rewards
 * @param o.groupSize completions of a group, 2 or more
 * @param o.scale as in `groupAdvantages`
 * @returns for each completion and part; 0 where a part is not judged, or judged in one completion only
 * @throws {RangeError} as `groupAdvantages`
 *
 * Source: Shao et al. 2024, "DeepSeekMath", section 4.1.3 (process supervision)
 *
 * @example
 * ```ts
 * import { partAdvantages } from "lib/training/rewards";
 * import assert from "node:assert/strict";
 * const advantages = partAdvantages([[1, 1], [1, 0], [0, null], [0, null]], { groupSize: 4 });
 * assert.deepEqual(advantages, [[0.5, 0.5], [0.5, -0.5], [-0.5, 0], [-0.5, 0]]);
 * ```
 */
export function partAdvantages(
  rewards: readonly (readonly PartReward[])[],
  o: { readonly groupSize: number; readonly scale?: "none" | "group" },
): number[][] {
  const { groupSize: G, scale } = o;
  if (!Number.isInteger(G) || G < 2 || rewards.length === 0 || rewards.length % G !== 0) {
    throw new RangeError(
      `partAdvantages: expected whole groups of 2 or more completions, got ${rewards.length} and groupSize ${G}`,
    );
  }
  const advantages = rewards.map((parts) => parts.map(() => 0));
  for (let from = 0; from < rewards.length; from += G) {
    const rows = Array.from({ length: G }, (_, i) => from + i);
    const parts = Math.max(...rows.map((row) => rewards[row].length));
    for (let part = 0; part < parts; part++) {
      const judged = rows.filter((row) => (rewards[row][part] ?? null) !== null);
      if (judged.length < 2) continue;
      const found = groupAdvantages(judged.map((row) => rewards[row][part]!), {
        groupSize: judged.length,
        scale,
      });
      judged.forEach((row, i) => advantages[row][part] = found[i]);
    }
  }
  return advantages;
}
