/**
 * Import: reads a Hugging Face folder of a GPT-2, of the Llama family (llama_config.ts) or of DeepSeek-V3's layout
 * (deepseek_config.ts) as our GPT.
 *
 * The weights may be in one safetensors file or in shards with an index, in float32, float16 or bfloat16 (they become
 * float32). All names and shapes in the files' headers are checked against config.json before any weight is read.
 */
import * as tf from "@tensorflow/tfjs";
import { unflattenParams } from "../nn/mod.ts";
import { bfloat16Weight } from "../gpt/bfloat16_weights.ts";
import type { GPTConfig } from "../gpt/config.ts";
import type { GPTParams } from "../gpt/gpt.ts";
import { fromHuggingFaceConfig, stopTokens } from "./hugging_face_config.ts";
import { isInterleaved } from "./deepseek_config.ts";
import type { Fields } from "./hugging_face_fields.ts";
import { readJsonFile, readOptionalText } from "./hugging_face_json.ts";
import { HEAD, storedTensors, toHuggingFaceName } from "./hugging_face_tensors.ts";
import { findTensors, readFloats, readWeight, type TensorSources } from "./hugging_face_weights.ts";
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
   * How the matrices are kept in memory, default "float32". With "bfloat16" a model takes half the memory, while it is
   * loaded too, and writes a single text faster; files in bfloat16, as most are, lose nothing (bfloat16_weights.ts of
   * lib/gpt).
   */
  readonly weights?: "float32" | "bfloat16";
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
    const params = await readParams(sources, { config, stored, weights: o.weights });
    const tokenizerJson = await readOptionalText(`${folder}/tokenizer.json`);
    return { params, config, endOfText, stopTokens: ends, tokenizerJson };
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    throw new Error(`importing the Hugging Face model ${folder}: ${reason}`, { cause: error });
  }
}

interface Wanted {
  readonly config: GPTConfig;
  readonly stored: readonly StoredTensor[];
  readonly weights?: ImportOptions["weights"];
}

function checkShapes(sources: TensorSources, { config, stored }: Wanted): void {
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

/**
 * The parameters. Each is read, put together and, for bfloat16, rounded before the next one is read, so that only one
 * weight is in memory as float32 beside those that are kept. The largest comes first: reading a weight takes some more
 * memory for a moment, and then the fewest others are there.
 */
async function readParams(
  sources: TensorSources,
  { config, stored, weights = "float32" }: Wanted,
): Promise<GPTParams> {
  const read = new Map<string, tf.Tensor>(), [embedding] = stored;
  const sizeOf = ({ shape }: StoredTensor) => shape.reduce((count, size) => count * size, 1);
  try {
    for (const one of stored.toSorted((a, b) => sizeOf(b) - sizeOf(a))) {
      const tensor = await readWeight(sources, one);
      read.set(one.name, tensor);
      if (one === embedding && config.tiedHead && sources.has(HEAD)) {
        await checkTiedHead(sources, tensor, toHuggingFaceName(one.parts[0].name, config));
      }
      const small = weights === "bfloat16" ? bfloat16Weight(one.name, tensor) : null;
      if (small === null) continue;
      read.set(one.name, small);
      tensor.dispose();
    }
    // In the model's order, so that sums over the tree do not depend on the order of reading.
    return unflattenParams<GPTParams>(new Map(stored.map(({ name }) => [name, read.get(name)!])));
  } catch (error) {
    for (const tensor of read.values()) tensor.dispose();
    throw error;
  }
}

/** Checks that a tied head that is saved a second time is the embedding. */
async function checkTiedHead(sources: TensorSources, embedding: tf.Tensor, name: string): Promise<void> {
  const head = await readFloats(sources, HEAD);
  const same = tf.tidy(() => tf.all(tf.equal(head, embedding)));
  const isSame = (await same.data())[0];
  tf.dispose([head, same]);
  if (isSame) return;
  throw new RangeError(`tie_word_embeddings is true, but ${HEAD} is not ${name}`);
}
