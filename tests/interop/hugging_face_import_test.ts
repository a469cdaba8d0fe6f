/** GPT-2 folders that transformers wrote give the logits that PyTorch computed from them. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs";
import { readSafetensors, writeSafetensors } from "lib/training/checkpoint";
import { importFromHuggingFace } from "lib/interop";
import { disposeParams, flattenParams } from "lib/nn";
import { forEachBackend } from "../backends.ts";
import { maxDifference } from "../compare.ts";
import { inTemporaryFolder, runTorchPython, torchTest } from "../torch_python.ts";
import { compareModels, modelsIn } from "./transformers_models.ts";

const fixtures = fileURLToPath(new URL("../fixtures/hugging_face", import.meta.url));

for (const name of await modelsIn(fixtures)) {
  forEachBackend(
    `importFromHuggingFace() gives transformers' logits: ${name}`,
    () => compareModels(fixtures, [name]),
  );
}

forEachBackend(
  "files in bfloat16 whose weights stay bfloat16 in memory give the same logits",
  () => compareModels(fixtures, ["tied_bf16"], { weights: "bfloat16" }),
);

torchTest("models of many shapes that transformers makes now give the same logits", async (folder) => {
  await tf.setBackend("cpu");
  await runTorchPython([`${fixtures}/make_models.py`, folder, "live"]);
  const names = await modelsIn(folder);
  assert.ok(names.length >= 6);
  await compareModels(folder, names);
});

torchTest("make_models.py writes the committed fixtures again", async (folder) => {
  await tf.setBackend("cpu");
  await runTorchPython([`${fixtures}/make_models.py`, folder]);
  const [found, expected] = await Promise.all(
    [folder, fixtures].map((at) => readSafetensors(`${at}/expected.safetensors`)),
  );
  for (const [name, tensor] of expected.tensors) {
    assert.ok(maxDifference(found.tensors.get(name)!, tensor) <= 1e-5);
  }
  [found, expected].forEach(({ tensors }) => tensors.forEach((tensor) => tensor.dispose()));
});

/** Imports a fixture after `damage` did something to a copy of it; expects an error that names the folder. */
function refuses(what: string, o: {
  readonly fixture?: string;
  readonly damage: (folder: string) => Promise<void> | void;
  readonly message: RegExp;
}): void {
  Deno.test(`importFromHuggingFace() refuses ${what}, and leaves no tensors behind`, async () => {
    await tf.setBackend("cpu");
    const before = tf.memory().numTensors;
    await inTemporaryFolder(async (folder) => {
      const from = `${fixtures}/${o.fixture ?? "tied_bf16"}`;
      for await (const { name } of Deno.readDir(from)) {
        await Deno.copyFile(`${from}/${name}`, `${folder}/${name}`);
      }
      await o.damage(folder);
      await assert.rejects(importFromHuggingFace(folder), (error: Error) => {
        assert.ok(error.message.startsWith(`importing the Hugging Face model ${folder}: `), error.message);
        assert.match(error.message, o.message);
        return error.cause instanceof Error;
      });
    });
    assert.equal(tf.memory().numTensors, before);
  });
}

const stops: [what: string, config: unknown, generation: unknown, expected: readonly number[]][] = [
  ["several ids of config.json", [5, 6], undefined, [5, 6]],
  ["those of generation_config.json, where it has some", 5, [3, 4], [3, 4]],
];
for (const [what, ofConfig, ofGeneration, expected] of stops) {
  Deno.test(`importFromHuggingFace() gives every id that ends a text: ${what}`, async () => {
    await tf.setBackend("cpu");
    await inTemporaryFolder(async (folder) => {
      for await (const { name } of Deno.readDir(`${fixtures}/tied_bf16`)) {
        await Deno.copyFile(`${fixtures}/tied_bf16/${name}`, `${folder}/${name}`);
      }
      await editJson(`${folder}/config.json`, { eos_token_id: ofConfig });
      await Deno.writeTextFile(
        `${folder}/generation_config.json`,
        JSON.stringify({ eos_token_id: ofGeneration }),
      );
      const { params, stopTokens, endOfText } = await importFromHuggingFace(folder);
      disposeParams(params);
      assert.deepEqual(stopTokens, expected);
      assert.equal(endOfText, 5);
    });
  });
}

