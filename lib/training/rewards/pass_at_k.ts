/**
 * pass@k: the probability that at least one of k samples is right, estimated from n ≥ k samples.
 *
 * The estimate `1 − (1 − c/n)ᵏ` would be too low on average: it takes the measured share for the true one. Choosing k of
 * the n samples without putting them back gives an unbiased one.
 */

/**
 * The unbiased estimate of pass@k of one prompt.
 *
 *     pass@k = 1 − C(n − c, k) / C(n, k) = 1 − ∏ᵢ (n − c − i) / (n − i)        i from 0 to k − 1
 *
 * @param right c, right samples
 * @param samples n, all samples of the prompt
 * @param k samples that may be tried, 1 to n
 * @returns a probability, 0 to 1; the mean over prompts is the benchmark's number
 * @throws {RangeError} if not 0 ≤ c ≤ n and 1 ≤ k ≤ n, or one is not whole
 *
 * Source: Chen et al. 2021, "Evaluating large language models trained on code", section 2.1
 *
 * @example
 * ```ts
 * import { passAtK } from "lib/training/rewards";
 * import assert from "node:assert/strict";
 * assert.equal(passAtK({ right: 1, samples: 4, k: 2 }), 0.5); // the right one is among 2 of 4
 * ```
 */
export function passAtK(o: { readonly right: number; readonly samples: number; readonly k: number }): number {
  const { right, samples, k } = o;
  if (
    ![right, samples, k].every(Number.isInteger) || right < 0 || right > samples || k < 1 || k > samples
  ) {
    throw new RangeError(
      `passAtK: expected whole numbers with 0 ≤ right ≤ samples and 1 ≤ k ≤ samples, got right ${right}, ` +
        `samples ${samples}, k ${k}`,
    );
  }
  let allWrong = 1;
  for (let i = 0; i < k; i++) allWrong *= Math.max(0, samples - right - i) / (samples - i);
  return 1 - allWrong;
}
