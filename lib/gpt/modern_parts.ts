/**
 * The parts in which newer models differ from GPT-2, as optional fields of a config. Without any, the model is GPT-2.
 *
 * Each field stands alone, so one part can be exchanged at a time. `llamaParts` are the ones that Llama changed.
 */
import type { Activation, ExpertsConfig, LatentConfig, NormName, RotaryConfig } from "../nn/mod.ts";
import type { GPTConfig } from "./config.ts";
import {
  type Check,
  isCount,
  isExperts,
  isFlag,
  isLatentConfig,
  isPositive,
  validateDeepSeekParts,
} from "./deepseek_parts.ts";

export interface ModernParts {
  /** Heads of keys and values, default nHead; fewer make grouped-query attention. A divisor of nHead. */
  readonly nKVHead?: number;
  /** Width of a head, default nEmbd / nHead. With it, nEmbd need not be a multiple of nHead. */
  readonly headDim?: number;
  /** Width of the MLP between its two layers, default 4 nEmbd. */
  readonly nInner?: number;
  /** Default "layerNorm". */
  readonly norm?: NormName;
  /** RMSNorm's epsilon, default 1e-5. A layer norm always has 1e-5. */
  readonly normEps?: number;
  /** Whether the norms are on the results of attention and MLP instead of on their inputs, default false. */
  readonly outputNorm?: boolean;
  /** Whether each head's queries and keys are normalised by RMSNorm, default false. */
  readonly qkNorm?: boolean;
  /** The MLP's activation, default "gelu". */
  readonly activation?: Activation;
  /** Whether attention's `c_proj` and the MLP have biases, default true. For queries, keys and values see qkvBias. */
  readonly bias?: boolean;
  /** Rotary positions in place of the table of learned ones. */
  readonly rotary?: RotaryConfig & {
    /** Whether layers without a sliding window have no positions at all, default false. */
    readonly onlyInWindows?: boolean;
  };
  /** For each layer its sliding window in tokens, or null: all tokens. Default: null in every layer. */
  readonly windows?: readonly (number | null)[];
  /** Multi-head latent attention with these widths (deepseek_parts.ts). Needs rotary positions. */
  readonly latent?: LatentConfig;
  /** A mixture of experts instead of the MLP (deepseek_parts.ts). */
  readonly experts?: ExpertsConfig;
}

/** What Llama changed in GPT-2. Spread over a config: `{ ...config, ...llamaParts }`. */
export const llamaParts = Object.freeze(
  {
    norm: "rmsNorm",
    activation: "swiglu",
    qkvBias: false,
    bias: false,
    rotary: Object.freeze({ theta: 10_000 }),
  } satisfies Partial<GPTConfig>,
);

/** The width of a head. */
export function headDimOf(config: GPTConfig): number {
  return config.headDim ?? config.nEmbd / config.nHead;
}

const oneOf = (...names: readonly string[]) => ({
  wanted: names.map((name) => `"${name}"`).join(" or "),
  isRight: (value: unknown) => names.includes(value as string),
});

/** What each field must be. The names are also the list of known fields. */
export const MODERN_FIELDS: Readonly<
  Record<keyof ModernParts, { readonly wanted: string; readonly isRight: Check }>
> = {
  nKVHead: { wanted: "a whole number from 1 up", isRight: isCount },
  headDim: { wanted: "a whole number from 1 up", isRight: isCount },
  nInner: { wanted: "a whole number from 1 up", isRight: isCount },
  norm: oneOf("layerNorm", "rmsNorm", "dyt"),
  normEps: { wanted: "above 0", isRight: isPositive },
  outputNorm: { wanted: "true or false", isRight: isFlag },
  qkNorm: { wanted: "true or false", isRight: isFlag },
  activation: oneOf("gelu", "swiglu"),
  bias: { wanted: "true or false", isRight: isFlag },
  rotary: { wanted: "{ theta } above 0, with known scaling", isRight: isRotary },
  windows: {
    wanted: "a list of whole numbers from 1 up, or null for a layer without a window",
    isRight: (value) => Array.isArray(value) && value.every((window) => window === null || isCount(window)),
  },
  latent: {
    wanted: "{ kvRank, nopeDim, ropeDim, valueDim } from 1 up, ropeDim even",
    isRight: isLatentConfig,
  },
  experts: { wanted: "{ count, topK, nInner } from 1 up with known settings", isRight: isExperts },
};

function isRotary(value: unknown): boolean {
  const { theta, scaling, onlyInWindows = false } = (value ?? {}) as NonNullable<ModernParts["rotary"]>;
  if (!isPositive(theta) || !isFlag(onlyInWindows)) return false;
  if (scaling === undefined) return true;
  if (scaling === null || !isPositive(scaling.factor)) return false;
  switch (scaling.type) {
    case "linear":
      return true;
    case "llama3":
      return [scaling.lowFrequencyFactor, scaling.highFrequencyFactor, scaling.originalContext].every(
        isPositive,
      );
    case "yarn":
      return isPositive(scaling.originalContext);
    default:
      return false;
  }
}

/**
 * Checks the newer parts of a config, which may come from a file.
 *
 * @throws RangeError that names the field, what was expected and what was found
 */
export function validateModernParts(config: GPTConfig): void {
  const refuse = (name: string, wanted: string, found: unknown): never => {
    throw new RangeError(`GPT config: ${name} must be ${wanted}, found ${JSON.stringify(found)}`);
  };
  for (const [name, { wanted, isRight }] of Object.entries(MODERN_FIELDS)) {
    const value = config[name as keyof ModernParts];
    if (value !== undefined && !isRight(value)) refuse(name, wanted, value);
  }
  const { nHead, nKVHead = nHead, nLayer, rotary, windows } = config;
  if (nHead % nKVHead !== 0) refuse("nKVHead", `a divisor of nHead ${nHead}`, nKVHead);
  validateDeepSeekParts(config, refuse);
  if (rotary && !config.latent && headDimOf(config) % 2 !== 0) {
    refuse("headDim", "even with rotary positions, which turn features in pairs", headDimOf(config));
  }
  if (windows && windows.length !== nLayer) {
    refuse("windows", `a list with one entry for each of ${nLayer} layers`, windows);
  }
}
