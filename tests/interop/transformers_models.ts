/** Folders of models that transformers wrote (tests/fixtures), with the logits that PyTorch computed from them. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { gpt, gptWithCache, initKVCache, type Model, parameterCount } from "lib/gpt";
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
    const ids = tensors.get(`${name}/ids`) as tf.Tensor2D, expected = tensors.get(`${name}/logits`)!;
    const logits = gpt(params, config, ids);
    const difference = maxDifference(logits, expected);
    assert.ok(difference <= 1e-4, `${name}: logits differ by ${difference}`);
    logits.dispose();
    tf.tidy(() => compareWithCache({ params, config }, ids, expected));
    disposeParams(params);
    assert.equal(tf.memory().numTensors, before, `${name}: tensors are left`);
  }
  tensors.forEach((tensor) => tensor.dispose());
}

/** With a cache, a prompt of 7 tokens and then one token at a time, the logits must be the whole text's, too. */
function compareWithCache({ params, config }: Model, ids: tf.Tensor2D, expected: tf.Tensor): void {
  const [batchSize, T] = ids.shape;
  let cache = initKVCache(config, { batchSize }), at = 0;
  for (const count of [Math.min(7, T), ...Array(Math.max(0, T - 7)).fill(1)]) {
    const step = gptWithCache(params, config, tf.slice(ids, [0, at], [batchSize, count]), { cache });
    at += count;
    const difference = maxDifference(
      step.logits,
      tf.squeeze(tf.slice(expected, [0, at - 1, 0], [-1, 1, -1]), [1]),
    );
    assert.ok(difference <= 1e-4, `with a cache, at ${at - 1}: logits differ by ${difference}`);
    cache = step.cache;
  }
  const slots = cache.layers.map(({ k }) => k.shape[2]);
  assert.deepEqual(slots, slots.map((_, i) => config.windows?.[i] ?? config.blockSize));
}
