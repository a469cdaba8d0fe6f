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
const LLAMA: GPTConfig = { ...MODERN_BASE, ...llamaParts, nKVHead: 2 };

export const MODERN_VARIANTS: readonly ModernVariant[] = [
  { name: "gpt2", what: "nothing: the baseline", config: MODERN_BASE },
  { name: "rmsNorm", what: "RMSNorm in place of layer norm", config: { ...MODERN_BASE, norm: "rmsNorm" } },
  { name: "dyt", what: "Dynamic Tanh in place of layer norm", config: { ...MODERN_BASE, norm: "dyt" } },
  {
    name: "rotary",
    what: "rotary positions in place of learned ones",
    config: { ...MODERN_BASE, rotary: { theta: 10_000 } },
  },
  {
    name: "swiglu",
    what: "SwiGLU in place of GELU",
    config: sameSize({ ...MODERN_BASE, activation: "swiglu" }),
  },
  {
    name: "gqa",
    what: "two heads of keys and values for four of queries",
    config: sameSize({ ...MODERN_BASE, nKVHead: 2 }),
  },
  { name: "qkNorm", what: "queries and keys normalised", config: { ...MODERN_BASE, qkNorm: true } },
  { name: "noBias", what: "no biases", config: { ...MODERN_BASE, qkvBias: false, bias: false } },
  {
    name: "untied",
    what: "a head with its own weights",
    config: sameSize({ ...MODERN_BASE, tiedHead: false }),
  },
  {
    name: "llama",
    what: "RMSNorm, rotary, SwiGLU, GQA, no biases: a Llama of 4 layers",
    config: sameSize(LLAMA),
  },
  {
    name: "llamaWide",
    what: "the same Llama with 1 layer, twice as wide",
    config: sameSize({ ...LLAMA, nLayer: 1, nEmbd: 128, nHead: 8, nKVHead: 4 }),
  },
  {
    name: "llamaDeep",
    what: "the same Llama with 16 layers, half as wide",
    config: sameSize({ ...LLAMA, nLayer: 16, nEmbd: 32, nHead: 2, nKVHead: 1 }),
  },
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
