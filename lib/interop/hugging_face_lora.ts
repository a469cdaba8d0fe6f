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
import { readSafetensors, writeFolderAtomically, writeSafetensors } from "../training/checkpoint/mod.ts";
import { flattenParams, LORA_TARGETS, type LoRAConfig, type LoRAParams, unflattenParams } from "../nn/mod.ts";
import { basename, dirname } from "node:path";
import { type GPTConfig, validateGPTConfig } from "../gpt/config.ts";
import { exists, readJsonFile } from "./hugging_face_json.ts";
import { fromPeftConfig, type PeftConfig, toPeftConfig } from "./hugging_face_lora_config.ts";
import { storedTensors } from "./hugging_face_tensors.ts";

const CONFIG_FILE = "adapter_config.json";
const WEIGHTS_FILE = "adapter_model.safetensors";
const PREFIX = "base_model.model.transformer.";

interface PeftExport {
  readonly adapter: LoRAParams;
  readonly lora: LoRAConfig;
  /** The architecture of the model that the adapter is for. */
  readonly config: GPTConfig;
  /** The model's folder or name on a hub, for programs that open the adapter without naming the model. */
  readonly baseModel?: string;
}

/**
 * Writes the whole folder, or nothing if it fails.
 *
 * @param folder must not exist yet.
 * @throws {RangeError} where adapter and configs do not belong together, before anything is written.
 * @throws {Deno.errors.AlreadyExists} where the folder is there already.
 * @example
 * ```ts
 * import { exportLoRAToPeft, importLoRAFromPeft } from "lib/interop";
 * import { initGPT, nanoGPTCharConfig } from "lib/gpt";
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
    for (const { name, theirs, shape } of matrices(config, { lora, adapted: linearLayers(config) })) {
      const tensor = ours.get(name);
      if (!tensor || `${tensor.shape}` !== `${shape}`) {
        const found = tensor ? `(${tensor.shape})` : "no such tensor";
        throw new RangeError(`exporting a LoRA adapter: "${name}" must be (${shape}), found ${found}`);
      }
      ours.delete(name);
      tensors.set(theirs!, tf.transpose(tensor)); // every layer is adapted: none is null
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
 * Our adapters have the same layers in every block. If peft adapted some blocks only, A and B of the others are zeros:
 * they add nothing, and training does not change them, because the gradient of each is a product with the other.
 *
 * @param o.config the architecture of the model that it is for
 * @returns the adapter, which the caller disposes, and its config
 * @throws {Error} naming the folder, with the reason as cause: another kind of adapter, one for another model, files
 *   that are damaged or missing.
 */
export async function importLoRAFromPeft(
  folder: string,
  o: { readonly config: GPTConfig },
): Promise<{ adapter: LoRAParams; lora: LoRAConfig }> {
  try {
    const json = await readJsonFile(folder, CONFIG_FILE);
    if (json === undefined) throw new RangeError(`there is no ${CONFIG_FILE} in it`);
    const config = fromPeftConfig(json, linearLayers(o.config));
    await checkWeightsFile(folder);
    const { tensors } = await readSafetensors(`${folder}/${WEIGHTS_FILE}`);
    try {
      return { adapter: takeMatrices(tensors, matrices(o.config, config)), lora: config.lora };
    } finally {
      tensors.forEach((tensor) => tensor.dispose());
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    throw new Error(`importing the LoRA adapter ${folder}: ${reason}`, { cause: error });
  }
}

/** @throws {RangeError} where the weights are missing, or there as PyTorch's pickle only. */
async function checkWeightsFile(folder: string): Promise<void> {
  if (await exists(`${folder}/${WEIGHTS_FILE}`)) return;
  if (!await exists(`${folder}/adapter_model.bin`)) throw new RangeError(`there is no ${WEIGHTS_FILE} in it`);
  throw new RangeError(
    `its weights are in adapter_model.bin, a pickle, which can run any program when it is opened; only ${WEIGHTS_FILE} ` +
      "is read. Convert it in Python, in that folder: import torch; from safetensors.torch import save_file; " +
      'weights = torch.load("adapter_model.bin", map_location="cpu", weights_only=True); ' +
      `save_file({name: w.contiguous() for name, w in weights.items()}, "${WEIGHTS_FILE}")`,
  );
}

interface Matrix {
  /** Our name and shape. */
  readonly name: string;
  readonly shape: readonly [number, number];
  /** peft's name; its shape is transposed. Null if the file has no such matrix: zeros. */
  readonly theirs: string | null;
}

/**
 * The linear layers of a model's blocks: "h.0.attn.c_attn" …
 *
 * @throws {RangeError} for the Llama family, whose layers peft adapts one by one where ours are one
 */
function linearLayers(config: GPTConfig): string[] {
  if (config.rotary) {
    throw new RangeError(
      "peft's adapters are read and written for GPT-2 only; for a model with rotary positions, export the merged model: " +
        "exportToHuggingFace(folder, { params: mergeLoRA(params, adapter, { config: lora }), config })",
    );
  }
  return storedTensors(config).map(({ name }) => name).filter((name) => name.endsWith(".weight"))
    .map((name) => name.slice(0, -".weight".length))
    .filter((layer) => LORA_TARGETS.some((target) => layer.endsWith(`.${target}`)));
}

/** Every A and B of an adapter of ours. */
function matrices(config: GPTConfig, { lora: { rank, targets }, adapted }: PeftConfig): Matrix[] {
  const shapes = new Map(storedTensors(config).map(({ name, shape }) => [name, shape])),
    theirLayers = new Set(adapted);
  return linearLayers(config).filter((layer) => targets.some((target) => layer.endsWith(`.${target}`)))
    .flatMap((layer): Matrix[] => {
      const [nIn, nOut] = shapes.get(`${layer}.weight`)!;
      const theirs = (matrix: string) =>
        theirLayers.has(layer) ? `${PREFIX}${layer}.lora_${matrix}.weight` : null;
      return [
        { name: `${layer}.A`, theirs: theirs("A"), shape: [nIn, rank] },
        { name: `${layer}.B`, theirs: theirs("B"), shape: [rank, nOut] },
      ];
    });
}

function takeMatrices(tensors: ReadonlyMap<string, tf.Tensor>, wanted: readonly Matrix[]): LoRAParams {
  const known = new Set(wanted.map(({ theirs }) => theirs));
  const extra = [...tensors.keys()].find((name) => !known.has(name));
  if (extra !== undefined) {
    throw new RangeError(`"${extra}" is not part of an adapter for this model and ${CONFIG_FILE}`);
  }
  for (const { theirs, shape: [rows, columns] } of wanted) {
    if (theirs === null) continue;
    const tensor = tensors.get(theirs);
    if (tensor?.dtype === "float32" && `${tensor.shape}` === `${[columns, rows]}`) continue;
    const found = tensor ? `${tensor.dtype} (${tensor.shape})` : "no such tensor";
    throw new RangeError(`"${theirs}" must be float32 (${columns},${rows}) for this model, found ${found}`);
  }
  const adapter = wanted.map(({ name, theirs, shape }) =>
    [name, theirs === null ? tf.zeros([...shape]) : tf.transpose(tensors.get(theirs)!)] as const
  );
  return unflattenParams<LoRAParams>(new Map(adapter));
}
