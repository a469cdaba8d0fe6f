/**
 * The models that notebook 11 compares: GPT-2, GPT-2 with one part exchanged, and Llama at three depths.
 *
 * All have nearly the same number of parameters. Where a part adds or saves some, the MLP becomes narrower or wider.
 */
import { type GPTConfig, llamaParts, parameterCount } from "../../gpt/mod.ts";

export interface ModernVariant {
  /** The name in the record and in the command's --only. */
  readonly name: string;
  /** What differs from GPT-2, in words. */
  readonly what: string;
  readonly config: GPTConfig;
}

/** GPT-2's architecture, small enough to train in half a minute on one CPU core: 236,928 parameters. */
export const MODERN_BASE: GPTConfig = {
  vocabSize: 512,
  blockSize: 64,
  nLayer: 4,
  nHead: 4,
  nEmbd: 64,
  dropout: 0,
  qkvBias: true,
  tiedHead: true,
};

/** Llama's parts, with one head of keys and values for two heads of queries, as later Llamas have. */
const LLAMA: Partial<GPTConfig> = { ...llamaParts, nKVHead: 2 };

const variant = (name: string, what: string, parts: Partial<GPTConfig>): ModernVariant => ({
  name,
  what,
  config: { ...MODERN_BASE, ...parts },
});

/** A variant whose MLP makes up for the parameters that its parts add or save. */
const resized = (name: string, what: string, parts: Partial<GPTConfig>): ModernVariant => ({
  name,
  what,
  config: sameSize({ ...MODERN_BASE, ...parts }),
});

export const MODERN_VARIANTS: readonly ModernVariant[] = [
  variant("gpt2", "nothing: the baseline", {}),
  variant("rmsNorm", "RMSNorm in place of layer norm", { norm: "rmsNorm" }),
  variant("dyt", "Dynamic Tanh in place of layer norm", { norm: "dyt" }),
  variant("rotary", "rotary positions in place of learned ones", { rotary: { theta: 10_000 } }),
  resized("swiglu", "SwiGLU in place of GELU", { activation: "swiglu" }),
  resized("gqa", "two heads of keys and values for four of queries", { nKVHead: 2 }),
  variant("qkNorm", "queries and keys normalised", { qkNorm: true }),
  variant("noBias", "no biases", { qkvBias: false, bias: false }),
  resized("untied", "a head with its own weights", { tiedHead: false }),
  resized("llama", "RMSNorm, rotary, SwiGLU, GQA, no biases: a Llama of 4 layers", LLAMA),
  resized("llamaWide", "the same Llama with 1 layer, twice as wide", {
    ...{ ...LLAMA, nLayer: 1, nEmbd: 128, nHead: 8, nKVHead: 4 },
  }),
  resized("llamaDeep", "the same Llama with 16 layers, half as wide", {
    ...{ ...LLAMA, nLayer: 16, nEmbd: 32, nHead: 2, nKVHead: 1 },
  }),
];

/**
 * The config with the width of the MLP, a multiple of 8, that brings it nearest to the baseline's number of parameters.
 */
function sameSize(config: GPTConfig): GPTConfig {
  const count = (nInner: number) => parameterCount({ ...config, nInner });
  const each = count(9) - count(8); // the count is linear in nInner
  const wanted = 8 + (parameterCount(MODERN_BASE) - count(8)) / each;
  return { ...config, nInner: 8 * Math.round(wanted / 8) };
}

/** @throws {RangeError} when no variant has this name */
export function modernVariant(name: string): ModernVariant {
  const found = MODERN_VARIANTS.find((variant) => variant.name === name);
  if (found) return found;
  const names = MODERN_VARIANTS.map((variant) => variant.name).join(", ");
  throw new RangeError(`modern GPT: there is no variant "${name}"; the variants are ${names}`);
}
