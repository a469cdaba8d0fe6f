/**
 * Converts config.json of the Llama family (Llama, SmolLM2, Mistral, Qwen2, Qwen3, EXAONE 4) to our GPTConfig and back.
 *
 * Reading is strict: a field that is set and is not known to be harmless is an error that names it.
 * Source: the configuration classes of transformers 5.23, https://huggingface.co/docs/transformers/model_doc/llama.
 */
import type { GPTConfig } from "../gpt/config.ts";
import { headDimOf } from "../gpt/modern_parts.ts";
import { type Fields, flag, positive, show, size } from "./hugging_face_fields.ts";
import { checkArchitecture, checkFields } from "./known_fields.ts";
import { readRope, writeRope } from "./llama_rope.ts";
import { readWindows } from "./llama_windows.ts";

interface Family {
  readonly architecture: string;
  /** What transformers takes for a missing `num_key_value_heads`; the number of query heads unless given. */
  readonly nKVHead?: number;
  readonly parts: Pick<GPTConfig, "qkvBias" | "qkNorm" | "outputNorm">;
}

/** The families by `model_type`. Their names for the parts of a block differ in one point: see llama_tensors.ts. */
const FAMILIES: Readonly<Record<string, Family>> = {
  llama: { architecture: "LlamaForCausalLM", parts: { qkvBias: false } },
  mistral: { architecture: "MistralForCausalLM", nKVHead: 8, parts: { qkvBias: false } },
  qwen2: { architecture: "Qwen2ForCausalLM", nKVHead: 32, parts: { qkvBias: true } },
  qwen3: { architecture: "Qwen3ForCausalLM", nKVHead: 32, parts: { qkvBias: false, qkNorm: true } },
  exaone4: {
    architecture: "Exaone4ForCausalLM",
    nKVHead: 32,
    parts: { qkvBias: false, qkNorm: true, outputNorm: true },
  },
};

export const LLAMA_MODEL_TYPES: readonly string[] = Object.keys(FAMILIES);

/** Fields that are read, or that do not change the logits. */
const HARMLESS = new Set(
  `model_type vocab_size max_position_embeddings num_hidden_layers hidden_size head_dim
    num_attention_heads num_key_value_heads intermediate_size rms_norm_eps tie_word_embeddings
    rope_parameters rope_theta rope_scaling partial_rotary_factor attention_dropout use_sliding_window
    sliding_window max_window_layers layer_types sliding_window_pattern bos_token_id eos_token_id
    pad_token_id unk_token_id decoder_start_token_id architectures dtype torch_dtype
    transformers_version _name_or_path auto_map use_cache initializer_range pretraining_tp
    is_llama_config transformers.js_config max_length tokenizer_class return_dict id2label label2id
    problem_type chunk_size_feed_forward`.split(/\s+/),
);

/** What transformers takes for a missing `head_dim` of a Qwen3; the others' is hidden_size / num_attention_heads. */
const QWEN3_HEAD_DIM = 128;

/** Fields that must have one of these values, or be missing. */
const EXPECTED: Readonly<Record<string, readonly unknown[]>> = {
  hidden_act: ["silu", "swish"], // two names of the same function
  attention_bias: [false],
  mlp_bias: [false],
};

/**
 * Reads config.json's object.
 *
 * @param o `dropout`: the rate for further training, default the file's `attention_dropout`; `ignoreFields`: fields that
 *   may have any value, because the caller knows that they do not change the result
 * @throws {TypeError} where a field is missing or has the wrong type
 * @throws {RangeError} where it describes a model that lib/gpt does not compute
 */
export function fromLlamaConfig(
  fields: Fields,
  o: { readonly dropout?: number; readonly ignoreFields?: readonly string[] },
): GPTConfig {
  const { architecture, parts, ...family } = FAMILIES[fields.model_type as string];
  checkArchitecture(fields, [architecture, architecture.replace("ForCausalLM", "Model")]);
  checkFields(fields, { expected: EXPECTED, harmless: HARMLESS, ignored: o.ignoreFields ?? [] });
  const nHead = size(fields, "num_attention_heads"), nEmbd = size(fields, "hidden_size");
  const nLayer = size(fields, "num_hidden_layers");
  const { num_key_value_heads: kvHeads = family.nKVHead } = fields; // null is the number of query heads
  const { head_dim = fields.model_type === "qwen3" ? QWEN3_HEAD_DIM : null } = fields;
  const headDim = head_dim === null && fields.model_type !== "qwen3"
    ? nEmbd / nHead
    : size({ head_dim }, "head_dim");
  const windows = readWindows(fields, nLayer);
  return {
    vocabSize: size(fields, "vocab_size"),
    blockSize: size(fields, "max_position_embeddings"),
    nLayer,
    nHead,
    nEmbd,
    dropout: o.dropout ?? dropoutOf(fields),
    tiedHead: flag(fields, "tie_word_embeddings", false),
    nKVHead: size({ num_key_value_heads: kvHeads ?? nHead }, "num_key_value_heads"),
    headDim,
    nInner: size(fields, "intermediate_size"),
    norm: "rmsNorm",
    normEps: positive(fields, "rms_norm_eps"),
    activation: "swiglu",
    bias: false,
    rotary: {
      ...readRope(fields),
      ...(fields.model_type === "exaone4" && windows && { onlyInWindows: true }),
    },
    ...parts,
    ...(windows && { windows }),
  };
}

