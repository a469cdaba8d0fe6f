/** A model with a LoRA adapter generates like any other: beside the weights or merged into them. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { generateText, gpt, initGPT, nanoGPTCharConfig, tokenIds } from "lib/gpt";
import { initLoRA, LORA_DEFAULTS, mapParams, mergeLoRA, randomNormal, seed, withLoRA } from "lib/nn";
import { forEachBackend } from "../backends.ts";

const config = { ...nanoGPTCharConfig, vocabSize: 26, blockSize: 16, nLayer: 2, nHead: 2, nEmbd: 16 };
const letters = {
  encode: (text: string) => [...text].map((c) => c.charCodeAt(0) - 97),
  decode: (ids: Iterable<number>) => String.fromCharCode(...[...ids].map((id) => id + 97)),
};

forEachBackend(
  "greedy text with an adapter is that of the merged weights, and of the whole forward pass",
  async () => {
    const noise = (n: number) => (p: tf.Tensor, name: string) =>
      randomNormal(p.shape, seed(n + name.length), { std: 0.3 });
    const base = mapParams(noise(100), initGPT(config, seed(1)));
    const adapter = mapParams(noise(500), initLoRA(base, { config: LORA_DEFAULTS, seed: seed(2) }));
    const adapted = withLoRA(base, adapter, { config: LORA_DEFAULTS });
    const merged = mergeLoRA(base, adapter, { config: LORA_DEFAULTS });
    const write = (params: typeof base) =>
      generateText({ params, config }, letters, "harry", { maxNewTokens: 8, temperature: 0 });
    const found = await write(adapted);
    assert.equal(found, await write(merged));
    assert.notEqual(found, await write(base));
    let text = "harry";
    for (let i = 0; i < 8; i++) {
      const logits = gpt(adapted, config, tokenIds([letters.encode(text)], config))
        .arraySync() as number[][][];
      const last = logits[0][text.length - 1];
      text += letters.decode([last.indexOf(Math.max(...last))]);
    }
    assert.equal("harry" + found, text);
  },
);
