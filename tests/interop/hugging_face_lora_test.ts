/** LoRA adapters of Python's peft: theirs here, ours there, with the same logits and gradients. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { readSafetensors, writeSafetensors } from "lib/training/checkpoint";
import { exportLoRAToPeft, exportToHuggingFace } from "lib/interop";
import { importLoRAFromPeft } from "../../lib/interop/hugging_face_lora.ts";
import { gpt, type GPTConfig, initGPT, nanoGPTCharConfig, tokenIds } from "lib/gpt";
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
import { forEachBackend } from "../backends.ts";
import { maxDifference, relativeDifference } from "../compare.ts";
import { inTemporaryFolder, runTorchPython, torchTest } from "../torch_python.ts";
import { fixtures, models, readFixture, withFields } from "./peft_fixtures.ts";

/** Those on a GPT-2; llama_lora_test.ts has the others. */
const gpt2Models = Object.keys(models).filter((name) => !models[name].startsWith("../llama/"));

for (const name of gpt2Models) {
  forEachBackend(
    `an adapter of peft gives its logits here, beside the weights and merged: ${name}`,
    async () => {
      const { params, config, adapter, lora, expected } = await readFixture(name);
      const ids = expected("ids") as tf.Tensor2D;
      for (
        const tree of [
          withLoRA(params, adapter, { config: lora }),
          mergeLoRA(params, adapter, { config: lora }),
        ]
      ) {
        const difference = maxDifference(gpt(tree, config, ids), expected("logits"));
        assert.ok(difference <= 1e-4, `logits differ by ${difference}`);
      }
      assert.ok(
        maxDifference(gpt(params, config, ids), expected("logits")) > 0.05,
        "the adapter does something",
      );
    },
  );

  forEachBackend(`A and B have the gradients that PyTorch gives them in peft: ${name}`, async () => {
    const { params, config, adapter, lora, expected } = await readFixture(name);
    const named = flattenParams(adapter);
    const names = [...named.keys()];
    const gradients = tf.grads((...tensors: tf.Tensor[]) => {
      const tree = unflattenParams(new Map(names.map((name, i) => [name, tensors[i]])));
      const logits = gpt(withLoRA(params, tree, { config: lora }), config, expected("ids") as tf.Tensor2D);
      return tf.sum(tf.mul(logits, expected("slopes")));
    })([...named.values()]);
    const { tensors: theirNames } = await readSafetensors(`${fixtures}/${name}/adapter_model.safetensors`);
    names.forEach((name, i) => {
      const theirs = `base_model.model.transformer.${name.replace(/\.([AB])$/, ".lora_$1.weight")}`;
      if (!theirNames.has(theirs)) return; // a block without an adapter there
      const difference = relativeDifference(tf.transpose(gradients[i]), expected(`gradient/${theirs}`));
      assert.ok(difference <= 1e-4, `gradient of ${name} differs by ${difference} of its norm`);
    });
  });
}

for (const name of ["all_targets", "attention_only"]) {
  Deno.test(`an adapter of peft is exported as it came: ${name}`, () =>
    inTemporaryFolder(async (folder) => {
      await tf.setBackend("cpu");
      const { params, config, adapter, lora } = await readFixture(name);
      await exportLoRAToPeft(`${folder}/out`, { adapter, lora, config, baseModel: models[name] });
      const [found, wanted] = await Promise.all(
        [`${folder}/out`, `${fixtures}/${name}`].map(async (path) => ({
          config: JSON.parse(await Deno.readTextFile(`${path}/adapter_config.json`)),
          ...await readSafetensors(`${path}/adapter_model.safetensors`),
        })),
      );
      assert.deepEqual(found.metadata, wanted.metadata);
      assert.deepEqual([...found.tensors.keys()].sort(), [...wanted.tensors.keys()].sort());
      for (const [key, tensor] of wanted.tensors) {
        assert.equal(maxDifference(found.tensors.get(key)!, tensor), 0);
      }
      for (const [key, value] of Object.entries(found.config)) {
        if (key !== "target_modules") {
          assert.deepEqual(value, wanted.config[key], key);
        }
      }
      disposeParams(params);
    }));
}

