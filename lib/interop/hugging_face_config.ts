/**
 * Converts config.json of Hugging Face's GPT-2 to our GPTConfig and back.
 *
 * Reading is strict: a setting that our GPT does not compute is an error that names the field. Fields that do not change
 * the result (caches, defaults of pipelines, other heads) are ignored.
 * Source: `GPT2Config` of transformers, https://huggingface.co/docs/transformers/model_doc/gpt2.
 */
import { type GPTConfig, validateGPTConfig } from "../gpt/config.ts";

/** What config.json holds besides the architecture. */
interface ModelIds {
  /** Id of the token that ends (and, in GPT-2, begins) a text, the first if there are several; null if there is none. */
  readonly endOfText: number | null;
}

/** The object that config.json holds. */
export function toHuggingFaceConfig(config: GPTConfig, { endOfText }: ModelIds): Record<string, unknown> {
  validateGPTConfig(config);
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
 * @param o.dropout the one rate of our GPT, where the file's three rates differ.
 * @throws {TypeError} where a field is missing or has the wrong type.
 * @throws {RangeError} where it describes a model that lib/gpt does not compute.
 */
export function fromHuggingFaceConfig(
  json: unknown,
  o: { readonly dropout?: number } = {},
): GPTConfig & ModelIds {
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw new TypeError("config.json must hold an object");
  }
  const fields = json as Record<string, unknown>;
  if (fields.model_type !== "gpt2") {
    throw new RangeError(`model_type is ${show(fields.model_type)}; lib/gpt reads "gpt2" only`);
  }
  checkArchitectures(fields.architectures ?? ARCHITECTURES.slice(0, 1));
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
  const tiedHead = fields.tie_word_embeddings ?? true;
  if (typeof tiedHead !== "boolean") {
    throw new TypeError(`tie_word_embeddings must be true or false, found ${show(tiedHead)}`);
  }
  const config = {
    vocabSize: size(fields, "vocab_size"),
    blockSize: size(fields, "n_positions"),
    nLayer: size(fields, "n_layer"),
    nHead: size(fields, "n_head"),
    nEmbd,
    dropout: o.dropout ?? dropout(fields),
    qkvBias: true,
    tiedHead,
  };
  validateGPTConfig(config);
  return { ...config, endOfText: stopTokens(fields, config)[0] ?? null };
}

/**
 * The ids that end a text, as transformers generates: those of generation_config.json, else those of config.json.
 *
 * @param json the parsed config.json; its eos_token_id is an id, a list of ids, or null.
 * @param o.vocabSize ids outside the vocabulary are left out: transformers' default is GPT-2's 50256 for every model.
 * @param o.generation the parsed generation_config.json, if there is one.
 * @throws {TypeError} where eos_token_id is something else.
 */
export function stopTokens(
  json: unknown,
  { vocabSize, generation }: { readonly vocabSize: number; readonly generation?: unknown },
): readonly number[] {
  const idOf = (source: unknown) => (source as { readonly eos_token_id?: unknown } | null)?.eos_token_id;
  const [ofConfig, ofGeneration] = [json, generation].map((source) => idOf(source));
  const value = ofGeneration ?? (ofConfig === undefined ? 50256 : ofConfig);
  const ids = value === null ? [] : Array.isArray(value) ? value : [value];
  const wrong = ids.find((id) => !Number.isInteger(id));
  if (wrong !== undefined) {
    throw new TypeError(
      `eos_token_id must be a token id, a list of ids or null, found ${show(value)}`,
    );
  }
  return [...new Set<number>(ids)].filter((id) => id >= 0 && id < vocabSize);
}

function checkArchitectures(value: unknown): void {
  const names = Array.isArray(value) ? value : [value];
  const other = names.find((name) => !ARCHITECTURES.includes(name));
  if (other !== undefined) {
    throw new RangeError(
      `architectures names ${show(other)}; lib/gpt reads the language model, ${ARCHITECTURES.join(" or ")}`,
    );
  }
}

function size(fields: Record<string, unknown>, name: string): number {
  const value = fields[name];
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 1) {
    throw new TypeError(`${name} must be a whole number from 1 up, found ${show(value)}`);
  }
  return value;
}

/** The one dropout rate of our GPT from GPT2Config's three. */
function dropout(fields: Record<string, unknown>): number {
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

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? "missing";
  return text.length > 60 ? text.slice(0, 59) + "…" : text;
}
