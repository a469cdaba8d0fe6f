import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { readSafetensorsHeader } from "lib/training/checkpoint";
import { exportToHuggingFace, importFromHuggingFace } from "lib/interop";
import { gpt, type GPTConfig, initGPT, tokenIds } from "lib/gpt";
import { disposeParams, seed } from "lib/nn";
import { readTokenizerJson, trainByteLevel, writeTokenizerJson } from "lib/tokenizers";
import { forEachBackend } from "../backends.ts";
import { maxDifference } from "../compare.ts";
import { inTemporaryFolder } from "../torch_python.ts";
import { namesIn } from "../temporary_folder.ts";

const config: GPTConfig = {
  vocabSize: 270,
  blockSize: 12,
  nLayer: 2,
  nHead: 2,
  nEmbd: 8,
  dropout: 0.1,
  qkvBias: true,
  tiedHead: true,
};
const tokenizer = trainByteLevel(["the cat sat on the mat, the cat sat"], { vocabSize: 265 });

for (const qkvBias of [true, false]) {
  for (const tiedHead of [true, false]) {
    const shape = `${tiedHead ? "tied" : "untied"}, ${qkvBias ? "with" : "without"} qkv bias`;
    forEachBackend(
      `an exported GPT comes back with its logits: ${shape}`,
      () =>
        inTemporaryFolder(async (folder) => {
          const ours = { ...config, qkvBias, tiedHead };
          const params = initGPT(ours, seed(3));
          const before = tf.memory().numTensors;
          await exportToHuggingFace(`${folder}/gpt`, { params, config: ours });
          assert.equal(tf.memory().numTensors, before);
          const back = await importFromHuggingFace(`${folder}/gpt`);
          assert.deepEqual(back.config, { ...ours, qkvBias: true });
          const ids = tokenIds([[1, 269, 3, 4], [0, 0, 7, 8]], ours);
          const difference = maxDifference(gpt(back.params, back.config, ids), gpt(params, ours, ids));
          assert.ok(difference <= 1e-6, `logits differ by ${difference}`);
          disposeParams(back.params);
        }),
    );
  }
}

Deno.test("the folder has the files that transformers looks for, and the tokenizer comes back", () =>
  inTemporaryFolder(async (folder) => {
    await tf.setBackend("cpu");
    const params = initGPT(config, seed(1));
    await exportToHuggingFace(`${folder}/gpt`, {
      params,
      config,
      tokenizerJson: writeTokenizerJson(tokenizer),
    });
    assert.deepEqual(await namesIn(folder), ["gpt"]);
    assert.deepEqual(await namesIn(`${folder}/gpt`), [
      "config.json",
      "generation_config.json",
      "model.safetensors",
      "tokenizer.json",
      "tokenizer_config.json",
    ]);
    const { metadata, entries } = await readSafetensorsHeader(`${folder}/gpt/model.safetensors`);
    assert.equal(metadata.format, "pt");
    assert.equal(entries.has("lm_head.weight"), false);
    const { tokenizerJson, endOfText } = await importFromHuggingFace(`${folder}/gpt`);
    assert.equal(endOfText, 0);
    assert.deepEqual(readTokenizerJson(tokenizerJson!).encode("the cat"), tokenizer.encode("the cat"));
  }));

Deno.test("exportToHuggingFace() does not touch a folder that is there already", () =>
  inTemporaryFolder(async (folder) => {
    await tf.setBackend("cpu");
    await Deno.mkdir(`${folder}/gpt`);
    await Deno.writeTextFile(`${folder}/gpt/notes.txt`, "mine");
    await assert.rejects(
      exportToHuggingFace(`${folder}/gpt`, { params: initGPT(config, seed(1)), config }),
      Deno.errors.AlreadyExists,
    );
    assert.deepEqual(await namesIn(`${folder}/gpt`), ["notes.txt"]);
  }));

