/** Which chat model notebook 09 opens: one that the reader has fetched, else a small random one. */
import { join } from "node:path";
import { CHAT_SPECIALS, CHAT_TEMPLATE, downloadFolder } from "../corpora/mod.ts";
import { type GPTConfig, initGPT, llamaParts } from "../gpt/mod.ts";
import { exportToHuggingFace } from "../interop/mod.ts";
import { disposeParams, seed } from "../nn/mod.ts";
import { trainByteLevel, writeTokenizerJson } from "../tokenizers/mod.ts";

/** Whether all weights of a folder have arrived. */
async function isComplete(folder: string): Promise<boolean> {
  const exists = (file: string) => Deno.stat(join(folder, file)).then(() => true, () => false);
  const index = await Deno.readTextFile(join(folder, "model.safetensors.index.json")).catch(() => null);
  if (index === null) return await exists("model.safetensors");
  const shards = new Set<string>(Object.values(JSON.parse(index).weight_map ?? {}));
  return shards.size > 0 && (await Promise.all([...shards].map(exists))).every(Boolean);
}

/**
 * The folder of the first of these models that `./course data` has fetched; where there is none, a folder with a model of
 * Llama's layout and random weights, so that everything but the text is as with a real one.
 *
 * @param names such as "qwen3-0.6b"
 * @param o `text`: the random model's tokenizer is trained on it; `folder`: where the random model is written
 * @returns name: undefined for the random model
 */
export async function chatModelFolder(
  names: readonly string[],
  o: { readonly text: string; readonly folder: string; readonly root?: string },
): Promise<{ readonly folder: string; readonly name?: string }> {
  for (const name of names) {
    const folder = downloadFolder(name, o.root);
    if (await isComplete(folder)) return { folder, name };
  }
  await Deno.remove(o.folder, { recursive: true }).catch(() => {}); // of an earlier run
  const tokenizer = trainByteLevel([o.text], {
    vocabSize: 1000,
    specials: ["<|endoftext|>", ...CHAT_SPECIALS],
  });
  const config: GPTConfig = {
    ...llamaParts,
    vocabSize: tokenizer.vocabSize,
    blockSize: 256,
    nLayer: 8,
    nHead: 4,
    nKVHead: 2,
    nEmbd: 64,
    dropout: 0,
    tiedHead: true,
  };
  const params = initGPT(config, seed(1));
  try {
    await exportToHuggingFace(o.folder, {
      params,
      config,
      tokenizerJson: writeTokenizerJson(tokenizer),
      endOfText: "<|end|>",
      chatTemplate: CHAT_TEMPLATE,
    });
  } finally {
    disposeParams(params);
  }
  return { folder: o.folder };
}
