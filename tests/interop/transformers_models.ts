/** Folders of models that transformers wrote (tests/fixtures), with the logits that PyTorch computed from them. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { gpt, parameterCount } from "lib/gpt";
import { importFromHuggingFace } from "lib/interop";
import { countParams, disposeParams } from "lib/nn";
import { readSafetensors } from "lib/training/checkpoint";
import { maxDifference } from "../compare.ts";

/** The models of a folder that make_models.py wrote. */
export async function modelsIn(folder: string): Promise<string[]> {
  return JSON.parse(await Deno.readTextFile(`${folder}/expected.json`)).models;
}

/** Imports the models; their logits must be transformers', and no tensor may be left. */
export async function compareModels(
  folder: string,
  names: readonly string[],
  o: { readonly stopTokens?: readonly number[]; readonly weights?: "float32" | "bfloat16" } = {},
): Promise<void> {
  const { tensors } = await readSafetensors(`${folder}/expected.safetensors`);
  for (const name of names) {
    const before = tf.memory().numTensors;
    const { params, config, stopTokens } = await importFromHuggingFace(`${folder}/${name}`, o);
    assert.equal(countParams(params), parameterCount(config), name);
    if (o.stopTokens) assert.deepEqual(stopTokens, o.stopTokens, name);
    const logits = gpt(params, config, tensors.get(`${name}/ids`) as tf.Tensor2D);
    const difference = maxDifference(logits, tensors.get(`${name}/logits`)!);
    assert.ok(difference <= 1e-4, `${name}: logits differ by ${difference}`);
    logits.dispose();
    disposeParams(params);
    assert.equal(tf.memory().numTensors, before, `${name}: tensors are left`);
  }
  tensors.forEach((tensor) => tensor.dispose());
}
