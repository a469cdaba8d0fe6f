/** LoRA adapters of Python's peft: theirs here, ours there, with the same logits and gradients. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs";
import { readSafetensors, writeSafetensors } from "lib/training/checkpoint";
import { exportLoRAToPeft, exportToHuggingFace, importFromHuggingFace } from "lib/interop";
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

const fixtures = fileURLToPath(new URL("../fixtures/peft", import.meta.url));
const models: Record<string, string> =
  JSON.parse(await Deno.readTextFile(`${fixtures}/expected.json`)).models;

async function readFixture(name: string) {
  const { params, config } = await importFromHuggingFace(`${fixtures}/../hugging_face/${models[name]}`);
  const { adapter, lora } = await importLoRAFromPeft(`${fixtures}/${name}`, { config });
  const { tensors } = await readSafetensors(`${fixtures}/expected.safetensors`);
  const expected = (key: string) => tensors.get(`${name}/${key}`)!;
  return { params, config, adapter, lora, expected };
}

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
      const difference = maxDifference(tf.cast(found.get(key)!, "float32"), tf.cast(tensor, "float32"));
      assert.ok(difference <= 1e-4, `${file}: ${key} differs by ${difference}`);
    }
  }
}, { needs: ["peft"] });

const refused: readonly [what: string, Record<string, unknown>, RegExp][] = [
  ["another kind of adapter", { peft_type: "IA3" }, /peft_type is "IA3"; lib\/nn's LoRA has "LORA" only/],
  ["DoRA", { use_dora: true }, /use_dora is true/],
  ["a scaling that is neither", { use_rslora: "yes" }, /use_rslora must be true or false, found "yes"/],
  ["layers with scalings of their own", { alpha_pattern: { c_fc: 2 } }, /alpha_pattern is \{"c_fc":2\}/],
  ["biases in B", { lora_bias: true }, /lora_bias is true/],
  ["trained tokens", { trainable_token_indices: [1] }, /trainable_token_indices is \[1\]/],
  ["parameters beside modules", { target_parameters: ["c_fc.weight"] }, /target_parameters is/],
  ["repeated layers", { layer_replication: [[0, 2]] }, /layer_replication is/],
  ["adapters that begin at a token", { alora_invocation_tokens: [5] }, /alora_invocation_tokens is/],
  ["layers with ranks of their own", { rank_pattern: { c_attn: 4 } }, /rank_pattern is \{"c_attn":4\}/],
  ["trained biases", { bias: "all" }, /bias is "all"; lib\/nn's LoRA has "none" only/],
  ["weights that changed below it", { init_lora_weights: "pissa" }, /init_lora_weights is "pissa"/],
  ["modules trained whole", { modules_to_save: ["lm_head"] }, /modules_to_save is \["lm_head"\]/],
  ["a field that is new and set", { use_something: 3 }, /use_something is 3/],
  ["targets beyond the blocks", { target_modules: ["c_attn", "wte"] }, /adapts transformer\.wte/],
  [
    "a pattern beyond the blocks",
    { target_modules: ".*" },
    /target_modules is "\.\*", which adapts transformer\.wte/,
  ],
  ["an adapted head", { target_modules: "lm_head|.*c_attn" }, /adapts lm_head/],
  [
    "a pattern that fits the start of a path only",
    { target_modules: "transformer\\.h" },
    /adapts no layer of this model/,
  ],
  ["a full path without its start", { target_modules: ["h.0"] }, /adapts no layer/],
  [
    "a pattern that only Python reads",
    { target_modules: ".*+c_attn" },
    /regular expression that cannot be read/,
  ],
  ["a pattern whose class Python reads otherwise", { target_modules: ".*[]c]_attn" }, /cannot be read/],
  ["a pattern that is broken", { target_modules: ".*(c_attn" }, /cannot be read/],
  ["no targets", { target_modules: null }, /must be a list of names or a regular expression, found null/],
  [
    "targets of another type",
    { target_modules: [3] },
    /must be a list of names or a regular expression, found \[3\]/,
  ],
  [
    "a pattern that leaves a layer out",
    { target_modules: ".*(c_attn|c_fc)" },
    /"base_model.* is not part of an adapter/,
  ],
  ["blocks that leave a layer out", { layers_to_transform: 1 }, /h\.0.* is not part of an adapter/],
  ["blocks that are no numbers", { layers_to_transform: ["0"] }, /layers_to_transform must be whole numbers/],
  ["a rank that is none", { r: "3" }, /r must be a number, found "3"/],
  [
    "another rank than the weights'",
    { r: 4 },
    /lora_A\.weight" must be float32 \(4,16\) .* found float32 \(3,16\)/,
  ],
  [
    "fewer targets than the weights",
    { target_modules: ["attn.c_attn"] },
    /"base_model.* is not part of an adapter/,
  ],
];
for (const [what, fields, message] of refused) {
  Deno.test(`importLoRAFromPeft() refuses ${what}`, () =>
    inTemporaryFolder(async (folder) => {
      const from = `${fixtures}/all_targets`;
      const json = JSON.parse(await Deno.readTextFile(`${from}/adapter_config.json`));
      await Deno.writeTextFile(`${folder}/adapter_config.json`, JSON.stringify({ ...json, ...fields }));
      await Deno.copyFile(`${from}/adapter_model.safetensors`, `${folder}/adapter_model.safetensors`);
      const config = { ...nanoGPTCharConfig, nLayer: 2, nHead: 2, nEmbd: 16 };
      const before = tf.memory().numTensors;
      await assert.rejects(importLoRAFromPeft(folder, { config }), (error: Error) => {
        assert.match(error.message, message);
        assert.ok(error.message.startsWith(`importing the LoRA adapter ${folder}: `));
        return true;
      });
      assert.equal(tf.memory().numTensors, before);
    }));
}

/** The committed adapter's folder with other fields in its config. */
async function withFields(folder: string, from: string, fields: Record<string, unknown>): Promise<void> {
  const json = JSON.parse(await Deno.readTextFile(`${fixtures}/${from}/adapter_config.json`));
  await Deno.writeTextFile(`${folder}/adapter_config.json`, JSON.stringify({ ...json, ...fields }));
  await Deno.copyFile(`${fixtures}/${from}/adapter_model.safetensors`, `${folder}/adapter_model.safetensors`);
}

