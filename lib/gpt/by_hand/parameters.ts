/**
 * All parameters of a GPT in one Float32Array, and a view into it for each weight.
 *
 * One array makes the optimiser one loop, and the memory one number. Gradients and AdamW's two moments are arrays of the
 * same layout. Names and shapes are those of lib/gpt, so weights can be copied from there.
 */
import { gpt2Config, type GPTConfig, parameterCount, validateGPTConfig } from "../config.ts";
import type { LinearArrays } from "./linear.ts";
import type { NormArrays } from "./layer_norm.ts";

/** One weight: its dotted name as in lib/gpt, its shape, and its numbers, a view into `all`. */
interface NamedArray {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export interface BlockArrays {
  readonly ln_1: NormArrays;
  readonly attn: { readonly c_attn: LinearArrays; readonly c_proj: LinearArrays };
  readonly ln_2: NormArrays;
  readonly mlp: { readonly c_fc: LinearArrays; readonly c_proj: LinearArrays };
}

export interface GPTArrays {
  /** Every number of the model. */
  readonly all: Float32Array;
  /** Every weight by name, in the order in which they lie in `all`. */
  readonly named: readonly NamedArray[];
  readonly wte: Float32Array;
  readonly wpe: Float32Array;
  readonly h: readonly BlockArrays[];
  readonly ln_f: NormArrays;
  /** (C, V); absent if the head is tied. */
  readonly lm_head?: Float32Array;
}

/**
 * Allocates zeros for every weight of a config.
 *
 * @throws RangeError or TypeError if the config is not valid, or asks for dropout or newer parts, which this folder leaves out
 * @example
 * ```ts
 * import { zerosOf } from "./parameters.ts";
 * import { nanoGPTCharConfig, parameterCount } from "lib/gpt";
 * import assert from "node:assert/strict";
 * const arrays = zerosOf(nanoGPTCharConfig);
 * assert.equal(arrays.all.length, parameterCount(nanoGPTCharConfig));
 * assert.equal(arrays.named[0].name, "wte.weight");
 * ```
 */
export function zerosOf(config: GPTConfig): GPTArrays {
  validateGPTConfig(config);
  if (config.dropout > 0) {
    throw new RangeError(
      `a GPT by hand has no dropout, but the config's is ${config.dropout}; set it to 0 or use lib/gpt`,
    );
  }
  const [modern] =
    Object.entries(config).find(([name, value]) => !(name in gpt2Config) && value !== undefined) ?? [];
  if (modern !== undefined) {
    throw new RangeError(
      `a GPT by hand has GPT-2's parts only, but the config sets ${modern}; leave it out or use lib/gpt`,
    );
  }
  const { vocabSize: V, blockSize, nLayer, nEmbd: C, qkvBias, tiedHead } = config;
  const all = new Float32Array(parameterCount(config)), named: NamedArray[] = [];
  let used = 0;
  const take = (name: string, ...shape: number[]) => {
    const values = all.subarray(used, used += shape.reduce((a, b) => a * b));
    named.push({ name, shape, values });
    return values;
  };
  const norm = (name: string) => ({ weight: take(`${name}.weight`, C), bias: take(`${name}.bias`, C) });
  const linear = (name: string, nIn: number, nOut: number, bias = true) => ({
    weight: take(`${name}.weight`, nIn, nOut),
    ...(bias ? { bias: take(`${name}.bias`, nOut) } : {}),
  });
  return {
    all,
    named,
    wte: take("wte.weight", V, C),
    wpe: take("wpe.weight", blockSize, C),
    h: Array.from({ length: nLayer }, (_, i) => ({
      ln_1: norm(`h.${i}.ln_1`),
      attn: {
        c_attn: linear(`h.${i}.attn.c_attn`, C, 3 * C, qkvBias),
        c_proj: linear(`h.${i}.attn.c_proj`, C, C),
      },
      ln_2: norm(`h.${i}.ln_2`),
      mlp: { c_fc: linear(`h.${i}.mlp.c_fc`, C, 4 * C), c_proj: linear(`h.${i}.mlp.c_proj`, 4 * C, C) },
    })),
    ln_f: norm("ln_f"),
    ...(tiedHead ? {} : { lm_head: take("lm_head.weight", C, V) }),
  };
}

/**
 * Copies weights into the arrays by name.
 *
 * @param values the numbers of each weight, row by row
 * @throws RangeError if a name is missing or has another number of values
 */
export function copyInto(arrays: GPTArrays, values: ReadonlyMap<string, ArrayLike<number>>): void {
  for (const { name, shape, values: target } of arrays.named) {
    const source = values.get(name);
    if (source?.length !== target.length) {
      throw new RangeError(
        `copying weights: "${name}" (${shape.join(", ")}) needs ${target.length} numbers, found ` +
          `${source?.length ?? "no such name"}; do both models have the same config?`,
      );
    }
    target.set(source);
  }
}
