/** Which adapter_config.json is read, and which is refused. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { importLoRAFromPeft } from "../../lib/interop/hugging_face_lora.ts";
import { nanoGPTCharConfig } from "lib/gpt";
import { disposeParams, flattenParams, LORA_DEFAULTS } from "lib/nn";
import { inTemporaryFolder } from "../torch_python.ts";
import { fixtures, readFixture, withFields } from "./peft_fixtures.ts";

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
