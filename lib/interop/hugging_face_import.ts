/**
 * Import: reads a Hugging Face folder of a GPT-2, of the Llama family (llama_config.ts) or of DeepSeek-V3's layout
 * (deepseek_config.ts) as our GPT.
 *
 * The weights may be in one safetensors file or in shards with an index, in float32, float16 or bfloat16 (they become
 * float32). All names and shapes in the files' headers are checked against config.json before any weight is read.
 */
import * as tf from "@tensorflow/tfjs";
import { readSafetensors, readSafetensorsHeader } from "../training/checkpoint/mod.ts";
import { unflattenParams } from "../nn/mod.ts";
import { bfloat16Weight } from "../gpt/bfloat16_weights.ts";
import type { GPTConfig } from "../gpt/config.ts";
import type { GPTParams } from "../gpt/gpt.ts";
import { fromHuggingFaceConfig, stopTokens } from "./hugging_face_config.ts";
import { isInterleaved } from "./deepseek_config.ts";
import type { Fields } from "./hugging_face_fields.ts";
import { exists, readJsonFile, readOptionalText } from "./hugging_face_json.ts";
import { fromStored, HEAD, storedTensors, toHuggingFaceName, withoutPrefix } from "./hugging_face_tensors.ts";
import type { StoredTensor } from "./stored_tensor.ts";

interface HuggingFaceModel {
  /** ModelParams, with GPT-2's type as those of `initGPT`. The caller disposes them. */
  readonly params: GPTParams;
  readonly config: GPTConfig;
  /** tokenizer.json, for `readTokenizerJson` of lib/tokenizers; null if the folder has none. */
  readonly tokenizerJson: string | null;
  /** Id of the token that ends a text, the first of several in config.json; null where there is none. */
  readonly endOfText: number | null;
  /** Every id that ends a text (of generation_config.json, else of config.json), for `generate` of lib/gpt. */
  readonly stopTokens: readonly number[];
}

export interface ImportOptions {
  /** The rate for further training, where the file's rates are not our one rate. */
  readonly dropout?: number;
  /** Fields of a Llama's config.json that lib/gpt does not know and may have any value. */
  readonly ignoreFields?: readonly string[];
  /**
   * How the matrices are kept in memory, default "float32". With "bfloat16" a model takes half the memory and writes a
   * single text faster; files in bfloat16, as most are, lose nothing (bfloat16_weights.ts of lib/gpt).
   */
  readonly weights?: "float32" | "bfloat16";
}

/** The file that holds a tensor, and the tensor's name and shape there. */
interface TensorSource {
  readonly file: string;
  readonly name: string;
  readonly shape: readonly number[];
}

/**
 * Reads the folder.
 *
 * @throws {Error} naming the folder, with the reason as cause: another architecture, a setting that our GPT does
 *   not compute, tensors that are missing, too many or of the wrong shape, files that are damaged or missing.
 */
export async function importFromHuggingFace(
  folder: string,
  o: ImportOptions = {},
): Promise<HuggingFaceModel> {
  try {
    const json = await readJsonFile(folder, "config.json");
    if (json === undefined) throw new RangeError("there is no config.json in it");
    const { endOfText, ...config } = fromHuggingFaceConfig(json, o);
    const ends = stopTokens(json, {
      vocabSize: config.vocabSize,
      generation: await readJsonFile(folder, "generation_config.json") ?? null,
    });
    const sources = await findTensors(folder);
    const stored = storedTensors(config, { interleaved: isInterleaved(json as Fields) });
    checkShapes(sources, { config, stored });
    const params = await readParams(folder, sources, { config, stored, weights: o.weights });
    const tokenizerJson = await readOptionalText(`${folder}/tokenizer.json`);
    return { params, config, endOfText, stopTokens: ends, tokenizerJson };
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    throw new Error(`importing the Hugging Face model ${folder}: ${reason}`, { cause: error });
  }
}

/** Every weight in the folder's files by its name without prefix. */
async function findTensors(folder: string): Promise<Map<string, TensorSource>> {
  const sources = new Map<string, TensorSource>();
  for (const [file, listed] of await weightFiles(folder)) {
    const { entries } = await readSafetensorsHeader(`${folder}/${file}`);
    for (const name of listed ?? entries.keys()) {
      const bare = withoutPrefix(name);
      if (bare === null) continue;
      const entry = entries.get(name);
      if (!entry) throw new RangeError(`the index says that "${name}" lies in ${file}, but it does not`);
      if (sources.has(bare)) {
        throw new RangeError(`"${bare}" is there twice: ${sources.get(bare)!.name}, ${name}`);
      }
      sources.set(bare, { file, name, shape: entry.shape });
    }
  }
  return sources;
}

