/**
 * Converts config.json of Hugging Face's GPT-2 to our GPTConfig and back. The Llama family is in llama_config.ts,
 * DeepSeek-V3 in deepseek_config.ts.
 *
 * Reading is strict: a setting that our GPT does not compute is an error that names the field. Fields that do not change
 * the result (caches, defaults of pipelines, other heads) are ignored.
 * Source: `GPT2Config` of transformers, https://huggingface.co/docs/transformers/model_doc/gpt2.
 */
import { type GPTConfig, validateGPTConfig } from "../gpt/config.ts";
import { MODERN_FIELDS } from "../gpt/modern_parts.ts";
import { DEEPSEEK_MODEL_TYPES, fromDeepSeekConfig, toDeepSeekConfig } from "./deepseek_config.ts";
import { type Fields, flag, show, size } from "./hugging_face_fields.ts";
import { checkArchitecture } from "./known_fields.ts";
import { fromLlamaConfig, LLAMA_MODEL_TYPES, toLlamaConfig } from "./llama_config.ts";

/** What config.json holds besides the architecture. */
interface ModelIds {
  /** Id of the token that ends (and, in GPT-2, begins) a text, the first if there are several; null if there is none. */
  readonly endOfText: number | null;
}

/** The object that config.json holds. @throws {RangeError} where no model of transformers computes the config */
export function toHuggingFaceConfig(config: GPTConfig, { endOfText }: ModelIds): Fields {
  validateGPTConfig(config);
  if (config.latent || config.experts) return toDeepSeekConfig(config, { endOfText });
  if (config.rotary) return toLlamaConfig(config, { endOfText });
  const modern = Object.keys(MODERN_FIELDS).find((name) => config[name as keyof GPTConfig] !== undefined);
  if (modern !== undefined) {
    throw new RangeError(
      `exporting to Hugging Face: ${modern} is ${show(config[modern as keyof GPTConfig])}, but the ` +
        "positions are learned: that is neither a GPT-2 nor of the Llama family",
    );
  }
  return {
    activation_function: "gelu_new",
    architectures: ["GPT2LMHeadModel"],
    attn_pdrop: config.dropout,
    bos_token_id: endOfText,
    dtype: "float32",
    embd_pdrop: config.dropout,
    eos_token_id: endOfText,
    initializer_range: 0.02,
    layer_norm_epsilon: 1e-5,
    model_type: "gpt2",
    n_ctx: config.blockSize,
    n_embd: config.nEmbd,
    n_head: config.nHead,
    n_inner: null,
    n_layer: config.nLayer,
    n_positions: config.blockSize,
    reorder_and_upcast_attn: false,
    resid_pdrop: config.dropout,
    scale_attn_by_inverse_layer_idx: false,
    scale_attn_weights: true,
    tie_word_embeddings: config.tiedHead,
    use_cache: true,
    vocab_size: config.vocabSize,
  };
}

/** Fields that must have one of these values; a missing field has the first one. */
const EXPECTED: Readonly<Record<string, readonly unknown[]>> = {
  activation_function: ["gelu_new", "gelu_pytorch_tanh"], // two names of the same tanh form
  layer_norm_epsilon: [1e-5],
  scale_attn_weights: [true],
  scale_attn_by_inverse_layer_idx: [false],
  add_cross_attention: [false],
};

/** The language model, and GPT2Model without a head, which is enough where the head is tied. */
const ARCHITECTURES = ["GPT2LMHeadModel", "GPT2Model"];

/**
 * Reads config.json's object.
 *
 * @param json the parsed JSON.
 * @param o.dropout the one rate of our GPT, where the file's rates differ.
 * @param o.ignoreFields see `fromLlamaConfig`.
 * @throws {TypeError} where a field is missing or has the wrong type.
 * @throws {RangeError} where it describes a model that lib/gpt does not compute.
 */
