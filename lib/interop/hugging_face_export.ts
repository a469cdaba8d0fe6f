/**
 * Export: one of our GPTs as a folder that Python's `transformers` opens with
 * `AutoModelForCausalLM.from_pretrained(folder)` and `AutoTokenizer.from_pretrained(folder)`.
 *
 *     config.json               the architecture (hugging_face_config.ts)
 *     generation_config.json    which token ends a text
 *     model.safetensors         the weights (hugging_face_tensors.ts)
 *     tokenizer.json            the tokenizer, as lib/tokenizers writes it
 *     tokenizer_config.json     how transformers wraps it
 *
 * With `training`, also what another trainer needs to continue (hugging_face_training.ts).
 */
import * as tf from "@tensorflow/tfjs";
import { writeFolderAtomically, writeSafetensors, writeSynced } from "../training/checkpoint/mod.ts";
import { basename, dirname } from "node:path";
import { type GPTConfig, validateGPTConfig } from "../gpt/config.ts";
import type { ModelParams } from "../gpt/gpt.ts";
import { toHuggingFaceConfig } from "./hugging_face_config.ts";
import { toHuggingFaceTensors } from "./hugging_face_tensors.ts";
import { type TrainingToContinue, writeTrainingFiles } from "./hugging_face_training.ts";

interface HuggingFaceExport {
  readonly params: ModelParams;
  readonly config: GPTConfig;
  /** The text from `writeTokenizerJson` of lib/tokenizers; without it the folder has no tokenizer. */
  readonly tokenizerJson?: string;
  /** The special token that ends a text; default "<|endoftext|>" where the tokenizer has it. */
  readonly endOfText?: string;
  /** The Jinja template that turns a conversation into one text, such as CHAT_TEMPLATE of lib/corpora. */
  readonly chatTemplate?: string;
  /** The optimizer's state, for another trainer. */
  readonly training?: TrainingToContinue;
}

/**
 * Writes the whole folder, or nothing if it fails.
 *
 * @param folder must not exist yet. While it is written, there is a hidden folder beside it.
 * @throws {RangeError} where weights, config and tokenizer do not belong together, before anything is written.
 * @throws {Deno.errors.AlreadyExists} where the folder is there already.
 * @example
 * ```ts
 * import { exportToHuggingFace, importFromHuggingFace } from "lib/interop";
 * import { initGPT, nanoGPTCharConfig } from "lib/gpt";
 * import { seed } from "lib/nn";
 * import assert from "node:assert/strict";
 * const config = { ...nanoGPTCharConfig, nLayer: 1, nEmbd: 8 };
 * const parent = await Deno.makeTempDir();
 * const folder = `${parent}/tiny-gpt`;
 * await exportToHuggingFace(folder, { params: initGPT(config, seed(1)), config });
 * const model = await importFromHuggingFace(folder);
 * assert.deepEqual(model.config, { ...config, qkvBias: true }); // Hugging Face's GPT-2 always has that bias: zeros
 * await Deno.remove(parent, { recursive: true });
 * ```
 */
export async function exportToHuggingFace(folder: string, model: HuggingFaceExport): Promise<void> {
  const { params, config, tokenizerJson, training } = model;
  validateGPTConfig(config);
  const tokenizer = tokenizerJson === undefined ? null : readTokenizer(tokenizerJson, model);
  const endOfText = tokenizer?.endOfText ?? null;
  const ids = { endOfText: endOfText?.id ?? null };
  const configJson = toHuggingFaceConfig(config, ids);
  if (training && config.experts) {
    throw new RangeError(
      "exporting to Hugging Face: training is given, but the bias of a router has no gradient in transformers, and so no " +
        "optimizer's state; export the model without training",
    );
  }
  const { tensors, made, zeros } = toHuggingFaceTensors(params, config);
  try {
    await writeFolderAtomically(dirname(folder), {
      name: basename(folder),
      write: async (temporary) => {
        const write = (name: string, text: string) => writeSynced(`${temporary}/${name}`, text);
        await write("config.json", withPoint(json(configJson)));
        await write("generation_config.json", json(generationConfig(ids)));
        // transformers requires this metadata.
        await writeSafetensors(`${temporary}/model.safetensors`, { tensors, metadata: { format: "pt" } });
        if (tokenizerJson !== undefined) {
          await write("tokenizer.json", tokenizerJson);
          await write("tokenizer_config.json", json(tokenizerConfig(model, endOfText?.text)));
        }
        if (training) await writeTrainingFiles(temporary, training, { config, frozen: zeros });
      },
    });
  } finally {
    tf.dispose([...made]);
  }
}

