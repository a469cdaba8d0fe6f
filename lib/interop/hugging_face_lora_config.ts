/**
 * Converts adapter_config.json of Python's `peft` to our LoRAConfig and back.
 *
 * Reading is strict: a field that is set and is not known to be harmless is an error that names it. peft has many variants
 * (DoRA, other ranks for some layers …) that give wrong results if only A and B are read.
 * Source: `LoraConfig` of peft, https://huggingface.co/docs/peft/package_reference/lora.
 */
import { LORA_TARGETS, type LoRAConfig, validateLoRAConfig } from "../nn/mod.ts";
import type { GPTConfig } from "../gpt/config.ts";
import { modulesBeyond, type PeftLayer } from "./peft_layers.ts";
import { show } from "./hugging_face_fields.ts";
import { isUnset } from "./known_fields.ts";
import { adaptedLayers } from "./peft_target_modules.ts";

/**
 * The object that adapter_config.json holds.
 *
 * @param o.layers those of the model that are adapted
 */
export function toPeftConfig(
  config: LoRAConfig,
  o: { readonly baseModel?: string; readonly layers: readonly PeftLayer[] },
): Record<string, unknown> {
  validateLoRAConfig(config);
  const isGPT2 = o.layers.every(({ parts }) =>
    parts.length === 1 && parts[0].path.startsWith("transformer.")
  );
  const lastNames = o.layers.flatMap(({ parts }) => parts.map(({ path }) => path.split(".").at(-1)!));
  return {
    base_model_name_or_path: o.baseModel ?? null,
    bias: "none",
    fan_in_fan_out: isGPT2, // its Conv1D stores (nIn, nOut)
    inference_mode: true,
    init_lora_weights: true,
    lora_alpha: config.alpha,
    lora_dropout: config.dropout,
    modules_to_save: null,
    peft_type: "LORA",
    r: config.rank,
    target_modules: isGPT2 ? [...config.targets] : [...new Set(lastNames)], // GPT-2 has two layers "c_proj"
    task_type: "CAUSAL_LM",
    use_dora: false,
    use_rslora: false,
  };
}

/** Fields that are read, or that do not change what A and B mean. */
const HARMLESS = new Set(
  `lora_alpha lora_dropout r use_rslora target_modules exclude_modules layers_pattern
    layers_to_transform auto_mapping base_model_name_or_path ensure_weight_tying eva_config
    fan_in_fan_out inference_mode megatron_core peft_version qalora_group_size revision runtime_config
    task_type`.split(/\s+/),
);

/** Fields that may have these values; all other fields must be empty. */
const EXPECTED: Readonly<Record<string, readonly unknown[]>> = {
  bias: ["none"],
  // How A and B began; others (PiSSA, LoftQ …) change the model below the adapter too.
  init_lora_weights: [true, false, "gaussian", "eva", "orthogonal", null],
  peft_type: ["LORA"],
};

/** The contents of adapter_config.json: our config, and the paths of peft's layers that have an A and a B. */
interface PeftConfig {
  readonly lora: LoRAConfig;
  readonly adapted: ReadonlySet<string>;
}

/**
 * Reads adapter_config.json's object.
 *
 * rsLoRA (`use_rslora`) scales by alpha / √rank instead of alpha / rank; here alpha is multiplied by √rank.
 *
 * @param o.layers the linear layers of the model's blocks
 * @throws {TypeError} where a field is missing or has the wrong type.
 * @throws {RangeError} where it describes an adapter that lib/nn does not compute.
 */
export function fromPeftConfig(
  json: unknown,
  o: { readonly layers: readonly PeftLayer[]; readonly config: GPTConfig },
): PeftConfig {
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw new TypeError("adapter_config.json must hold an object");
  }
  const fields = json as Record<string, unknown>;
  for (const [name, value] of Object.entries({ peft_type: undefined, ...fields })) {
    if (HARMLESS.has(name)) continue;
    const fine = EXPECTED[name]?.includes(value) ?? isUnset(value);
    if (fine) continue;
    const wanted = EXPECTED[name]?.map(show).join(" or ") ?? "none";
    throw new RangeError(`${name} is ${show(value)}; lib/nn's LoRA has ${wanted} only`);
  }
  const { use_rslora: isStabilised = false } = fields;
  if (typeof isStabilised !== "boolean") {
    throw new TypeError(`use_rslora must be true or false, found ${show(isStabilised)}`);
  }
  const rank = number(fields, "r");
  const paths = o.layers.flatMap(({ parts }) => parts.map(({ path }) => path));
  const adapted = new Set(adaptedLayers(fields, paths, modulesBeyond(o.config)));
  const isAdapted = ({ parts }: PeftLayer) => parts.some(({ path }) => adapted.has(path));
  const lora = {
    rank,
    alpha: number(fields, "lora_alpha") * (isStabilised ? Math.sqrt(rank) : 1),
    targets: LORA_TARGETS.filter((name) =>
      o.layers.some((layer) => layer.target === name && isAdapted(layer))
    ),
    dropout: number(fields, "lora_dropout", 0),
  };
  validateLoRAConfig(lora);
  return { lora, adapted };
}

function number(fields: Record<string, unknown>, name: string, missing?: number): number {
  const value = fields[name] ?? missing;
  if (typeof value !== "number") throw new TypeError(`${name} must be a number, found ${show(value)}`);
  return value;
}
