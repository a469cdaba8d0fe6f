/** Exports of DeepSeek-V3's layout come back with their weights, and transformers opens them with the same logits. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs";
import { readSafetensors } from "lib/training/checkpoint";
import {
  gpt,
  type GPTConfig,
  initGPT,
  llamaParts,
  nanoGPTCharConfig,
  parameterCount,
  tokenIds,
} from "lib/gpt";
import { exportToHuggingFace, importFromHuggingFace } from "lib/interop";
import { disposeParams, flattenParams, seed } from "lib/nn";
import { maxDifference } from "../compare.ts";
import { strongParams } from "../gpt/modern_configs.ts";
import { inTemporaryFolder, runTorchPython, torchTest } from "../torch_python.ts";

const fixtures = fileURLToPath(new URL("../fixtures/deepseek", import.meta.url));
const names = ["v3", "variants"];

/** A model of ours: no YaRN, one dense block, fine experts; its epsilon is DeepSeek's. */
const ours: GPTConfig = {
  ...{ ...nanoGPTCharConfig, ...llamaParts, normEps: 1e-6 },
  ...{ nLayer: 2, nEmbd: 16, nHead: 2, nInner: 24 },
  latent: { kvRank: 8, nopeDim: 4, ropeDim: 4, valueDim: 6 },
  experts: {
    ...{ count: 4, topK: 2, nShared: 1, nInner: 8, denseLayers: 1 },
    ...{ scores: "sigmoid", routerBias: true },
  },
};

Deno.test("an exported folder has the tensors of transformers' own, and comes back with its config", () =>
  inTemporaryFolder(async (folder) => {
    await tf.setBackend("cpu");
    for (const name of names) {
      const { params, config } = await importFromHuggingFace(`${fixtures}/${name}`);
      const before = tf.memory().numTensors;
      await exportToHuggingFace(`${folder}/${name}`, { params, config });
      assert.equal(tf.memory().numTensors, before, name);
      const back = await importFromHuggingFace(`${folder}/${name}`);
      const { scoreFactor, ...latent } = config.latent!,
        { scoreFactor: found, ...latentBack } = back.config.latent!;
      assert.deepEqual({ ...back.config, latent: latentBack }, { ...config, latent });
      assert.ok(Math.abs((found ?? 1) - (scoreFactor ?? 1)) < 1e-12);
      for (const [key, tensor] of flattenParams(params)) {
        assert.equal(maxDifference(flattenParams(back.params).get(key)!, tensor), 0, key);
      }
      if (name === "v3") { // the other fixture has its rotary features in halves; ours writes pairs
        const [theirs, written] = [
          await readSafetensors(`${fixtures}/v3/model.safetensors`),
          await readSafetensors(`${folder}/v3/model.safetensors`),
        ];
        assert.deepEqual([...written.tensors.keys()].sort(), [...theirs.tensors.keys()].sort());
        for (const [key, tensor] of theirs.tensors) {
          assert.equal(maxDifference(written.tensors.get(key)!, tensor), 0, key);
        }
        tf.dispose([...theirs.tensors.values(), ...written.tensors.values()]);
      }
      disposeParams(back.params);
      disposeParams(params);
    }
  }));

Deno.test("what DeepSeek-V3 does not compute is not written, and the error names it", () =>
  inTemporaryFolder(async (folder) => {
    await tf.setBackend("cpu");
    const experts = ours.experts!;
    const refused: [name: string, change: Partial<GPTConfig>][] = [
      ["latent", { latent: undefined }],
      ["experts", { experts: undefined }],
      ["normEps", { normEps: undefined }],
      ["outputNorm", { outputNorm: true }],
      ["windows", { windows: [4, null] }],
      ["experts.scores", { experts: { ...experts, scores: "softmax" } }],
      ["experts.routerBias", { experts: { ...experts, routerBias: false } }],
      ["experts.nShared", { experts: { ...experts, nShared: 0 } }],
      ["latent.scoreFactor", { latent: { ...ours.latent!, scoreFactor: 1.2 } }],
    ];
    for (const [name, change] of refused) {
      const config = { ...ours, ...change }, params = initGPT(config, seed(1));
      await assert.rejects(
        exportToHuggingFace(`${folder}/x`, { params, config }),
        new RegExp(`exporting to Hugging Face: ${name.replace(".", "\\.")} is `),
      );
      disposeParams(params);
    }
  }));

torchTest("transformers opens our exports of DeepSeek-V3's layout: same logits", async (folder) => {
  await tf.setBackend("cpu");
  const models = [{ config: ours, params: strongParams(ours) as Parameters<typeof gpt>[0] }];
  for (const name of names) models.push(await importFromHuggingFace(`${fixtures}/${name}`));
  const ids = [[3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5], [8, 9, 7, 9, 3, 2, 3, 8, 4, 6, 2]];
  for (const [i, { config, params }] of models.entries()) {
    await exportToHuggingFace(`${folder}/${i}`, { params, config });
  }
  const questions = models.map((_, i) => ({ folder: `${folder}/${i}`, ids }));
  await Deno.writeTextFile(`${folder}/questions.json`, JSON.stringify(questions));
  const script = fileURLToPath(new URL("../fixtures/hugging_face/open_exports.py", import.meta.url));
  await runTorchPython([script, `${folder}/questions.json`, `${folder}/answers`]);
  const answers = JSON.parse(await Deno.readTextFile(`${folder}/answers.json`));
  const { tensors } = await readSafetensors(`${folder}/answers.safetensors`);
  for (const [i, { config, params }] of models.entries()) {
    const { count, denseLayers = 0 } = config.experts!;
    assert.equal(answers[i].class, "DeepseekV3ForCausalLM");
    assert.deepEqual(answers[i].loading, {});
    assert.equal(answers[i].tied, config.tiedHead);
    const biases = (config.nLayer - denseLayers) * count; // for transformers the routers' biases are no parameters
    assert.equal(answers[i].parameters, parameterCount(config) - biases);
    const difference = maxDifference(tensors.get(`${i}`)!, gpt(params, config, tokenIds(ids, config)));
    assert.ok(difference <= 1e-4, `${i}: logits differ by ${difference}`);
  }
});
