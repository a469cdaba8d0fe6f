/** References and drawn inputs of notebook 13's exercises; see drawn_inputs.ts. Advantages and pass@k are lib's. */
import { groupAdvantages, passAtK } from "../../training/rewards/mod.ts";
import { drawnCases, list, real, type TryDrawn } from "./drawn_inputs.ts";

export const drawn: Readonly<Record<string, TryDrawn>> = {
  "13.1": drawnCases({
    call: "advantages",
    inputs: (random): [number[]] => [list(2 + random.below(6), () => real(random, 0, 1))],
    reference: (rewards) => groupAdvantages(rewards, { groupSize: rewards.length }),
    hint: "Each reward minus the mean of the group.",
    tolerance: 1e-6,
  }),
  "13.2": drawnCases({
    call: "objective",
    inputs: (
      random,
    ): [number, number, number] => [real(random, 0.2, 2), real(random, -2, 2), real(random, 0.1, 0.3)],
    reference: (ratio, advantage, clip) =>
      Math.min(ratio * advantage, Math.min(Math.max(ratio, 1 - clip), 1 + clip) * advantage),
    hint: "min(ratio · advantage, clipped ratio · advantage).",
    tolerance: 1e-6,
  }),
  "13.3": drawnCases({
    call: "estimatesOf",
    inputs: (random): [number, number] => [real(random, -3, -0.1), real(random, -3, -0.1)],
    reference: (logP, refLogP): [number, number, number] => {
      const d = refLogP - logP;
      return [-d, d * d / 2, Math.exp(d) - d - 1];
    },
    hint: "d = refLogP − logP; k1 = −d, k2 = d² / 2, k3 = exp(d) − d − 1.",
    tolerance: 1e-6,
  }),
  "13.4": drawnCases({
    call: "passAtK",
    inputs: (random): [number, number, number] => {
      const samples = 2 + random.below(9);
      return [random.below(samples + 1), samples, 1 + random.below(samples)];
    },
    reference: (right, samples, k) => passAtK({ right, samples, k }),
    hint: "1 minus the probability that k different samples are all wrong.",
    tolerance: 1e-6,
  }),
  "13.5": drawnCases({
    call: "reward",
    inputs: (random): [boolean, boolean, boolean] => [
      random.chance(0.7),
      random.chance(0.5),
      random.chance(0.5),
    ],
    reference: (readable, counts, rate) => {
      const firstWrong = [readable, counts, rate].indexOf(false);
      return (firstWrong < 0 ? 3 : firstWrong) / 3;
    },
    hint: "A level counts only if all levels before it are right.",
    tolerance: 1e-6,
  }),
};
