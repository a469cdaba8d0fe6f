/**
 * adapter_config.json of Python's `peft` from and to our LoRAConfig.
 *
 * Reading is strict: a field that is set, and that our LoRA does not know to be harmless, is refused by name; peft
 * has many variants (DoRA, ranks of their own for some layers …) that a reader of A and B alone would get wrong.
 * Source: `LoraConfig` of peft, https://huggingface.co/docs/peft/package_reference/lora.
 */
import { LORA_TARGETS, type LoRAConfig, type LoRATarget, validateLoRAConfig } from "../nn/mod.ts";

/** The object that adapter_config.json holds. */
export function toPeftConfig(
  config: LoRAConfig,
  o: { readonly baseModel?: string },
): Record<string, unknown> {
  validateLoRAConfig(config);
  return {
    base_model_name_or_path: o.baseModel ?? null,
    bias: "none",
    fan_in_fan_out: true, // GPT-2's Conv1D stores (nIn, nOut)
    inference_mode: true,
    init_lora_weights: true,
    lora_alpha: config.alpha,
    lora_dropout: config.dropout,
    modules_to_save: null,
    peft_type: "LORA",
    r: config.rank,
    target_modules: [...config.targets],
    task_type: "CAUSAL_LM",
    use_dora: false,
    use_rslora: false,
  };
}

/** Fields that are read, or that do not change what A and B mean. */
const HARMLESS = new Set([
  ...["lora_alpha", "lora_dropout", "r", "target_modules"],
  ...["auto_mapping", "base_model_name_or_path", "fan_in_fan_out", "inference_mode", "layers_pattern"],
  ...["megatron_core", "peft_version", "qalora_group_size", "revision", "task_type"],
]);

/** Fields that may have these values; all others must be empty. */
const EXPECTED: Readonly<Record<string, readonly unknown[]>> = {
  bias: ["none"],
  init_lora_weights: [true, false, "gaussian"], // others (PiSSA, LoftQ …) change the model below the adapter too
  peft_type: ["LORA"],
};

/**
 * Reads adapter_config.json's object.
 *
 * @throws {TypeError} where a field is missing or has the wrong type.
 * @throws {RangeError} where it describes an adapter that lib/nn does not compute.
 */
export function fromPeftConfig(json: unknown): LoRAConfig {
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw new TypeError("adapter_config.json must hold an object");
  }
  const fields = json as Record<string, unknown>;
  for (const [name, value] of Object.entries({ peft_type: undefined, ...fields })) {
    if (HARMLESS.has(name)) continue;
    const fine = EXPECTED[name]?.includes(value) ?? isEmpty(value);
    if (fine) continue;
    const wanted = EXPECTED[name]?.map(show).join(" or ") ?? "none";
    throw new RangeError(`${name} is ${show(value)}; lib/nn's LoRA has ${wanted} only`);
  }
  const config = {
    rank: number(fields, "r"),
    alpha: number(fields, "lora_alpha"),
    targets: targets(fields.target_modules),
    dropout: number(fields, "lora_dropout", 0),
  };
  validateLoRAConfig(config);
  return config;
}

function number(fields: Record<string, unknown>, name: string, missing?: number): number {
  const value = fields[name] ?? missing;
  if (typeof value !== "number") throw new TypeError(`${name} must be a number, found ${show(value)}`);
  return value;
}

/** Our targets that peft's names mean: a name stands for every module whose path ends in it. */
function targets(value: unknown): LoRATarget[] {
  if (!Array.isArray(value) || !value.every((name) => typeof name === "string")) {
    throw new TypeError(`target_modules must be a list of names, found ${show(value)}`);
  }
  for (const name of value) {
    if (LORA_TARGETS.some((target) => `.${target}`.endsWith(`.${name}`))) continue;
    throw new RangeError(
      `target_modules names ${show(name)}; lib/nn's LoRA adapts ${LORA_TARGETS.join(", ")} only`,
    );
  }
  return LORA_TARGETS.filter((target) => value.some((name) => `.${target}`.endsWith(`.${name}`)));
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === false ||
    (typeof value === "object" && Object.keys(value).length === 0);
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? "missing";
  return text.length > 60 ? text.slice(0, 59) + "…" : text;
}
