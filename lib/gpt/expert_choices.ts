/**
 * Which experts a model chooses for each token. For looking at a model, not for training: the forward pass runs once, and
 * each layer's routing is computed again from the layer's input.
 */
import * as tf from "@tensorflow/tfjs";
import { attentionResidual, block, norm, route, type Routing } from "../nn/mod.ts";
import { tidyTree } from "../engine/ops/mod.ts";
import type { GPTConfig } from "./config.ts";
import { embed, type ModelParams } from "./gpt.ts";
import { layerOptions } from "./layer_options.ts";

/**
 * The routing of every layer that has experts. Letters: N = B T tokens, row after row, E experts, K chosen.
 *
 * @param ids (B, T) int32, as for `gpt`
 * @returns for each layer with experts, in order: its number, `scores` (N, E), `chosen` (N, E), `index` (N, K) and
 *   `weights` (N, E). The caller disposes them
 * @throws RangeError if the model has no experts
 * @example
 * ```ts
 * import { expertChoices, initGPT, nanoGPTCharConfig, tokenIds } from "lib/gpt";
 * import { seed } from "lib/nn";
 * import assert from "node:assert/strict";
 * const config = { ...nanoGPTCharConfig, nLayer: 2, nEmbd: 8, experts: { count: 4, topK: 2, nInner: 8, denseLayers: 1 } };
 * const [{ layer, index }] = expertChoices(initGPT(config, seed(1)), config, tokenIds([[5, 6, 7]], config));
 * assert.equal(layer, 1);
 * assert.deepEqual(index.shape, [3, 2]);
 * ```
 */
export function expertChoices(
  params: ModelParams,
  config: GPTConfig,
  ids: tf.Tensor2D,
): ({ readonly layer: number } & Routing)[] {
  const { experts, nEmbd } = config;
  if (!experts) throw new RangeError("expertChoices: the model has no experts; config.experts is not set");
  return tidyTree(() => {
    let x = embed(params, config, ids); // (B, T, C)
    const optionsOf = layerOptions(config, () => tf.range(0, ids.shape[1], 1, "int32"));
    const choices: ({ layer: number } & Routing)[] = [];
    params.h.forEach((p, layer) => {
      const options = optionsOf(layer);
      if ("router" in p.mlp) {
        const h = attentionResidual(p, x, options); // (B, T, C)
        const input = options.outputNorm ? h : norm<tf.Rank.R3>(p.ln_2, h, options);
        choices.push({ layer, ...route(p.mlp.router, tf.reshape(input, [-1, nEmbd]), experts) });
      }
      x = block(p, x, options);
    });
    return choices;
  });
}
