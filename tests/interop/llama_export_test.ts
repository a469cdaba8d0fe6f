/** Exports of the Llama family come back with their logits, and transformers opens them. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs";
import { gpt, type GPTConfig, parameterCount, tokenIds } from "lib/gpt";
import { exportToHuggingFace, importFromHuggingFace } from "lib/interop";
import { disposeParams, flattenParams } from "lib/nn";
import { readSafetensors } from "lib/training/checkpoint";
import { maxDifference } from "../compare.ts";
import { modernConfigs, strongParams } from "../gpt/modern_configs.ts";
import { inTemporaryFolder, runTorchPython, torchTest } from "../torch_python.ts";

const { Llama, Qwen2, "EXAONE 4": exaone } = modernConfigs;
const yarn = { type: "yarn", factor: 4, originalContext: 5 } as const;
const models: Readonly<Record<string, GPTConfig>> = {
  LlamaForCausalLM: Llama,
  MistralForCausalLM: {
    ...Llama,
    tiedHead: false,
    windows: [4, 4, 4],
    rotary: { theta: 300, scaling: yarn },
  },
  Qwen2ForCausalLM: Qwen2,
  Qwen3ForCausalLM: { ...Llama, qkNorm: true, windows: [5, null, 5] },
  Exaone4ForCausalLM: exaone,
};
const ids = [[3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5], [8, 9, 7, 9, 3, 2, 3, 8, 4, 6, 2]];

Deno.test("an exported model of each family comes back with its config, weights and logits", () =>
  inTemporaryFolder(async (folder) => {
    await tf.setBackend("cpu");
    for (const [name, config] of Object.entries(models)) {
      const params = strongParams(config);
      const before = tf.memory().numTensors;
      await exportToHuggingFace(`${folder}/${name}`, { params, config });
      assert.equal(tf.memory().numTensors, before, name);
      const back = await importFromHuggingFace(`${folder}/${name}`);
      assert.deepEqual(back.config, { ...config, normEps: 1e-5 }, name);
      const found = flattenParams(back.params);
      assert.deepEqual([...found.keys()], [...flattenParams(params).keys()], name);
      for (const [key, tensor] of flattenParams(params)) {
        assert.equal(maxDifference(found.get(key)!, tensor), 0, key);
      }
      disposeParams(back.params);
      disposeParams(params);
    }
  }));

torchTest("transformers opens our exports of each family: same logits", async (folder) => {
  await tf.setBackend("cpu");
  for (const [name, config] of Object.entries(models)) {
    await exportToHuggingFace(`${folder}/${name}`, { params: strongParams(config), config });
  }
  const questions = Object.keys(models).map((name) => ({ folder: `${folder}/${name}`, ids }));
  await Deno.writeTextFile(`${folder}/questions.json`, JSON.stringify(questions));
  const script = fileURLToPath(new URL("../fixtures/hugging_face/open_exports.py", import.meta.url));
  await runTorchPython([script, `${folder}/questions.json`, `${folder}/answers`]);
  const answers = JSON.parse(await Deno.readTextFile(`${folder}/answers.json`));
  const { tensors } = await readSafetensors(`${folder}/answers.safetensors`);
  for (const [i, [name, config]] of Object.entries(models).entries()) {
    assert.equal(answers[i].class, name);
    assert.deepEqual(answers[i].loading, {}, name);
    assert.equal(answers[i].tied, config.tiedHead, name);
    assert.equal(answers[i].parameters, parameterCount(config), name);
    const difference = maxDifference(
      tensors.get(`${i}`)!,
      gpt(strongParams(config), config, tokenIds(ids, config)),
    );
    assert.ok(difference <= 1e-4, `${name}: logits differ by ${difference}`);
  }
});
