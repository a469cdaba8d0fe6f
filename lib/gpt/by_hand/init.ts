/**
 * Initial weights, by GPT-2's rule, with two settings to see what the rule is for.
 */
import type { GPTConfig } from "../config.ts";
import type { GPTArrays } from "./parameters.ts";

/**
 * Fills all weights: matrices normal with mean 0, biases 0, the norms' scales 1.
 *
 * The two projections of each block that are added to the residual stream are smaller than the other matrices, because
 * 2 L results are summed (L: nLayer).
 *
 * @param arrays overwritten
 * @param o.normal returns random numbers of the standard normal distribution
 * @param o.std standard deviation of the matrices, default 0.02
 * @param o.projectionStd that of the two projections, default `std / √(2 L)`
 * @see Radford et al. 2019, "Language models are unsupervised multitask learners", section 2.3
 */
export function initByHand(
  arrays: GPTArrays,
  o: {
    readonly config: GPTConfig;
    readonly normal: () => number;
    readonly std?: number;
    readonly projectionStd?: number;
  },
): void {
  const { config, normal, std = 0.02, projectionStd = std / Math.sqrt(2 * config.nLayer) } = o;
  for (const { name, shape, values } of arrays.named) {
    if (shape.length === 2) {
      const deviation = name.endsWith("c_proj.weight") ? projectionStd : std;
      for (let i = 0; i < values.length; i++) values[i] = deviation * normal();
    } else values.fill(name.endsWith(".weight") ? 1 : 0); // the only weights with one axis are those of the norms
  }
}