Deno.test("an export that fails half-way leaves nothing", () =>
  inTemporaryFolder(async (folder) => {
    await tf.setBackend("cpu");
    const params = initGPT(config, seed(1));
    const training = {
      step: 1,
      state: { m: params, v: params },
      adamw: { beta1: 0.9, beta2: 0.95, eps: 1e-8, weightDecay: 0 },
      clipNorm: null,
      learningRates: [],
    };
    await assert.rejects(
      exportToHuggingFace(`${folder}/gpt`, { params, config, training }), // the weights are written by then
      /expected the learning rates to come/,
    );
    assert.deepEqual(await namesIn(folder), []);
  }));

Deno.test("an export whose running means are of another model leaves no tensor and no folder", () =>
  inTemporaryFolder(async (folder) => {
    await tf.setBackend("cpu");
    const untied = { ...config, tiedHead: false };
    const params = initGPT(untied, seed(1)), smaller = initGPT({ ...untied, nLayer: 1 }, seed(1));
    const before = tf.memory().numTensors;
    const training = {
      ...{ step: 1, state: { m: params, v: smaller }, clipNorm: null, learningRates: [1e-3] },
      adamw: { beta1: 0.9, beta2: 0.95, eps: 1e-8, weightDecay: 0 },
    };
    await assert.rejects(
      exportToHuggingFace(`${folder}/gpt`, { params, config: untied, training }),
      /"h\.1\.ln_1\.weight" must be float32 \(8\) for this config, found no such tensor/,
    );
    assert.equal(tf.memory().numTensors, before);
    assert.deepEqual(await namesIn(folder), []);
  }));

const mistakes: [what: string, make: () => Parameters<typeof exportToHuggingFace>[1], message: RegExp][] = [
  [
    "a tokenizer with more ids than the model",
    () => ({
      params: initGPT({ ...config, vocabSize: 264 }, seed(1)),
      config: { ...config, vocabSize: 264 },
      tokenizerJson: writeTokenizerJson(tokenizer),
    }),
    /ids up to 264, but the model's vocabSize is 264/,
  ],
  [
    "an end of text that the tokenizer has not",
    () => ({
      params: initGPT(config, seed(1)),
      config,
      tokenizerJson: writeTokenizerJson(tokenizer),
      endOfText: "<|fin|>",
    }),
    /endOfText is "<\|fin\|>", which is no special token of the tokenizer; it has <\|endoftext\|>/,
  ],
  [
    "a tokenizer that is cut off",
    () => ({
      params: initGPT(config, seed(1)),
      config,
      tokenizerJson: writeTokenizerJson(tokenizer).slice(0, 99),
    }),
    /tokenizerJson is not JSON/,
  ],
  [
    "a tokenizer that is none",
    () => ({ params: initGPT(config, seed(1)), config, tokenizerJson: "[]" }),
    /tokenizerJson has no model\.vocab/,
  ],
  [
    "weights of another width",
    () => ({ params: initGPT({ ...config, nEmbd: 4 }, seed(1)), config }),
    /"wte.weight" must be float32 \(270,8\) for this config, found float32 \(270,4\)/,
  ],
  [
    "weights with fewer layers",
    () => ({ params: initGPT({ ...config, nLayer: 1 }, seed(1)), config }),
    /"h.1.ln_1.weight" must be float32 \(8\) for this config, found no such tensor/,
  ],
  [
    "weights with more layers",
    () => ({ params: initGPT({ ...config, nLayer: 3 }, seed(1)), config }),
    /"h.2.ln_1.weight" is not part of a GPT of this config/,
  ],
  [
    "a head where the config has none",
    () => ({ params: initGPT({ ...config, tiedHead: false }, seed(1)), config }),
    /"lm_head.weight" is not part of a GPT of this config/,
  ],
];
for (const [what, make, message] of mistakes) {
  Deno.test(`exportToHuggingFace() refuses ${what} before it writes`, () =>
    inTemporaryFolder(async (folder) => {
      await tf.setBackend("cpu");
      await assert.rejects(exportToHuggingFace(`${folder}/gpt`, make()), message);
      assert.deepEqual(await namesIn(folder), []);
    }));
}