/** GPT-2 uses the same token to begin a text, to end it, and here also for padding. */
function generationConfig({ endOfText }: { endOfText: number | null }): Record<string, unknown> {
  return endOfText === null
    ? {}
    : { bos_token_id: endOfText, eos_token_id: endOfText, pad_token_id: endOfText };
}

/**
 * PreTrainedTokenizerFast reads any tokenizer.json in every version of transformers.
 *
 * Batches are padded with the end-of-text token, as for GPT-2, and on the left, so that each row continues right after
 * its prompt. Without an end-of-text token there is no padding token.
 */
function tokenizerConfig(
  { config, chatTemplate }: HuggingFaceExport,
  endOfText?: string,
): Record<string, unknown> {
  return {
    ...(endOfText !== undefined && { bos_token: endOfText, eos_token: endOfText, pad_token: endOfText }),
    ...(chatTemplate !== undefined && { chat_template: chatTemplate }),
    clean_up_tokenization_spaces: false,
    model_max_length: config.blockSize,
    padding_side: "left",
    tokenizer_class: "PreTrainedTokenizerFast",
  };
}

interface TokenizerFile {
  readonly added_tokens?: readonly {
    readonly content: string;
    readonly id: number;
    readonly special: boolean;
  }[];
  readonly model: { readonly vocab: Readonly<Record<string, number>> };
}

/** Finds the end-of-text token, and checks that every id has a row in the embedding table. */
function readTokenizer(
  text: string,
  { config, endOfText }: HuggingFaceExport,
): { endOfText: { id: number; text: string } | null } {
  const { added_tokens = [], model } = parseTokenizer(text);
  let highest = -1;
  for (const id of Object.values(model.vocab)) highest = Math.max(highest, id);
  for (const { id } of added_tokens) highest = Math.max(highest, id);
  if (highest >= config.vocabSize) {
    throw new RangeError(
      `exporting to Hugging Face: the tokenizer has ids up to ${highest}, but the model's vocabSize is ` +
        `${config.vocabSize}. Export the tokenizer that the model was trained with`,
    );
  }
  const wanted = endOfText ?? "<|endoftext|>";
  const token = added_tokens.find(({ content, special }) => special && content === wanted);
  if (token) return { endOfText: { id: token.id, text: token.content } };
  if (endOfText === undefined) return { endOfText: null };
  const known = added_tokens.filter(({ special }) => special).map(({ content }) => content).join(", ");
  throw new RangeError(
    `exporting to Hugging Face: endOfText is "${endOfText}", which is no special token of the tokenizer; ` +
      `it has ${known || "none"}`,
  );
}

function parseTokenizer(text: string): TokenizerFile {
  try {
    const file = JSON.parse(text);
    if (typeof file?.model?.vocab === "object") return file;
  } catch (cause) {
    throw new TypeError("exporting to Hugging Face: tokenizerJson is not JSON", { cause });
  }
  throw new TypeError(
    "exporting to Hugging Face: tokenizerJson has no model.vocab; writeTokenizerJson of lib/tokenizers makes one",
  );
}

function json(value: unknown): string {
  return JSON.stringify(value, null, 2) + "\n";
}

/** transformers refuses an integer here, and JSON.stringify writes 1.0 as 1. */
function withPoint(config: string): string {
  return config.replace(/("routed_scaling_factor": \d+)(?=[,\n])/, "$1.0");
}
