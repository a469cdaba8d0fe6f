/**
 * DeepSeek's two parts as fields of a config: latent attention and mixtures of experts. What they must be, and how many
 * parameters they have. The layers are in lib/nn: latent_attention.ts, router.ts, experts.ts.
 */
import type { ExpertsConfig, LatentConfig } from "../nn/mod.ts";
import type { GPTConfig } from "./config.ts";

export type Check = (value: unknown) => boolean;

export const isPositive: Check = (value) => typeof value === "number" && value > 0 && value < Infinity;
export const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) > 0;
export const isFlag: Check = (value) => typeof value === "boolean";
const isWhole: Check = (value) => value === 0 || isCount(value);
const maybe = (check: Check): Check => (value) => value === undefined || check(value);

const LATENT: Readonly<Record<keyof LatentConfig, Check>> = {
  kvRank: isCount,
  qRank: maybe(isCount),
  nopeDim: isCount,
  ropeDim: (value) => isCount(value) && (value as number) % 2 === 0,
  valueDim: isCount,
  scoreFactor: maybe(isPositive),
};

const EXPERTS: Readonly<Record<keyof ExpertsConfig, Check>> = {
  count: isCount,
  topK: isCount,
  nInner: isCount,
  nShared: maybe(isWhole),
  denseLayers: maybe(isWhole),
  scores: maybe((value) => value === "softmax" || value === "sigmoid"),
  routerBias: maybe(isFlag),
  normalise: maybe(isFlag),
  scale: maybe(isPositive),
  groups: maybe(isCount),
  keptGroups: maybe(isCount),
  auxLoss: maybe((value) => value === 0 || isPositive(value)),
  capacityFactor: maybe(isPositive),
};

/** Whether a value is an object with these fields and no others. */
const fits = (fields: Readonly<Record<string, Check>>): Check => (value) =>
  typeof value === "object" && value !== null && Object.keys(value).every((name) =>
    Object.hasOwn(fields, name)
  ) &&
  Object.entries(fields).every(([name, check]) => check((value as Record<string, unknown>)[name]));

export const isLatentConfig: Check = fits(LATENT);
export const isExperts: Check = fits(EXPERTS);

/** Checks what the fields must be together. `refuse` throws. */
export function validateDeepSeekParts(
  config: GPTConfig,
  refuse: (name: string, wanted: string, found: unknown) => never,
): void {
  const { latent, experts, nLayer } = config;
  if (latent) {
    if (!config.rotary) {
      refuse("rotary", "given with latent attention, whose positions are rotary", config.rotary);
    }
    for (const name of ["nKVHead", "headDim", "qkNorm"] as const) {
      if (config[name] !== undefined) {
        refuse(name, "absent with latent attention, which has its own widths", config[name]);
      }
    }
    if (config.qkvBias) refuse("qkvBias", "false with latent attention", config.qkvBias);
  }
  if (!experts) return;
  const { count, topK, groups = 1, keptGroups = groups, denseLayers = 0 } = experts;
  if (count % groups !== 0) refuse("experts.groups", `a divisor of ${count} experts`, groups);
  if (keptGroups > groups) refuse("experts.keptGroups", `at most ${groups} groups`, keptGroups);
  const choice = count / groups * keptGroups;
  if (topK > choice) refuse("experts.topK", `at most the ${choice} experts that can be chosen`, topK);
  if (denseLayers > nLayer) refuse("experts.denseLayers", `at most nLayer ${nLayer}`, denseLayers);
}

/** The experts of a block, if it has them. */
export function expertsOf({ experts }: GPTConfig, layer: number): ExpertsConfig | undefined {
  return experts && layer >= (experts.denseLayers ?? 0) ? experts : undefined;
}

/** Numbers in the weights of latent attention, without `c_proj`'s bias. */
export function latentParameterCount({ nEmbd: C, nHead: H }: GPTConfig, latent: LatentConfig): number {
  const { kvRank: L, qRank, nopeDim: N, ropeDim: R, valueDim: V } = latent;
  const queries = qRank === undefined ? C * H * (N + R) : C * qRank + qRank + qRank * H * (N + R);
  return queries + C * (L + R) + L + L * H * (N + V) + H * V * C;
}

/**
 * Numbers in a block's experts.
 *
 * @param o `activeOnly`: count only those that one token uses, its K experts and the shared ones
 */
export function expertsParameterCount(
  { nEmbd: C, activation }: GPTConfig,
  experts: ExpertsConfig,
  { activeOnly = false }: { readonly activeOnly?: boolean } = {},
): number {
  const { count, topK, nShared = 0, nInner: F, routerBias } = experts;
  const ofExpert = (activation === "swiglu" ? 3 : 2) * C * F;
  return C * count + (routerBias ? count : 0) + ((activeOnly ? topK : count) + nShared) * ofExpert;
}