/** Changes the tensors of a safetensors file. */
async function editTensors(path: string, edit: (tensors: Map<string, tf.Tensor>) => void): Promise<void> {
  const { tensors } = await readSafetensors(path);
  const all = new Set(tensors.values());
  edit(tensors);
  await writeSafetensors(path, { tensors });
  new Set([...all, ...tensors.values()]).forEach((tensor) => tensor.dispose());
}

async function editJson(path: string, change: Record<string, unknown>): Promise<void> {
  await Deno.writeTextFile(path, JSON.stringify({ ...JSON.parse(await Deno.readTextFile(path)), ...change }));
}

const inModel = (edit: (tensors: Map<string, tf.Tensor>) => void) => (folder: string) =>
  editTensors(`${folder}/model.safetensors`, edit);

refuses("weights that are a link to themselves, and does not say that there are none", {
  damage: async (folder) => {
    await Deno.remove(`${folder}/model.safetensors`);
    await Deno.symlink("model.safetensors", `${folder}/model.safetensors`);
  },
  message: /Too many levels of symbolic links/,
});

refuses("a folder without config.json", {
  damage: (folder) => Deno.remove(`${folder}/config.json`),
  message: /there is no config.json/,
});
refuses("a folder without weights", {
  damage: (folder) => Deno.remove(`${folder}/model.safetensors`),
  message: /no model.safetensors .*save_pretrained/,
});
for (
  const [what, text] of [["empty", ""], ["cut off", '{"model_type": "gpt2",'], [
    "a web page",
    "<!doctype html>",
  ]]
) {
  refuses(`a config.json that is ${what}`, {
    damage: (folder) => Deno.writeTextFile(`${folder}/config.json`, text),
    message: /: config\.json is not JSON: .*download or save it again/,
  });
  refuses(`an index that is ${what}`, {
    fixture: "untied_shards",
    damage: (folder) => Deno.writeTextFile(`${folder}/model.safetensors.index.json`, text),
    message: /: model\.safetensors\.index\.json is not JSON: /,
  });
}
for (const [what, json] of [["null", "null"], ["a list", "[]"], ["a number", "3"]]) {
  refuses(`a config.json that holds ${what}`, {
    damage: (folder) => Deno.writeTextFile(`${folder}/config.json`, json),
    message: /config\.json must hold an object/,
  });
}
refuses("a config of another architecture", {
  damage: (folder) => editJson(`${folder}/config.json`, { model_type: "gpt_neo" }),
  message: /model_type is "gpt_neo"/,
});
refuses("a tensor that is missing", {
  damage: inModel((tensors) => tensors.delete("transformer.h.1.mlp.c_fc.bias")),
  message: /h.1.mlp.c_fc.bias \(64\) is missing/,
});
refuses("a tensor too many", {
  damage: inModel((tensors) => tensors.set("transformer.h.2.ln_1.weight", tf.ones([16]))),
  message: /h.2.ln_1.weight is not part of this GPT-2/,
});
refuses("a tensor of the wrong shape", {
  damage: inModel((tensors) => tensors.set("transformer.wpe.weight", tf.zeros([13, 16]))),
  message: /wpe.weight is \(13,16\), expected \(12,16\)/,
});
refuses("linear layers stored the other way round", {
  damage: inModel((tensors) => tensors.set("transformer.h.0.mlp.c_fc.weight", tf.zeros([64, 16]))),
  message: /h.0.mlp.c_fc.weight is \(64,16\), expected \(16,64\)/,
});
refuses("weights that are no floats", {
  damage: inModel((tensors) => tensors.set("transformer.ln_f.bias", tf.zeros([16], "int32"))),
  message: /"ln_f.bias" holds int32, expected floats/,
});
refuses("a tensor under both of its names", {
  damage: inModel((tensors) => tensors.set("ln_f.bias", tf.zeros([16]))),
  message: /"ln_f.bias" is there twice/,
});
refuses("a second head that is not the tied one", {
  damage: inModel((tensors) => tensors.set("lm_head.weight", tf.ones([37, 16]))),
  message: /tie_word_embeddings is true, but lm_head.weight is not/,
});
refuses("an untied model without its head", {
  damage: (folder) => editJson(`${folder}/config.json`, { tie_word_embeddings: false }),
  message: /lm_head.weight \(37,16\) is missing/,
});
refuses("a file that is cut off", {
  damage: (folder) => Deno.truncate(`${folder}/model.safetensors`, 9000),
  message: /but the file holds/,
});
refuses("a shard that is missing", {
  fixture: "untied_shards",
  damage: (folder) => Deno.remove(`${folder}/model-00002-of-00003.safetensors`),
  message: /reading .*model-00002-of-00003.safetensors/,
});
refuses("an index that names a tensor its shard does not have", {
  fixture: "untied_shards",
  damage: (folder) =>
    editJson(`${folder}/model.safetensors.index.json`, {
      weight_map: { "transformer.wte.bias": "model-00001-of-00003.safetensors" },
    }),
  message: /"transformer.wte.bias" lies in model-00001-of-00003.safetensors, but it does not/,
});
for (const file of ["../secret.safetensors", "/etc/passwd", "model.bin", 3, null]) {
  refuses(`an index that points to ${JSON.stringify(file)}`, {
    fixture: "untied_shards",
    damage: (folder) =>
      editJson(`${folder}/model.safetensors.index.json`, { weight_map: { "transformer.wte.weight": file } }),
    message: /must be a safetensors file beside it/,
  });
}
refuses("an index without a map", {
  fixture: "untied_shards",
  damage: (folder) => editJson(`${folder}/model.safetensors.index.json`, { weight_map: [] }),
  message: /needs a weight_map/,
});

