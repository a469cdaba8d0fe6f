/**
 * The attention weights of every layer and head of a GPT for given ids.
 *
 * For looking at a model, not for training. The forward pass runs once, without dropout, and each layer's weights are
 * computed again from the layer's input.
 */
import * as tf from "@tensorflow/tfjs";
import { attentionWeights, block, causalMask, isLatent, norm } from "../nn/mod.ts";
import type { GPTConfig } from "./config.ts";
import { embed, type ModelParams } from "./gpt.ts";
import { layerOptions, onceForEachWindow } from "./layer_options.ts";

/**
 * The attention weights of a GPT.
 *
 * Letters: B batch, L layers, H heads, T tokens.
 *
 * @param ids (B, T) int32, as for `gpt`
 * @returns (B, L, H, T, T) float32: `[b][layer][head][query][key]`; each row sums to 1, nothing above the diagonal
 * @throws RangeError if the ids are longer than blockSize, or the model has latent attention
 * @example
 * ```ts
 * import { gptAttentionWeights, initGPT, nanoGPTCharConfig, tokenIds } from "lib/gpt";
 * import { seed } from "lib/nn";
 * import assert from "node:assert/strict";
 * const config = { ...nanoGPTCharConfig, nLayer: 2, nEmbd: 8 };
 * const weights = gptAttentionWeights(initGPT(config, seed(1)), config, tokenIds([[5, 6, 7]], config));
 * assert.deepEqual(weights.shape, [1, 2, 4, 3, 3]);
 * const [[layer]] = weights.arraySync();
 * assert.deepEqual(layer[0][0], [1, 0, 0]); // the first token sees only itself
 * ```
 */
export function gptAttentionWeights(params: ModelParams, config: GPTConfig, ids: tf.Tensor2D): tf.Tensor5D {
  const T = ids.shape[1];
  return tf.tidy(() => {
    let x = embed(params, config, ids); // (B, T, C)
    const optionsOf = layerOptions(config, () => tf.range(0, T, 1, "int32"));
    const maskOf = onceForEachWindow((window) => causalMask(T, { window }));
    const layers = params.h.map((p, i) => {
      const options = { ...optionsOf(i), mask: maskOf(optionsOf(i).window) };
      const input = options.outputNorm ? x : norm<tf.Rank.R3>(p.ln_1, x, options) as tf.Tensor3D;
      if (isLatent(p.attn)) {
        throw new RangeError(
          "gptAttentionWeights: reads models without latent attention only; config.latent is set",
        );
      }
      const weights = attentionWeights(p.attn, input, options); // (B, H, T, T)
      x = block(p, x, options); // (B, T, C)
      return weights;
    });
    return tf.stack(layers, 1) as tf.Tensor5D; // L times (B, H, T, T) -> (B, L, H, T, T)
  });
}
