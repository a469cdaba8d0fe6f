/** The architecture of a GPT as one plain object, its checks, and the architectures that the course uses. */
import { expertsOf, expertsParameterCount, latentParameterCount } from "./deepseek_parts.ts";
import { headDimOf, MODERN_FIELDS, type ModernParts, validateModernParts } from "./modern_parts.ts";

/**
 * Architecture only; how it is trained and sampled are options of `lib/training` and `lib/gpt`.
 *
 * The fields below are GPT-2's. The optional ones of `ModernParts` make a Llama, a Qwen or an EXAONE of it.
 */
export interface GPTConfig extends ModernParts {
  /** Number of different tokens. */
  readonly vocabSize: number;
  /** Longest input, in tokens. */
  readonly blockSize: number;
  readonly nLayer: number;
  readonly nHead: number;
  /** Width of the residual stream; a multiple of nHead, unless headDim is given. */
  readonly nEmbd: number;
  /** Dropout rate during training: of embeddings, attention weights and each block's two results. */
  readonly dropout: number;
  /** Whether queries, keys and values have a bias. */
  readonly qkvBias: boolean;
  /** Whether the output head uses the token embedding (GPT-2) or has its own weights. */
  readonly tiedHead: boolean;
}

/** OpenAI's smallest GPT-2: 124,439,808 parameters. */
export const gpt2Config: GPTConfig = Object.freeze({
  vocabSize: 50257,
  blockSize: 1024,
  nLayer: 12,
  nHead: 12,
  nEmbd: 768,
  dropout: 0.1,
  qkvBias: true,
  tiedHead: true,
});

/**
 * The model of the lecture behind the first blog post: GPT-2 with its own weights in the head, no bias in queries, keys and
 * values, and a context of 128 tokens (it trains on windows of 32): 162,321,408 parameters.
 */
export const lecture162MConfig: GPTConfig = Object.freeze({
  ...gpt2Config,
  blockSize: 128,
  qkvBias: false,
  tiedHead: false,
});

/** nanoGPT's character-level Shakespeare on a CPU (`config/train_shakespeare_char.py`, README): 65 characters. */
export const nanoGPTCharConfig: GPTConfig = Object.freeze({
  vocabSize: 65,
  blockSize: 64,
  nLayer: 4,
  nHead: 4,
  nEmbd: 128,
  dropout: 0,
  qkvBias: false,
  tiedHead: true,
});

/**
 * Checks a config, which may come from a file.
 *
 * @throws RangeError that names the field, what was expected and what was found
 * @throws TypeError if a field has the wrong type or a name that no GPTConfig has
 */
export function validateGPTConfig(config: GPTConfig): void {
  const known = { ...gpt2Config, ...MODERN_FIELDS };
  for (const name of Object.keys(config)) {
    if (!Object.hasOwn(known, name)) {
      throw new TypeError(
        `GPT config: unknown field "${name}"; the fields are ${Object.keys(known).join(", ")}`,
      );
    }
  }
  for (const name of ["vocabSize", "blockSize", "nLayer", "nHead", "nEmbd"] as const) {
    const value = config[name];
    if (!Number.isSafeInteger(value) || value < 1) {
      throw new RangeError(`GPT config: ${name} must be a whole number from 1 up, found ${value}`);
    }
  }
  const { nEmbd, nHead, headDim, latent, dropout } = config;
  if (headDim === undefined && latent === undefined && nEmbd % nHead !== 0) {
    const below = nEmbd - nEmbd % nHead;
    throw new RangeError(
      `GPT config: nEmbd must be a multiple of nHead, found nEmbd ${nEmbd} and nHead ${nHead}; ` +
        `try nEmbd ${below > 0 ? `${below} or ` : ""}${below + nHead}`,
    );
  }
  if (typeof dropout !== "number" || !(dropout >= 0 && dropout < 1)) {
    throw new RangeError(`GPT config: dropout must be a rate from 0 to below 1, found ${dropout}`);
  }
  for (const name of ["qkvBias", "tiedHead"] as const) {
    if (typeof config[name] !== "boolean") {
      throw new TypeError(`GPT config: ${name} must be true or false, found ${config[name]}`);
    }
  }
  validateModernParts(config);
  refuseTooLarge(config);
}