Deno.test("importFromHuggingFace() takes model.safetensors before shards, as transformers does", async () => {
  await tf.setBackend("cpu");
  await inTemporaryFolder(async (folder) => {
    for (const name of ["config.json", "model.safetensors"]) {
      await Deno.copyFile(`${fixtures}/tied_bf16/${name}`, `${folder}/${name}`);
    }
    const weight_map = { "transformer.wte.weight": "model-00001-of-00001.safetensors" }; // of an older save, now gone
    await Deno.writeTextFile(`${folder}/model.safetensors.index.json`, JSON.stringify({ weight_map }));
    disposeParams((await importFromHuggingFace(folder)).params);
  });
});

Deno.test("importFromHuggingFace() takes a tied head that is saved a second time", async () => {
  await tf.setBackend("cpu");
  await inTemporaryFolder(async (folder) => {
    for (const name of ["config.json", "model.safetensors"]) {
      await Deno.copyFile(`${fixtures}/tied_bf16/${name}`, `${folder}/${name}`);
    }
    await inModel((tensors) => tensors.set("lm_head.weight", tensors.get("transformer.wte.weight")!.clone()))(
      folder,
    );
    const { params } = await importFromHuggingFace(folder);
    assert.equal(params.lm_head, undefined);
    disposeParams(params);
  });
});

for (const name of ["tied_bf16", "old_names_f16", "untied_shards"]) {
  Deno.test(`every tensor that importFromHuggingFace() leaves is the caller's: ${name}`, async () => {
    await tf.setBackend("cpu");
    const before = tf.memory().numTensors;
    const { params } = await importFromHuggingFace(`${fixtures}/${name}`);
    assert.equal(tf.memory().numTensors, before + flattenParams(params).size);
    disposeParams(params);
    assert.equal(tf.memory().numTensors, before);
  });
}
