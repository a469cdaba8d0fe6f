import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { jit } from "lib/engine/jit";
import { bfloat16Weights, generate, gpt, type GPTConfig, initGPT, type ModelParams, tokenIds } from "lib/gpt";
import { countParams, disposeParams, flattenParams, mapParams, seed } from "lib/nn";
import { TiledMatrix, useTensorFlow } from "lib/engine/tensorflow";
import { forEachBackend, onTensorFlow } from "../backends.ts";
import { maxDifference } from "../compare.ts";
import { modernConfigs } from "./modern_configs.ts";

const GPT2: GPTConfig = {
  ...{
    vocabSize: 70,
    blockSize: 64,
    nLayer: 2,
    nHead: 2,
    nEmbd: 16,
    dropout: 0,
    qkvBias: true,
    tiedHead: true,
  },
};

/** The same numbers, all in float32. */
const inFloat32 = (params: ModelParams) => mapParams((x) => tf.tensor(x.dataSync(), x.shape), params);

forEachBackend(
  "bfloat16Weights() gives the logits of the rounded weights, and frees nothing of the given model",
  () => {
    for (const config of [GPT2, { ...GPT2, tiedHead: false, vocabSize: 64 }]) {
      const params = initGPT(config, seed(1)),
        ids = tokenIds([[1, 2, 3], [69 % config.vocabSize, 5, 6]], config);
      const small = bfloat16Weights(params);
      assert.equal(countParams(small), countParams(params));
      const logits = gpt(small, config, ids);
      assert.ok(maxDifference(logits, gpt(inFloat32(small), config, ids)) < 1e-5);
      const change = maxDifference(logits, gpt(params, config, ids));
      assert.ok(change > 0 && change < 0.02, `${change}`);
      disposeParams(params);
      assert.equal(gpt(small, config, ids).shape[2], config.vocabSize);
    }
  },
);

onTensorFlow("bfloat16Weights() stores the matrices, and neither norms nor position embeddings", () => {
  const { backend } = useTensorFlow();
  const stored = (config: GPTConfig) =>
    [...flattenParams(bfloat16Weights(initGPT(config, seed(1))))].filter(([, tensor]) =>
      backend.binding.table.get(backend.getInputTensorIds([tensor])[0]) instanceof TiledMatrix
    ).map(([name]) => name);
  const ofBlock = ["attn.c_attn", "attn.c_proj", "mlp.c_fc", "mlp.c_proj"].map((name) =>
    `h.0.${name}.weight`
  );
  assert.deepEqual(stored({ ...GPT2, nLayer: 1 }), ["wte.weight", ...ofBlock]);
  const untied = stored({ ...GPT2, nLayer: 1, tiedHead: false });
  assert.deepEqual(untied, ["wte.weight", ...ofBlock, "lm_head.weight"]);
  assert.deepEqual(
    stored({ ...GPT2, nLayer: 1, nEmbd: 12 }),
    ["h.0.mlp.c_proj.weight"],
    "12 is no multiple of 8",
  );
});

const CASES: readonly (readonly [string, GPTConfig, number[][]])[] = [
  ["GPT-2, one text", GPT2, [[1, 2, 3]]],
  ["GPT-2, two texts", GPT2, [[1, 2], [4]]],
  ["Llama", modernConfigs["Llama"], [[1, 2, 3]]],
  ["DeepSeek-V3", modernConfigs["DeepSeek-V3"], [[1, 2, 3]]],
];
for (const [name, config, prompts] of CASES) {
  onTensorFlow(
    `compiled generation with stored weights draws the tokens of the rounded ones: ${name}`,
    async () => {
      const small = bfloat16Weights(initGPT(config, seed(3))), exact = inFloat32(small);
      const draw = async (params: ModelParams) => {
        const drawn = [];
        const o = { maxNewTokens: 8, seed: 5, compile: jit };
        for await (const { tokens } of generate({ params, config }, prompts, o)) drawn.push(tokens);
        return drawn;
      };
      assert.deepEqual(await draw(small), await draw(exact));
    },
  );
}