/** The weight files, and for shards the tensors that the index lists for each. As in transformers, one whole file comes first. */
async function weightFiles(folder: string): Promise<Map<string, string[] | null>> {
  if (await exists(`${folder}/model.safetensors`)) return new Map([["model.safetensors", null]]);
  const index = await readJsonFile(folder, "model.safetensors.index.json");
  if (index === undefined) {
    throw new RangeError(
      "there is no model.safetensors and no model.safetensors.index.json in it; a folder with pytorch_model.bin " +
        "alone can be saved again in Python: model.save_pretrained(folder)",
    );
  }
  const map = (index as { weight_map?: unknown } | null)?.weight_map;
  if (typeof map !== "object" || map === null || Array.isArray(map)) {
    throw new TypeError("model.safetensors.index.json needs a weight_map from tensor names to files");
  }
  const files = new Map<string, string[]>();
  for (const [name, file] of Object.entries(map)) {
    // Only a plain file name: a downloaded index must not point outside its folder.
    if (typeof file !== "string" || !/^[\w-][\w.-]*\.safetensors$/.test(file)) {
      throw new RangeError(
        `weight_map["${name}"] must be a safetensors file beside it, found ${JSON.stringify(file)}`,
      );
    }
    files.set(file, [...files.get(file) ?? [], name]);
  }
  return files;
}

interface Wanted {
  readonly config: GPTConfig;
  readonly stored: readonly StoredTensor[];
  readonly weights?: ImportOptions["weights"];
}

function checkShapes(sources: Map<string, TensorSource>, { config, stored }: Wanted): void {
  const wanted = new Map(
    stored.flatMap(({ parts }) => parts.map(({ name, shape }) => [name, shape] as const)),
  );
  const faults: string[] = [];
  for (const [name, shape] of wanted) {
    const source = sources.get(name);
    if (!source) faults.push(`${name} (${shape}) is missing`);
    else if (`${source.shape}` !== `${shape}`) {
      faults.push(`${name} is (${source.shape}), expected (${shape})`);
    }
  }
  const head = sources.get(HEAD); // a tied head may be saved a second time
  if (config.tiedHead && head && `${head.shape}` !== `${[config.vocabSize, config.nEmbd]}`) {
    faults.push(`${HEAD} is (${head.shape}), expected (${config.vocabSize},${config.nEmbd})`);
  }
  for (const name of sources.keys()) {
    if (!wanted.has(name) && name !== HEAD) {
      faults.push(`${name} is not part of this ${config.rotary ? "model" : "GPT-2"}`);
    }
  }
  if (faults.length === 0) return;
  const more = faults.length > 4 ? `; and ${faults.length - 4} more` : "";
  throw new RangeError(
    `config.json and weights do not belong together: ${faults.slice(0, 4).join("; ")}${more}`,
  );
}

async function readParams(
  folder: string,
  sources: Map<string, TensorSource>,
  { config, stored, weights = "float32" }: Wanted,
): Promise<GPTParams> {
  const found = new Map<string, tf.Tensor>(), params = new Map<string, tf.Tensor>();
  try {
    for (const file of new Set([...sources.values()].map((source) => source.file))) {
      const here = [...sources].filter(([, source]) => source.file === file);
      const { tensors } = await readSafetensors(`${folder}/${file}`, {
        names: here.map(([, { name }]) => name),
      });
      for (const [name, source] of here) found.set(name, tensors.get(source.name)!);
    }
    for (const [name, tensor] of found) {
      if (tensor.dtype !== "float32") throw new TypeError(`"${name}" holds ${tensor.dtype}, expected floats`);
    }
    if (config.tiedHead && found.has(HEAD)) {
      await checkTiedHead(found, { config, embedding: stored[0].parts[0].name });
    }
    // In the model's order, so that sums over the tree do not depend on the file's order.
    for (const one of stored) {
      const parts = one.parts.map(({ name }) => found.get(name)!);
      const tensor = fromStored(one, parts);
      params.set(one.name, tensor);
      for (const { name } of one.parts) {
        if (found.get(name) !== tensor) found.get(name)!.dispose(); // no second copy of the model
        found.delete(name);
      }
      const small = weights === "bfloat16" ? bfloat16Weight(one.name, tensor) : null;
      if (small === null) continue;
      params.set(one.name, small);
      tensor.dispose();
    }
    return unflattenParams<GPTParams>(params);
  } catch (error) {
    for (const tensor of [...found.values(), ...params.values()]) tensor.dispose();
    throw error;
  }
}

/** Takes a tied head that is saved a second time out of `found`, and checks that it is the embedding. */
async function checkTiedHead(
  found: Map<string, tf.Tensor>,
  o: { readonly config: GPTConfig; readonly embedding: string },
): Promise<void> {
  const head = found.get(HEAD)!;
  found.delete(HEAD);
  const same = tf.tidy(() => tf.all(tf.equal(head, found.get(o.embedding)!)));
  const isSame = (await same.data())[0];
  tf.dispose([head, same]);
  if (isSame) return;
  throw new RangeError(
    `tie_word_embeddings is true, but ${HEAD} is not ${toHuggingFaceName(o.embedding, o.config)}`,
  );
}
