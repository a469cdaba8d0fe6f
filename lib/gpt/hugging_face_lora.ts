/**
 * LoRA adapters as folders that Python's `peft` opens on an exported model, and back:
 *
 *     adapter_config.json         rank, alpha, targets, dropout (hugging_face_lora_config.ts)
 *     adapter_model.safetensors   A and B of every adapted layer
 *
 *     model = AutoModelForCausalLM.from_pretrained("my-gpt")          # exportToHuggingFace
 *     model = PeftModel.from_pretrained(model, "my-gpt-lora")         # exportLoRAToPeft
 *
 * peft keeps A as (rank, nIn) and B as (nOut, rank), PyTorch's layout; ours are their transposes.
 */
import * as tf from "@tensorflow/tfjs";
import { readSafetensors, writeFolderAtomically, writeSafetensors } from "../checkpoint/mod.ts";
import { flattenParams, type LoRAConfig, type LoRAParams, unflattenParams } from "../nn/mod.ts";
import { basename, dirname } from "node:path";
import { type GPTConfig, validateGPTConfig } from "./config.ts";
import { fromPeftConfig, toPeftConfig } from "./hugging_face_lora_config.ts";
import { huggingFaceShapes } from "./hugging_face_tensors.ts";

const CONFIG_FILE = "adapter_config.json";
const WEIGHTS_FILE = "adapter_model.safetensors";
const PREFIX = "base_model.model.transformer.";

export interface PeftExport {
  readonly adapter: LoRAParams;
  readonly lora: LoRAConfig;
  /** The architecture of the model that the adapter is for. */
  readonly config: GPTConfig;
  /** Where the model lies, a folder or a name on a hub: for those who open the adapter without naming the model. */
  readonly baseModel?: string;
}

/**
 * Writes the folder: whole, or not at all.
 *
 * @param folder must not exist yet.
 * @throws {RangeError} where adapter and configs do not belong together, before anything is written.
 * @throws {Deno.errors.AlreadyExists} where the folder is there already.
 * @example
 * ```ts
 * import { exportLoRAToPeft, importLoRAFromPeft, initGPT, nanoGPTCharConfig } from "lib/gpt";
 * import { initLoRA, LORA_DEFAULTS, seed } from "lib/nn";
 * import assert from "node:assert/strict";
 * const config = { ...nanoGPTCharConfig, nLayer: 1, nEmbd: 8 };
 * const lora = { ...LORA_DEFAULTS, rank: 2 };
 * const adapter = initLoRA(initGPT(config, seed(1)), { config: lora, seed: seed(2) });
 * const parent = await Deno.makeTempDir();
 * await exportLoRAToPeft(`${parent}/lora`, { adapter, lora, config });
 * assert.deepEqual((await importLoRAFromPeft(`${parent}/lora`, { config })).lora, lora);
 * await Deno.remove(parent, { recursive: true });
 * ```
 */
export async function exportLoRAToPeft(folder: string, o: PeftExport): Promise<void> {
  const { adapter, lora, config, baseModel } = o;
  validateGPTConfig(config);
  const json = toPeftConfig(lora, { baseModel });
  const ours = flattenParams(adapter);
  const tensors = new Map<string, tf.Tensor>();
  try {
    for (const { name, theirs, shape } of matrices(config, lora)) {
      const tensor = ours.get(name);
      if (!tensor || `${tensor.shape}` !== `${shape}`) {
        const found = tensor ? `(${tensor.shape})` : "no such tensor";
        throw new RangeError(`exporting a LoRA adapter: "${name}" must be (${shape}), found ${found}`);
      }
      ours.delete(name);
      tensors.set(theirs, tf.transpose(tensor));
    }
    const [extra] = ours.keys();
    if (extra !== undefined) {
      throw new RangeError(`exporting a LoRA adapter: "${extra}" is not part of one for this config`);
    }
    await writeFolderAtomically(dirname(folder), {
      name: basename(folder),
      write: async (temporary) => {
        await Deno.writeTextFile(`${temporary}/${CONFIG_FILE}`, JSON.stringify(json, null, 2) + "\n");
        await writeSafetensors(`${temporary}/${WEIGHTS_FILE}`, { tensors, metadata: { format: "pt" } });
      },
    });
  } finally {
    tf.dispose([...tensors.values()]);
  }
}

/**
 * Reads a LoRA adapter that peft (or `exportLoRAToPeft`) saved, for `withLoRA` and `mergeLoRA`.
 *
 * @param o.config the architecture of the model that it is for
 * @returns the adapter, the caller's to dispose, and its config
 * @throws {Error} naming the folder, with the reason as cause: another kind of adapter, one for another model, files
 *   that are damaged or missing.
 */
export async function importLoRAFromPeft(
  folder: string,
  o: { readonly config: GPTConfig },
): Promise<{ adapter: LoRAParams; lora: LoRAConfig }> {
  try {
    const lora = fromPeftConfig(JSON.parse(await Deno.readTextFile(`${folder}/${CONFIG_FILE}`)));
    const { tensors } = await readSafetensors(`${folder}/${WEIGHTS_FILE}`);
    try {
      return { adapter: takeMatrices(tensors, matrices(o.config, lora)), lora };
    } finally {
      tensors.forEach((tensor) => tensor.dispose());
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    throw new Error(`importing the LoRA adapter ${folder}: ${reason}`, { cause: error });
  }
}

interface Matrix {
  /** Our name and shape. */
  readonly name: string;
  readonly shape: readonly [number, number];
  /** peft's name; the shape there is the other way round. */
  readonly theirs: string;
}

/** Every A and B of an adapter. */
function matrices(config: GPTConfig, { rank, targets }: LoRAConfig): Matrix[] {
  const found: Matrix[] = [];
  for (const [weight, [nIn, nOut]] of huggingFaceShapes(config)) {
    const layer = weight.slice(0, -".weight".length);
    if (!weight.endsWith(".weight") || !targets.some((target) => layer.endsWith(`.${target}`))) continue;
    found.push({ name: `${layer}.A`, theirs: `${PREFIX}${layer}.lora_A.weight`, shape: [nIn, rank] });
    found.push({ name: `${layer}.B`, theirs: `${PREFIX}${layer}.lora_B.weight`, shape: [rank, nOut] });
  }
  return found;
}

function takeMatrices(tensors: ReadonlyMap<string, tf.Tensor>, wanted: readonly Matrix[]): LoRAParams {
  const known = new Set(wanted.map(({ theirs }) => theirs));
  const extra = [...tensors.keys()].find((name) => !known.has(name));
  if (extra !== undefined) throw new RangeError(`"${extra}" is not part of an adapter for this model`);
  for (const { theirs, shape: [rows, columns] } of wanted) {
    const tensor = tensors.get(theirs);
    if (tensor?.dtype === "float32" && `${tensor.shape}` === `${[columns, rows]}`) continue;
    const found = tensor ? `${tensor.dtype} (${tensor.shape})` : "no such tensor";
    throw new RangeError(`"${theirs}" must be float32 (${columns},${rows}) for this model, found ${found}`);
  }
  const adapter = wanted.map(({ name, theirs }) => [name, tf.transpose(tensors.get(theirs)!)] as const);
  return unflattenParams<LoRAParams>(new Map(adapter));
}