torchTest(
  "peft opens our adapters on our exported models: same logits, beside the weights and merged",
  async (folder) => {
    await tf.setBackend("cpu");
    const shapes: [GPTConfig, LoRAConfig][] = [
      [{ ...nanoGPTCharConfig, nLayer: 2, nEmbd: 16, qkvBias: true }, {
        ...LORA_DEFAULTS,
        rank: 3,
        dropout: 0.1,
      }],
      [
        { ...nanoGPTCharConfig, nLayer: 3, nEmbd: 24, tiedHead: false },
        { ...LORA_DEFAULTS, rank: 1, alpha: 0.5, targets: ["mlp.c_proj", "attn.c_attn"] },
      ],
    ];
    const questions = [], expected = [];
    for (const [i, [config, lora]] of shapes.entries()) {
      const noise = (std: number) => (p: tf.Tensor, name: string) =>
        randomNormal(p.shape, seed(100 * i + name.length), { std });
      const params = mapParams(noise(0.2), initGPT(config, seed(i)));
      const adapter = mapParams(noise(0.3), initLoRA(params, { config: lora, seed: seed(9) }));
      const ids = [[1, 2, 3, 4, 5, 6], [60, 50, 40, 30, 20, 10]];
      await exportToHuggingFace(`${folder}/${i}`, { params, config });
      await exportLoRAToPeft(`${folder}/${i}-lora`, { adapter, lora, config, baseModel: `${folder}/${i}` });
      questions.push({ model: `${folder}/${i}`, adapter: `${folder}/${i}-lora`, ids });
      const input = tokenIds(ids, config);
      expected.push({
        alone: gpt(params, config, input),
        adapted: gpt(withLoRA(params, adapter, { config: lora }), config, input),
      });
    }
    await Deno.writeTextFile(`${folder}/questions.json`, JSON.stringify(questions));
    await runTorchPython([`${fixtures}/open_exports.py`, `${folder}/questions.json`, `${folder}/answers`]);
    const { tensors } = await readSafetensors(`${folder}/answers`);
    expected.forEach(({ alone, adapted }, i) => {
      for (const [key, ours] of [["alone", alone], ["adapted", adapted], ["merged", adapted]] as const) {
        const difference = maxDifference(tensors.get(`${i}/${key}`)!, ours);
        assert.ok(difference <= 1e-4, `model ${i}, ${key}: logits differ by ${difference}`);
      }
      assert.ok(maxDifference(alone, adapted) > 0.1, "the adapter does something");
    });
  },
  { needs: ["peft"] },
);

torchTest("make_adapters.py writes the committed fixtures again", async (folder) => {
  await tf.setBackend("cpu");
  await runTorchPython([`${fixtures}/make_adapters.py`, folder]);
  const files = ["expected", ...Object.keys(models).map((name) => `${name}/adapter_model`)];
  for (const file of files) {
    const [{ tensors: found }, { tensors: wanted }] = await Promise.all(
      [folder, fixtures].map((path) => readSafetensors(`${path}/${file}.safetensors`)),
    );
    assert.deepEqual([...found.keys()].sort(), [...wanted.keys()].sort());
    for (const [key, tensor] of wanted) {
      const values = tf.cast(tensor, "float32"), largest = tf.max(tf.abs(values)).dataSync()[0];
      const difference = maxDifference(tf.cast(found.get(key)!, "float32"), values);
      // another processor adds in another order
      assert.ok(difference <= 1e-4 * Math.max(1, largest), `${file}: ${key} differs by ${difference}`);
    }
  }
}, { needs: ["peft"] });

