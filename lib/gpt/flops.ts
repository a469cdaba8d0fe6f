/** The arithmetic of training, counted: floating-point operations of the matrix products. */
import type { GPTConfig } from "./config.ts";

/**
 * FLOPs of training for one token, forward and backward: `6 N + 12 L T C`, N being the parameters that multiply (a tied head
 * counts, tables of tokens and positions do not). For GPT-2's layout. Recomputation is not counted.
 *
 * Source: PaLM (Chowdhery et al. 2022), appendix B.
 *
 * @param T tokens in a row
 * @example
 * ```ts
 * import { flopsPerToken } from "./flops.ts";
 * import { gpt2Config } from "lib/gpt";
 * import assert from "node:assert/strict";
 * assert.equal(Math.round(flopsPerToken(gpt2Config, 1024) / 1e6), 854);
 * ```
 */
export function flopsPerToken(
  { nLayer, nEmbd, vocabSize }: Pick<GPTConfig, "nLayer" | "nEmbd" | "vocabSize">,
  T: number,
): number {
  const multiplying = 12 * nLayer * nEmbd ** 2 + vocabSize * nEmbd;
  return 6 * multiplying + 12 * nLayer * T * nEmbd;
}