/** Ways to name all four layers of every block (the fixture's), as peft 0.21 takes them. */
const allLayers: readonly [what: string, Record<string, unknown>][] = [
  ["all-linear", { target_modules: "all-linear" }],
  ["ALL-LINEAR", { target_modules: "ALL-LINEAR" }],
  ["a pattern", { target_modules: ".*\\.(c_attn|c_proj|c_fc)" }],
  ["a pattern with Python's words", {
    target_modules: "\\A(?P<any>.*)\\.h\\.\\d{,2}\\..*c_(attn|proj|fc)\\Z",
  }],
  ["a pattern in any case", { target_modules: "(?i).*\\.C_(ATTN|PROJ|FC)" }],
  ["names of modules that GPT-2 has not", { target_modules: ["c_attn", "c_proj", "c_fc", "q_proj"] }],
  ["all blocks by number", { layers_to_transform: [0, 1, 7] }],
  ["all blocks behind a name", { layers_to_transform: [0, 1], layers_pattern: ["layers", "h"] }],
  ["nothing excluded", { exclude_modules: ["lm_head"] }],
  ["the head excluded from a pattern", {
    target_modules: ".*(c_attn|c_proj|c_fc|head)",
    exclude_modules: "lm_head",
  }],
  ["fields that change no number", {
    runtime_config: { ephemeral_gpu_offload: false },
    init_lora_weights: "eva",
  }],
];
for (const [what, fields] of allLayers) {
  Deno.test(`importLoRAFromPeft() reads target_modules: ${what}`, () =>
    inTemporaryFolder(async (folder) => {
      await tf.setBackend("cpu");
      await withFields(folder, "all_targets", fields);
      const config = { ...nanoGPTCharConfig, nLayer: 2, nHead: 2, nEmbd: 16 };
      const before = tf.memory().numTensors;
      const { adapter, lora } = await importLoRAFromPeft(folder, { config });
      assert.deepEqual(lora.targets, LORA_DEFAULTS.targets);
      assert.equal(flattenParams(adapter).size, 16);
      assert.equal(tf.memory().numTensors, before + 16, "every tensor it makes is the caller's");
      disposeParams(adapter);
    }));
}

Deno.test("rsLoRA is another alpha: alpha / sqrt(rank) in place of alpha / rank", () =>
  inTemporaryFolder(async (folder) => {
    await tf.setBackend("cpu");
    const { config, lora } = await readFixture("all_linear");
    assert.equal(lora.alpha / lora.rank, 6 / Math.sqrt(4));
    await withFields(folder, "all_linear", { use_rslora: false });
    assert.equal((await importLoRAFromPeft(folder, { config })).lora.alpha, 6);
  }));

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