Deno.test("an adapter of some blocks has zeros in the others, also after a step of training", async () => {
  await tf.setBackend("cpu");
  const { params, config, adapter, lora } = await readFixture("regex");
  const named = flattenParams(adapter);
  const zeros = [...named].filter(([, tensor]) => tf.all(tf.equal(tensor, 0)).dataSync()[0]).map(([name]) =>
    name
  );
  assert.deepEqual(
    zeros.sort(),
    ["attn.c_attn", "mlp.c_fc"].flatMap((layer) => [`h.0.${layer}.A`, `h.0.${layer}.B`]),
  );
  const ids = tokenIds([[1, 2, 3]], config);
  const gradients = tf.grads((...tensors: tf.Tensor[]) => {
    const tree = unflattenParams(new Map([...named.keys()].map((name, i) => [name, tensors[i]])));
    return tf.sum(tf.square(gpt(withLoRA(params, tree, { config: lora }), config, ids)));
  })([...named.values()]);
  [...named.keys()].forEach((name, i) =>
    assert.equal(tf.max(tf.abs(gradients[i])).dataSync()[0] === 0, zeros.includes(name), name)
  );
});

Deno.test("importLoRAFromPeft() says how to convert a pickle, and which file is missing or broken", () =>
  inTemporaryFolder(async (folder) => {
    const config = { ...nanoGPTCharConfig, nLayer: 2, nHead: 2, nEmbd: 16 };
    const refuses = (message: RegExp) => assert.rejects(importLoRAFromPeft(folder, { config }), message);
    await refuses(/there is no adapter_config\.json in it/);
    for (const text of ["", "{", "[1, 2", "not json"]) {
      await Deno.writeTextFile(`${folder}/adapter_config.json`, text);
      await refuses(/adapter_config\.json is not JSON: /);
    }
    await withFields(folder, "all_targets", {});
    await Deno.remove(`${folder}/adapter_model.safetensors`);
    await refuses(/there is no adapter_model\.safetensors in it/);
    await Deno.writeTextFile(`${folder}/adapter_model.bin`, "a pickle");
    await refuses(/adapter_model\.bin, a pickle.*torch\.load\("adapter_model\.bin".*save_file\(/);
  }));

Deno.test("importLoRAFromPeft() refuses an adapter that lacks a layer", () =>
  inTemporaryFolder(async (folder) => {
    await tf.setBackend("cpu");
    const from = `${fixtures}/all_targets`;
    await Deno.copyFile(`${from}/adapter_config.json`, `${folder}/adapter_config.json`);
    const { tensors } = await readSafetensors(`${from}/adapter_model.safetensors`);
    const [first] = tensors.keys();
    tensors.delete(first);
    await writeSafetensors(`${folder}/adapter_model.safetensors`, { tensors });
    const config = { ...nanoGPTCharConfig, nLayer: 2, nHead: 2, nEmbd: 16 };
    await assert.rejects(importLoRAFromPeft(folder, { config }), /must be float32 .* found no such tensor/);
  }));

Deno.test("exportLoRAToPeft() refuses an adapter of another model or config, before it writes", () =>
  inTemporaryFolder(async (folder) => {
    const config = { ...nanoGPTCharConfig, nLayer: 1, nEmbd: 8 };
    const lora = { ...LORA_DEFAULTS, rank: 2 };
    const adapter = initLoRA(initGPT(config, seed(1)), { config: lora, seed: seed(2) });
    const write = (o: { config?: GPTConfig; lora?: LoRAConfig }) =>
      exportLoRAToPeft(`${folder}/out`, { adapter, lora, config, ...o });
    await assert.rejects(
      write({ lora: { ...lora, rank: 3 } }),
      /"h\.0\.attn\.c_attn\.A" must be \(8,3\), found \(8,2\)/,
    );
    await assert.rejects(
      write({ config: { ...config, nLayer: 2 } }),
      /"h\.1\.attn\.c_attn\.A" .* no such tensor/,
    );
    await assert.rejects(
      write({ lora: { ...lora, targets: ["mlp.c_fc"] } }),
      /"h\.0\.attn\.c_attn\.A" is not part/,
    );
    assert.deepEqual([...Deno.readDirSync(folder)], []);
    await write({});
    await assert.rejects(write({}), Deno.errors.AlreadyExists);
  }));
