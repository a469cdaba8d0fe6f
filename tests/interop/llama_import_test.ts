/** Folders of the Llama family that transformers wrote give the logits that PyTorch computed from them. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs";
import { readSafetensors } from "lib/training/checkpoint";
import { gpt, parameterCount } from "lib/gpt";
import { importFromHuggingFace } from "lib/interop";
import { countParams, disposeParams } from "lib/nn";
import { forEachBackend } from "../backends.ts";
import { maxDifference } from "../compare.ts";
import { runTorchPython, torchTest } from "../torch_python.ts";

const fixtures = fileURLToPath(new URL("../fixtures/llama", import.meta.url));

const modelsIn = async (folder: string): Promise<string[]> =>
  JSON.parse(await Deno.readTextFile(`${folder}/expected.json`)).models;

/** Imports each model of a folder that make_models.py wrote; their logits must be transformers'. */
async function compareModels(folder: string, names: readonly string[]): Promise<void> {
  const { tensors } = await readSafetensors(`${folder}/expected.safetensors`);
  for (const name of names) {
    const before = tf.memory().numTensors;
    const { params, config, stopTokens } = await importFromHuggingFace(`${folder}/${name}`);
    assert.equal(countParams(params), parameterCount(config), name);
    assert.deepEqual(stopTokens, [1], name);
    const logits = gpt(params, config, tensors.get(`${name}/ids`) as tf.Tensor2D);
    const difference = maxDifference(logits, tensors.get(`${name}/logits`)!);
    assert.ok(difference <= 1e-4, `${name}: logits differ by ${difference}`);
    logits.dispose();
    disposeParams(params);
    assert.equal(tf.memory().numTensors, before, `${name}: tensors are left`);
  }
  tensors.forEach((tensor) => tensor.dispose());
}

for (const name of await modelsIn(fixtures)) {
  forEachBackend(
    `importFromHuggingFace() gives transformers' logits: ${name}`,
    () => compareModels(fixtures, [name]),
  );
}

torchTest("models of more shapes that transformers makes now give the same logits", async (folder) => {
  await tf.setBackend("cpu");
  await runTorchPython([`${fixtures}/make_models.py`, folder, "live"]);
  const names = await modelsIn(folder);
  assert.ok(names.length >= 7);
  await compareModels(folder, names);
});

torchTest("make_models.py writes the committed fixtures again", async (folder) => {
  await tf.setBackend("cpu");
  await runTorchPython([`${fixtures}/make_models.py`, folder]);
  for (const file of ["expected", "layers"]) {
    const [found, expected] = await Promise.all(
      [folder, fixtures].map((at) => readSafetensors(`${at}/${file}.safetensors`)),
    );
    assert.deepEqual([...found.tensors.keys()], [...expected.tensors.keys()]);
    for (const [name, tensor] of expected.tensors) {
      const difference = maxDifference(found.tensors.get(name)!, tensor);
      assert.ok(difference <= 1e-5, `${name} differs by ${difference}`);
    }
    [found, expected].forEach(({ tensors }) => tensors.forEach((tensor) => tensor.dispose()));
  }
});