function dropoutOf(fields: Fields): number {
  const rate = fields.attention_dropout ?? 0;
  if (rate === 0) return 0;
  throw new RangeError(
    `attention_dropout is ${show(rate)}; our one rate is also that of the embeddings and of each block's ` +
      "results. Choose it: importFromHuggingFace(folder, { dropout: 0 }); it matters for training only",
  );
}

/** The object that config.json holds. @throws {RangeError} where no family of transformers computes the config */
export function toLlamaConfig(config: GPTConfig, o: { readonly endOfText: number | null }): Fields {
  const type = modelTypeOf(config);
  const windows = config.windows?.some((window) => window !== null) ? config.windows : undefined;
  const window = windows?.find((window) => window !== null) ?? null;
  const hasLayers = type !== "llama" && type !== "mistral";
  return {
    architectures: [FAMILIES[type].architecture],
    ...((type === "llama" || type === "qwen3") && { attention_bias: false }),
    attention_dropout: config.dropout,
    bos_token_id: o.endOfText,
    dtype: "float32",
    eos_token_id: o.endOfText,
    head_dim: headDimOf(config),
    hidden_act: "silu",
    hidden_size: config.nEmbd,
    initializer_range: 0.02,
    intermediate_size: config.nInner ?? 4 * config.nEmbd,
    max_position_embeddings: config.blockSize,
    ...(type === "llama" && { mlp_bias: false }),
    model_type: type,
    num_attention_heads: config.nHead,
    num_hidden_layers: config.nLayer,
    num_key_value_heads: config.nKVHead ?? config.nHead,
    rms_norm_eps: config.normEps ?? 1e-5,
    ...writeRope(config.rotary!),
    ...(type !== "llama" && { sliding_window: window }),
    ...(type.startsWith("qwen") && { use_sliding_window: window !== null, max_window_layers: config.nLayer }),
    ...(type === "exaone4" && { sliding_window_pattern: null }),
    ...(hasLayers && {
      layer_types: Array.from(
        { length: config.nLayer },
        (_, i) => windows?.[i] ? "sliding_attention" : "full_attention",
      ),
    }),
    tie_word_embeddings: config.tiedHead,
    use_cache: true,
    vocab_size: config.vocabSize,
  };
}

/** The family that computes a config with rotary positions. */
function modelTypeOf(config: GPTConfig): string {
  const refuse = (name: keyof GPTConfig, wanted: string): never => {
    throw new RangeError(
      `exporting to Hugging Face: ${name} is ${show(config[name])}; with rotary positions transformers ` +
        `has models with ${wanted}`,
    );
  };
  const { windows = [], nLayer } = config;
  if (config.norm !== "rmsNorm") refuse("norm", '"rmsNorm" only');
  if (config.activation !== "swiglu") refuse("activation", '"swiglu" only');
  if (config.bias !== false) refuse("bias", "false only");
  const sizes = new Set(windows.filter((window) => window !== null));
  if (sizes.size > 1) refuse("windows", "one size of window only");
  const isEverywhere = sizes.size === 1 && windows.every((window) => window !== null) &&
    windows.length === nLayer;
  if (config.qkvBias && (config.qkNorm || config.outputNorm)) refuse("qkvBias", "no QK-norm then");
  if (config.outputNorm && !config.qkNorm) refuse("outputNorm", "QK-norm, too, then (EXAONE 4)");
  const onlyInWindows = config.rotary!.onlyInWindows ?? false;
  if (config.outputNorm) {
    if (sizes.size > 0 && !isEverywhere && !onlyInWindows) {
      refuse("rotary", "onlyInWindows, where outputNorm and windows are");
    }
    return "exaone4";
  }
  if (onlyInWindows) refuse("rotary", "onlyInWindows with outputNorm only (EXAONE 4)");
  if (config.qkNorm) return "qwen3";
  if (config.qkvBias) return "qwen2";
  if (sizes.size === 0) return "llama";
  return isEverywhere
    ? "mistral"
    : refuse("windows", "a window in all layers or in none, without qkvBias or qkNorm");
}
