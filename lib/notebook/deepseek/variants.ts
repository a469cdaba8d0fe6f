/** The models that notebook 12 compares: four kinds of attention, and dense MLPs beside mixtures of experts. */
import { type GPTConfig, llamaParts, parameterCount } from "../../gpt/mod.ts";

/** Everything but attention's kind and the second half of a block: a small Llama. */
const BASE: GPTConfig = Object.freeze({
  vocabSize: 1024,
  blockSize: 64,
  nLayer: 2,
  nHead: 8,
  nEmbd: 128,
  nInner: 256,
  dropout: 0,
  tiedHead: true,
  ...llamaParts,
});

/**
 * Steps and batch of the recorded rows. AdamW and a cosine schedule from `peak`; all rows of a table see the same batches.
 * The peak is the best of 1e-3, 2e-3 and 4e-3 for MHA on seed 0, which is not in the tables:
 * `deno task experiments:deepseek MHA --seeds 0 --peak 0.002`.
 */
export const DEEPSEEK_RECIPE = Object.freeze({
  ...{ steps: 250, batchSize: 16, peak: 4e-3, warmupSteps: 25 },
  routerBiasRate: 0.01, // DeepSeek-V3: 0.001, over far more steps; a sigmoid score is 0 to 1, and 250 × 0.001 is 0.25
});

export interface Variant {
  readonly name: string;
  readonly what: string;
  readonly group: "attention" | "experts";
  readonly config: GPTConfig;
  readonly steps: number;
}

const attention = (name: string, what: string, config: Partial<GPTConfig>): Variant => ({
  ...{ name, what, group: "attention", steps: DEEPSEEK_RECIPE.steps },
  config: { ...BASE, ...config },
});

/** Latent attention in V3's proportions: the latent is 4 heads wide, a rotary key half a head. */
const LATENT = { kvRank: 64, nopeDim: 16, ropeDim: 8, valueDim: 16 };

const eight = { count: 8, topK: 2, nInner: 128, capacityFactor: 1.25 };
const fine = { count: 16, topK: 3, nShared: 1, nInner: 64, capacityFactor: 1.25 };

const experts = (name: string, what: string, config: Partial<GPTConfig>, steps?: number): Variant => ({
  ...{ name, what, group: "experts", steps: steps ?? DEEPSEEK_RECIPE.steps },
  config: { ...BASE, ...config },
});

const large = { ...BASE, nInner: 8 * eight.nInner };
/** The large dense model's steps for the arithmetic of the small one's: 6 operations for each active parameter and token. */
const stepsOfEqualCompute = Math.round(DEEPSEEK_RECIPE.steps * parameterCount(BASE) / parameterCount(large));

export const VARIANTS: readonly Variant[] = [
  attention("MHA", "8 heads of keys and values", {}),
  attention("GQA", "2 heads of keys and values", { nKVHead: 2 }),
  attention("MQA", "1 head of keys and values", { nKVHead: 1 }),
  attention("MLA", "a latent of 64 numbers and a rotary key of 8", { latent: LATENT }),
  experts("dense", "MLP of width 256", {}),
  experts(
    "dense, 4 × wider",
    `MLP of width 1024, ${stepsOfEqualCompute} steps`,
    { nInner: large.nInner },
    stepsOfEqualCompute,
  ),
  experts("experts, not balanced", "2 of 8 experts of width 128", { experts: eight }),
  experts("experts, auxiliary loss", "the same with an auxiliary loss", {
    experts: { ...eight, auxLoss: 0.1 }, // Switch Transformers: 0.01
  }),
  experts("experts, bias", "the same, sigmoid scores with a moving bias", {
    experts: { ...eight, scores: "sigmoid", routerBias: true },
  }),
  experts("fine experts, bias", "1 shared and 3 of 16 experts of width 64", {
    experts: { ...fine, scores: "sigmoid", routerBias: true },
  }),
];

/** The variant of this name. @throws RangeError that lists the names */
export function variantNamed(name: string): Variant {
  const found = VARIANTS.find((variant) => variant.name === name);
  if (found) return found;
  throw new RangeError(
    `no variant "${name}"; there are ${VARIANTS.map(({ name }) => `"${name}"`).join(", ")}`,
  );
}
