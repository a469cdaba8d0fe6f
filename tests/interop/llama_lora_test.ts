/** LoRA adapters of peft on the Llama family, whose layers are several where ours is one. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs";
import { gpt, type GPTConfig, initGPT, llamaParts, nanoGPTCharConfig, tokenIds } from "lib/gpt";
import {
  exportLoRAToPeft,
  exportToHuggingFace,
  importFromHuggingFace,
  importLoRAFromPeft,
} from "lib/interop";
import {
  disposeParams,
  flattenParams,
  initLoRA,
  LORA_DEFAULTS,
  type LoRAConfig,
  mapParams,
  mergeLoRA,
  randomNormal,
  seed,
  unflattenParams,
  withLoRA,
} from "lib/nn";
import { readSafetensors } from "lib/training/checkpoint";
import { peftLayers } from "../../lib/interop/peft_layers.ts";
import { forEachBackend } from "../backends.ts";
import { maxDifference, relativeDifference } from "../compare.ts";
import { inTemporaryFolder, runTorchPython, torchTest } from "../torch_python.ts";

const fixtures = fileURLToPath(new URL("../fixtures/peft", import.meta.url));
const models: Record<string, string> =
  JSON.parse(await Deno.readTextFile(`${fixtures}/expected.json`)).models;

/** What the fixture's rank becomes here: times the number of peft's layers in one of ours. */
const fixed = [
  { name: "llama_query_value", rank: 4, alpha: 16, targets: ["attn.c_attn"] },
  { name: "qwen3_all_linear", rank: 9, alpha: 12, targets: [...LORA_DEFAULTS.targets] },
  { name: "mistral_some", rank: 4, alpha: 6, targets: ["attn.c_attn", "mlp.c_fc", "mlp.c_proj"] },
];

async function readFixture(name: string) {
  const { params, config } = await importFromHuggingFace(`${fixtures}/../hugging_face/${models[name]}`);
  const { adapter, lora } = await importLoRAFromPeft(`${fixtures}/${name}`, { config });
  const { tensors } = await readSafetensors(`${fixtures}/expected.safetensors`);
  return { params, config, adapter, lora, expected: (key: string) => tensors.get(`${name}/${key}`)! };
}

for (const { name, ...wanted } of fixed) {
  forEachBackend(
    `an adapter of peft gives its logits here, beside the weights and merged: ${name}`,
    async () => {
      const { params, config, adapter, lora, expected } = await readFixture(name);
      assert.deepEqual({ rank: lora.rank, alpha: lora.alpha, targets: lora.targets }, wanted);
      const ids = expected("ids") as tf.Tensor2D;
      for (const add of [withLoRA, mergeLoRA]) {
        const difference = maxDifference(
          gpt(add(params, adapter, { config: lora }), config, ids),
          expected("logits"),
        );
        assert.ok(difference <= 1e-4, `logits differ by ${difference}`);
      }
      assert.ok(
        maxDifference(gpt(params, config, ids), expected("logits")) > 0.01,
        "the adapter does something",
      );
    },
  );

  Deno.test(`each A and B has the gradient that PyTorch gives it in peft: ${name}`, async () => {
    await tf.setBackend("cpu");
    const { params, config, adapter, lora, expected } = await readFixture(name);
    const named = flattenParams(adapter);
    const names = [...named.keys()];
    const gradients = tf.grads((...tensors: tf.Tensor[]) => {
      const tree = unflattenParams(new Map(names.map((name, i) => [name, tensors[i]])));
      const logits = gpt(withLoRA(params, tree, { config: lora }), config, expected("ids") as tf.Tensor2D);
      return tf.sum(tf.mul(logits, expected("slopes")));
    })([...named.values()]);
    const ofOurs = new Map(names.map((name, i) => [name, gradients[i]]));
    const { tensors: theirs } = await readSafetensors(`${fixtures}/${name}/adapter_model.safetensors`);
    const rank = [...theirs].find(([name]) => name.includes("lora_A"))![1].shape[0];
    let compared = 0;
    for (const layer of peftLayers(config)) {
      const adapted = layer.parts.filter(({ path }) => theirs.has(`base_model.model.${path}.lora_A.weight`));
      adapted.forEach(({ path, from, width }, i) => {
        const A = tf.slice(ofOurs.get(`${layer.name}.A`)!, [0, i * rank], [layer.nIn, rank]);
        const B = tf.slice(ofOurs.get(`${layer.name}.B`)!, [i * rank, from], [rank, width]);
        for (const [matrix, ours] of [["A", A], ["B", B]] as const) {
          const key = `gradient/base_model.model.${path}.lora_${matrix}.weight`;
          const difference = relativeDifference(tf.transpose(ours), expected(key));
          assert.ok(difference <= 1e-4, `${key} differs by ${difference} of its norm`);
          compared++;
        }
      });
    }
    assert.equal(compared, theirs.size);
  });
}

