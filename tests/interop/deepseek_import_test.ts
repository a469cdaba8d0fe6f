/** Folders of DeepSeek-V3's layout that transformers wrote give the logits that PyTorch computed from them. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs";
import { readSafetensors } from "lib/training/checkpoint";
import { gpt, gptWithCache, initKVCache, parameterCount } from "lib/gpt";
import { importFromHuggingFace } from "lib/interop";
import { countParams, disposeParams } from "lib/nn";
import { fromHuggingFaceConfig } from "../../lib/interop/hugging_face_config.ts";
import { forEachBackend } from "../backends.ts";
import { maxDifference } from "../compare.ts";

const fixtures = fileURLToPath(new URL("../fixtures/deepseek", import.meta.url));
const { models } = JSON.parse(await Deno.readTextFile(`${fixtures}/expected.json`));

for (const name of models as string[]) {
  forEachBackend(
    `importFromHuggingFace() gives transformers' logits, also with a cache of latents: ${name}`,
    async () => {
      const { tensors } = await readSafetensors(`${fixtures}/expected.safetensors`);
      const before = tf.memory().numTensors;
      const { params, config, stopTokens } = await importFromHuggingFace(`${fixtures}/${name}`);
      assert.equal(countParams(params), parameterCount(config));
      assert.deepEqual(stopTokens, [1]);
      const ids = tensors.get(`${name}/ids`) as tf.Tensor2D, expected = tensors.get(`${name}/logits`)!;
      const logits = gpt(params, config, ids);
      const difference = maxDifference(logits, expected);
      assert.ok(difference <= 1e-4, `logits differ by ${difference}`);
      const cached = gptWithCache(params, config, ids, { cache: initKVCache(config, { batchSize: 2 }) });
      const last = tf.tidy(() => tf.squeeze(tf.slice(expected, [0, 19, 0], [-1, 1, -1]), [1]));
      assert.ok(maxDifference(cached.logits, last) <= 1e-4);
      assert.deepEqual(cached.cache.layers[0].v.shape, [2, 1, 24, 7]);
      tf.dispose([logits, last]);
      disposeParams(params);
      assert.ok(tf.memory().numTensors > before); // the cache, which the test's scope frees
    },
  );
}

const readConfig = async (name: string) =>
  JSON.parse(await Deno.readTextFile(`${fixtures}/${name}/config.json`));

Deno.test("settings that lib/gpt does not compute are refused by name", async () => {
  const fields = await readConfig("v3");
  const refused: [name: string, value: unknown][] = [
    ["attention_bias", true],
    ["hidden_act", "gelu"],
    ["rms_norm_eps", 1e-5],
    ["scoring_func", "softmax"],
    ["topk_method", "group_limited_greedy"],
    ["moe_layer_freq", 2],
    ["num_nextn_predict_layers", 1],
    ["num_key_value_heads", 2],
    ["index_topk", 2048],
    ["quantization_config", { quant_method: "fp8" }],
  ];
  for (const [name, value] of refused) {
    assert.throws(
      () => fromHuggingFaceConfig({ ...fields, [name]: value }),
      new RegExp(`^RangeError: ${name} is `),
    );
  }
  for (const name of ["kv_lora_rank", "n_routed_experts", "topk_group", "routed_scaling_factor"]) {
    assert.throws(
      () => fromHuggingFaceConfig({ ...fields, [name]: undefined }),
      new RegExp(`${name} must be`),
    );
  }
  assert.equal(
    fromHuggingFaceConfig({ ...fields, index_topk: 1 }, { ignoreFields: ["index_topk"] }).nLayer,
    2,
  );
});