export function fromHuggingFaceConfig(
  json: unknown,
  o: { readonly dropout?: number; readonly ignoreFields?: readonly string[] } = {},
): GPTConfig & ModelIds {
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw new TypeError("config.json must hold an object");
  }
  const fields = json as Fields;
  const type = fields.model_type as string;
  const isLlama = LLAMA_MODEL_TYPES.includes(type), isDeepSeek = DEEPSEEK_MODEL_TYPES.includes(type);
  if (!isLlama && !isDeepSeek && type !== "gpt2") {
    const known = ["gpt2", ...LLAMA_MODEL_TYPES, ...DEEPSEEK_MODEL_TYPES].map(show).join(", ");
    throw new RangeError(`model_type is ${show(type)}; lib/gpt reads ${known} only`);
  }
  const config = isDeepSeek
    ? fromDeepSeekConfig(fields, o)
    : isLlama
    ? fromLlamaConfig(fields, o)
    : fromGPT2Config(fields, o);
  validateGPTConfig(config);
  return { ...config, endOfText: stopTokens(fields, config)[0] ?? null };
}

function fromGPT2Config(fields: Fields, o: { readonly dropout?: number }): GPTConfig {
  checkArchitecture(fields, ARCHITECTURES);
  for (const [name, values] of Object.entries(EXPECTED)) {
    if (!values.includes(fields[name] ?? values[0])) {
      throw new RangeError(
        `${name} is ${show(fields[name])}; lib/gpt computes with ${values.map(show).join(" or ")} only`,
      );
    }
  }
  const [nEmbd, nInner] = [size(fields, "n_embd"), fields.n_inner ?? null];
  if (nInner !== null && nInner !== 4 * nEmbd) {
    throw new RangeError(`n_inner is ${show(nInner)}; lib/gpt's MLP is 4 n_embd = ${4 * nEmbd} wide`);
  }
  return {
    vocabSize: size(fields, "vocab_size"),
    blockSize: size(fields, "n_positions"),
    nLayer: size(fields, "n_layer"),
    nHead: size(fields, "n_head"),
    nEmbd,
    dropout: o.dropout ?? dropout(fields),
    qkvBias: true,
    tiedHead: flag(fields, "tie_word_embeddings", true),
  };
}

/**
 * The ids that end a text: those of generation_config.json, as transformers takes them, else those of config.json. (Where
 * generation_config.json has none, transformers 5.23 does not end a text at all.)
 *
 * @param json the parsed config.json; its eos_token_id is an id, a list of ids, or null.
 * @param o.vocabSize ids outside the vocabulary are left out: transformers' default is 50256 for every GPT-2.
 * @param o.generation the parsed generation_config.json, if there is one.
 * @throws {TypeError} where eos_token_id is something else.
 */
export function stopTokens(
  json: unknown,
  { vocabSize, generation }: { readonly vocabSize: number; readonly generation?: unknown },
): readonly number[] {
  const idOf = (source: unknown) => (source as { readonly eos_token_id?: unknown } | null)?.eos_token_id;
  const [ofConfig, ofGeneration] = [json, generation].map((source) => idOf(source));
  const { model_type: type = "gpt2" } = json as Fields;
  const value = ofGeneration ?? (ofConfig === undefined ? DEFAULT_END[type as string] ?? null : ofConfig);
  const ids = value === null ? [] : Array.isArray(value) ? value : [value];
  const wrong = ids.find((id) => !Number.isInteger(id));
  if (wrong !== undefined) {
    throw new TypeError(
      `eos_token_id must be a token id, a list of ids or null, found ${show(value)}`,
    );
  }
  return [...new Set<number>(ids)].filter((id) => id >= 0 && id < vocabSize);
}

/** What transformers takes for a missing `eos_token_id`, by `model_type`. */
const DEFAULT_END: Readonly<Record<string, number>> = {
  gpt2: 50256,
  llama: 2,
  mistral: 2,
  exaone4: 2,
  deepseek_v3: 1,
};

/** The one dropout rate of our GPT from GPT2Config's three. */
function dropout(fields: Fields): number {
  const names = ["embd_pdrop", "attn_pdrop", "resid_pdrop"];
  const rates = names.map((name) => fields[name] ?? 0.1);
  if (rates.some((rate) => rate !== rates[0])) {
    throw new RangeError(
      `${names.join(", ")} are ${rates.map(show).join(", ")}; our GPT has one rate. ` +
        "Choose it: importFromHuggingFace(folder, { dropout: 0.1 }); it matters for training only",
    );
  }
  return rates[0] as number; // validateGPTConfig checks that it is a rate
}