/** Ids and positions are int32, and so are the engines' indices into a tensor. */
const MAX_INT32 = 2 ** 31 - 1;
/** Ten times the deepest trained models; each layer has a dozen tensors. */
const MAX_LAYERS = 10_000;

/** Refuses a config that would fill all memory before it fails; it may come from an unknown file. */
function refuseTooLarge(config: GPTConfig): void {
  const { vocabSize, blockSize, nLayer, nEmbd, nHead, nInner = 4 * nEmbd, activation } = config;
  const largest = {
    vocabSize: vocabSize * nEmbd,
    blockSize: config.rotary ? blockSize : blockSize * nEmbd, // rotary positions have no table
    nEmbd: nEmbd * Math.max((activation === "swiglu" ? 2 : 1) * nInner, 3 * nHead * headDimOf(config)),
  };
  for (const [name, numbers] of Object.entries(largest)) {
    if (numbers > MAX_INT32) {
      throw new RangeError(
        `GPT config: ${name} ${config[name as keyof GPTConfig]} is too large with nEmbd ${nEmbd}: a ` +
          `weight would have ${numbers} numbers, expected at most 2^31 − 1`,
      );
    }
  }
  if (nLayer > MAX_LAYERS) {
    throw new RangeError(`GPT config: nLayer must be at most ${MAX_LAYERS}, found ${nLayer}`);
  }
}

/**
 * The number of parameters of a config, without building the model.
 *
 * GPT-2: `V C + T C` embeddings, `12 C^2 + 13 C` in each block (`3 C` less without qkv bias), `2 C` in the last layer
 * norm, and `V C` more if the head is not tied. Newer parts change the sums below.
 *
 * @param o `activeOnly`: of a mixture of experts, count only those that one token uses
 *
 * @example
 * ```ts
 * import { gpt2Config, lecture162MConfig, parameterCount } from "lib/gpt";
 * import assert from "node:assert/strict";
 * assert.equal(parameterCount(gpt2Config), 124_439_808);
 * assert.equal(parameterCount(lecture162MConfig), 162_321_408);
 * ```
 */
export function parameterCount(
  config: GPTConfig,
  o: { readonly activeOnly?: boolean } = {},
): number {
  const { vocabSize: V, blockSize: T, nLayer, nEmbd: C, nHead, nKVHead = nHead, nInner = 4 * C } = config;
  const { qkvBias, tiedHead, bias = true, norm = "layerNorm", qkNorm, activation, rotary } = config;
  const D = headDimOf(config), nQKV = (nHead + 2 * nKVHead) * D;
  const nFc = activation === "swiglu" ? 2 * nInner : nInner;
  const ofNorm = { layerNorm: 2 * C, rmsNorm: C, dyt: 2 * C + 1 }[norm];
  const attention = config.latent
    ? latentParameterCount(config, config.latent)
    : C * nQKV + (qkvBias ? nQKV : 0) + nHead * D * C + (qkNorm ? 2 * D : 0);
  const mlp = C * nFc + nInner * C + (bias ? nFc + C : 0);
  const ofLayer = (layer: number) => {
    const experts = expertsOf(config, layer);
    return attention + (bias ? C : 0) + (experts ? expertsParameterCount(config, experts, o) : mlp) +
      2 * ofNorm;
  };
  const blocks = Array.from({ length: nLayer }, (_, layer) => ofLayer(layer)).reduce((a, b) => a + b, 0);
  return V * C + (rotary ? 0 : T * C) + blocks + ofNorm + (tiedHead ? 0 : V * C);
}
