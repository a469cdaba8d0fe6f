/**
 * Checks of notebook 00's exercises: probabilities, sampling, masks and the generation loop.
 */
import { type Exercises, expectClose } from "../check.ts";

export const exercises: Exercises = {
  "00.1": async (probabilities: (counts: readonly number[]) => number[]) => {
    const hint = "Divide each count by the sum of all of them.";
    await expectClose(probabilities([3, 1]), [0.75, 0.25], { what: "probabilities([3, 1])", hint });
    await expectClose(probabilities([0, 2, 0]), [0, 1, 0], { what: "probabilities([0, 2, 0])", hint });
    return "counts divided by their sum: that is all that a bigram model learns";
  },
};
