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
import { flattenParams, type LoRAConfig, type LoRAParams, unflattenParams } from "../nn/mod.ts";
import { basename, dirname } from "node:path";
import { type GPTConfig, validateGPTConfig } from "../gpt/config.ts";
import { exists, readJsonFile } from "./hugging_face_json.ts";
import { fromPeftConfig, toPeftConfig } from "./hugging_face_lora_config.ts";
import { type PeftLayer, peftLayers } from "./peft_layers.ts";
import { checkPeftMatrices, fromPeftMatrices, toPeftMatrices } from "./peft_matrices.ts";

const CONFIG_FILE = "adapter_config.json";
const WEIGHTS_FILE = "adapter_model.safetensors";

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
  const layers = peftLayers(config).filter(({ target }) => lora.targets.includes(target));
  const json = toPeftConfig(lora, { baseModel, layers });
  const ours = flattenParams(adapter);
  checkAdapter(ours, { layers, lora });
  const tensors = toPeftMatrices(ours, layers);
  try {
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
 * they add nothing, and training does not change them, because the gradient of each is a product with the other. For the
 * Llama family the rank may become larger than peft's, with the same result (peft_matrices.ts).
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
    const layers = peftLayers(o.config);
    const { lora, adapted } = fromPeftConfig(json, { layers, config: o.config });
    await checkWeightsFile(folder);
    const { tensors } = await readSafetensors(`${folder}/${WEIGHTS_FILE}`);
    try {
      checkPeftMatrices(tensors, layers, { adapted, rank: lora.rank });
      const { matrices, ...found } = fromPeftMatrices(tensors, layers, { lora, adapted });
      return { adapter: unflattenParams<LoRAParams>(matrices), ...found };
    } finally {
      tensors.forEach((tensor) => tensor.dispose());
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    throw new Error(`importing the LoRA adapter ${folder}: ${reason}`, { cause: error });
  }
}

/** @throws {RangeError} naming the first tensor that is missing, too many or of another shape */
function checkAdapter(
  adapter: ReadonlyMap<string, tf.Tensor>,
  { layers, lora: { rank } }: { readonly layers: readonly PeftLayer[]; readonly lora: LoRAConfig },
): void {
  const wanted = new Map<string, number[]>(
    layers.flatMap(({ name, nIn, nOut }) =>
      [[`${name}.A`, [nIn, rank]], [`${name}.B`, [rank, nOut]]] as const
    ),
  );
  for (const [name, shape] of wanted) {
    const tensor = adapter.get(name);
    if (tensor && `${tensor.shape}` === `${shape}`) continue;
    const found = tensor ? `(${tensor.shape})` : "no such tensor";
    throw new RangeError(`exporting a LoRA adapter: "${name}" must be (${shape}), found ${found}`);
  }
  const extra = [...adapter.keys()].find((name) => !wanted.has(name));
  if (extra !== undefined) {
    throw new RangeError(`exporting a LoRA adapter: "${extra}" is not part of one for this config`);
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
