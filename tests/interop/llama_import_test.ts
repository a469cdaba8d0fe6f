/** Folders of the Llama family that transformers wrote give the logits that PyTorch computed from them. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs";
import { readSafetensors } from "lib/training/checkpoint";
import { forEachBackend } from "../backends.ts";
import { maxDifference } from "../compare.ts";
import { runTorchPython, torchTest } from "../torch_python.ts";
import { compareModels, modelsIn } from "./transformers_models.ts";

const fixtures = fileURLToPath(new URL("../fixtures/llama", import.meta.url));

for (const name of await modelsIn(fixtures)) {
  forEachBackend(
    `importFromHuggingFace() gives transformers' logits: ${name}`,
    () => compareModels(fixtures, [name], { stopTokens: [1] }),
  );
}

forEachBackend(
  "files in bfloat16 whose weights stay bfloat16 in memory give the same logits",
  () => compareModels(fixtures, ["smollm2_bf16", "qwen3_bf16"], { weights: "bfloat16", stopTokens: [1] }),
);

torchTest("models of more shapes that transformers makes now give the same logits", async (folder) => {
  await tf.setBackend("cpu");
  await runTorchPython([`${fixtures}/make_models.py`, folder, "live"]);
  const names = await modelsIn(folder);
  assert.ok(names.length >= 7);
  await compareModels(folder, names, { stopTokens: [1] });
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
