/** The arithmetic of training, counted: floating-point operations of the matrix products. */
import type { GPTConfig } from "./config.ts";

/** The fields of a config that decide about its matrix products. */
type ProductSizes =
  & Pick<GPTConfig, "nLayer" | "nEmbd" | "vocabSize">
  & Partial<Pick<GPTConfig, "nHead" | "nKVHead" | "headDim" | "nInner" | "activation">>;

/**
 * Parameters that multiply each token: the matrices of the blocks and the head. A tied head counts, tables of tokens and
 * positions, norms and biases do not. `12 L C^2 + V C` in GPT-2's layout. Experts and latent attention are not counted.
 *
 * @example
 * ```ts
 * import { multiplyingParameters } from "./flops.ts";
 * import { gpt2Config } from "lib/gpt";
 * import assert from "node:assert/strict";
 * assert.equal(multiplyingParameters(gpt2Config), 12 * 12 * 768 ** 2 + 50257 * 768);
 * ```
 */
export function multiplyingParameters(config: ProductSizes): number {
  const { nLayer, nEmbd: C, vocabSize, nHead = 1, nKVHead = nHead, headDim = C / nHead } = config;
  const { nInner = 4 * C, activation } = config;
  const attention = C * (nHead + 2 * nKVHead) * headDim + nHead * headDim * C;
  const mlp = (activation === "swiglu" ? 3 : 2) * C * nInner;
  return nLayer * (attention + mlp) + vocabSize * C;
}

/**
 * FLOPs of training for one token, forward and backward: `6 N + 12 L T C`, N being the parameters that multiply.
 * Recomputation is not counted.
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
export function flopsPerToken(config: ProductSizes, T: number): number {
  const { nLayer, nEmbd: C, nHead = 1, headDim = C / nHead } = config;
  return 6 * multiplyingParameters(config) + 12 * nLayer * T * nHead * headDim;
}