const config: GPTConfig = {
  ...nanoGPTCharConfig,
  ...llamaParts,
  nLayer: 2,
  nHead: 4,
  nKVHead: 2,
  nEmbd: 16,
  nInner: 20,
};
const shapes: [GPTConfig, LoRAConfig][] = [
  [config, { ...LORA_DEFAULTS, rank: 3, dropout: 0.1 }],
  [{ ...config, qkvBias: true, tiedHead: false }, {
    ...LORA_DEFAULTS,
    rank: 1,
    alpha: 0.5,
    targets: ["mlp.c_fc", "attn.c_attn"],
  }],
];

/** A model and an adapter with numbers in A and in B. */
function randomModel([config, lora]: [GPTConfig, LoRAConfig], i: number) {
  const noise = (std: number) => (p: tf.Tensor, name: string) =>
    randomNormal(p.shape, seed(100 * i + name.length), { std });
  const params = mapParams(noise(0.2), initGPT(config, seed(i)));
  return { params, adapter: mapParams(noise(0.3), initLoRA(params, { config: lora, seed: seed(9) })) };
}

for (const [i, [config, lora]] of shapes.entries()) {
  Deno.test(`our adapter of a Llama comes back with the same rank and numbers (${lora.targets})`, () =>
    inTemporaryFolder(async (folder) => {
      await tf.setBackend("cpu");
      const { params, adapter } = randomModel([config, lora], i);
      await exportLoRAToPeft(`${folder}/lora`, { adapter, lora, config });
      const before = tf.memory().numTensors;
      const back = await importLoRAFromPeft(`${folder}/lora`, { config });
      assert.deepEqual({ ...back.lora, targets: [...back.lora.targets].sort() }, {
        ...lora,
        targets: [...lora.targets].sort(),
      });
      const [ours, found] = [flattenParams(adapter), flattenParams(back.adapter)];
      assert.deepEqual([...found.keys()].sort(), [...ours.keys()].sort());
      for (const [name, tensor] of ours) assert.equal(maxDifference(found.get(name)!, tensor), 0, name);
      assert.equal(tf.memory().numTensors, before + ours.size, "every tensor it makes is the caller's");
      [params, adapter, back.adapter].forEach(disposeParams);
    }));
}

torchTest(
  "peft opens our adapters on our exported Llamas: same logits, beside and merged",
  async (folder) => {
    await tf.setBackend("cpu");
    const ids = [[1, 2, 3, 4, 5, 6], [60, 50, 40, 30, 20, 10]];
    const questions = [], expected: tf.Tensor[] = [];
    for (const [i, [config, lora]] of shapes.entries()) {
      const { params, adapter } = randomModel([config, lora], i);
      await exportToHuggingFace(`${folder}/${i}`, { params, config });
      await exportLoRAToPeft(`${folder}/${i}-lora`, { adapter, lora, config, baseModel: `${folder}/${i}` });
      questions.push({ model: `${folder}/${i}`, adapter: `${folder}/${i}-lora`, ids });
      expected.push(gpt(withLoRA(params, adapter, { config: lora }), config, tokenIds(ids, config)));
    }
    await Deno.writeTextFile(`${folder}/questions.json`, JSON.stringify(questions));
    await runTorchPython([`${fixtures}/open_exports.py`, `${folder}/questions.json`, `${folder}/answers`]);
    const { tensors } = await readSafetensors(`${folder}/answers`);
    expected.forEach((ours, i) => {
      for (const key of ["adapted", "merged"]) {
        const difference = maxDifference(tensors.get(`${i}/${key}`)!, ours);
        assert.ok(difference <= 1e-4, `model ${i}, ${key}: logits differ by ${difference}`);
      }
      assert.ok(maxDifference(tensors.get(`${i}/alone`)!, ours) > 0.05, "the adapter does something");
    });
  },
  { needs: ["peft"] },
);

Deno.test("adapters of the Llama family are refused by name where they reach beyond the blocks", () =>
  inTemporaryFolder(async (folder) => {
    const from = `${fixtures}/llama_query_value`;
    const json = JSON.parse(await Deno.readTextFile(`${from}/adapter_config.json`));
    const { config } = await importFromHuggingFace(`${fixtures}/../llama/smollm2_bf16`);
    await Deno.copyFile(`${from}/adapter_model.safetensors`, `${folder}/adapter_model.safetensors`);
    for (
      const [target_modules, message] of [
        [["q_proj", "embed_tokens"], /adapts model\.embed_tokens/],
        [".*", /adapts model\.embed_tokens/],
        [["c_attn"], /adapts no layer of this model; its layers are model\.layers\.0\.self_attn\.q_proj to/],
        [["q_proj"], /v_proj\.lora_A\.weight" is not part of an adapter/],
        [["q_proj", "k_proj", "v_proj"], /k_proj\.lora_A\.weight" must be float32 .* found no such tensor/],
      ] as const
    ) {
      await Deno.writeTextFile(`${folder}/adapter_config.json`, JSON.stringify({ ...json, target_modules }));
      await assert.rejects(importLoRAFromPeft(folder, { config }), { message });
    }
  }));

Deno.test("models with latent attention or experts have no adapters of peft", () => {
  const latent = { queryRank: null, keyValueRank: 8, nopeDim: 4, ropeDim: 4, valueDim: 4 };
  assert.throws(
    () => peftLayers({ ...config, latent } as unknown as GPTConfig),
    /GPT-2 and the Llama family only/,
  );
});
