/**
 * How fast each pair of features turns with the position (rotary.ts), and how models trained on short texts slow that
 * down to read longer ones: linear, Llama 3's and YaRN's scaling.
 */

/** Rotary positions of a model. */
export type RotaryConfig = {
  /** The base of the frequencies: 10,000 in the paper; larger in models that read long texts. */
  readonly theta: number;
  readonly scaling?: RotaryScaling;
};

/** `factor`: how many times longer the text may be; `originalContext`: the context before that, in tokens. */
export type RotaryScaling =
  /** All frequencies divided by the factor. @see Chen et al. 2023, "Extending context window …" (arXiv 2306.15595) */
  | { readonly type: "linear"; readonly factor: number }
  /**
   * Frequencies that turn more than `highFrequencyFactor` times in the original context stay, those that turn less than
   * `lowFrequencyFactor` times are divided by the factor, those between are mixed.
   *
   * @see "The Llama 3 herd of models", section 3.4.2, and Meta's reference code
   */
  | {
    readonly type: "llama3";
    readonly factor: number;
    readonly lowFrequencyFactor: number;
    readonly highFrequencyFactor: number;
    readonly originalContext: number;
  }
  /**
   * As "llama3", but mixed by the index of the frequency; the tables are also multiplied by `attentionFactor`.
   *
   * @see Peng et al. 2023, "YaRN", section 3 (arXiv 2309.00071)
   */
  | {
    readonly type: "yarn";
    readonly factor: number;
    readonly originalContext: number;
    /** Turns in the original context from which a frequency stays, default 32. */
    readonly betaFast?: number;
    /** Turns below which a frequency is divided by the factor, default 1. */
    readonly betaSlow?: number;
    /** Default 0.1 ln(factor) + 1. */
    readonly attentionFactor?: number;
    /** Whether the two borders are rounded outwards to whole indices, default true. */
    readonly truncate?: boolean;
  };

/**
 * The angle of each pair of features for one position.
 *
 * `frequency[i] = theta^(-2i / D)`, then scaled
 *
 * @param headDim D, the width of a head, an even number
 * @returns D / 2 frequencies in radians for each token
 */
export function rotaryFrequencies({ theta, scaling }: RotaryConfig, headDim: number): number[] {
  const plain = Array.from({ length: headDim / 2 }, (_, i) => theta ** (-2 * i / headDim));
  if (!scaling) return plain;
  const { factor } = scaling;
  switch (scaling.type) {
    case "linear":
      return plain.map((frequency) => frequency / factor);
    case "llama3": {
      const { lowFrequencyFactor: low, highFrequencyFactor: high, originalContext } = scaling;
      return plain.map((frequency) => {
        const turns = originalContext * frequency / (2 * Math.PI);
        return mix(frequency, factor, (turns - low) / (high - low));
      });
    }
    case "yarn": {
      const { betaFast = 32, betaSlow = 1, originalContext, truncate = true } = scaling;
      // The index of the frequency that turns so many times in the original context.
      const indexOf = (turns: number) =>
        headDim * Math.log(originalContext / (turns * 2 * Math.PI)) / (2 * Math.log(theta));
      const round = truncate ? [Math.floor, Math.ceil] : [Number, Number];
      const first = Math.max(round[0](indexOf(betaFast)), 0);
      const last = Math.min(round[1](indexOf(betaSlow)), headDim - 1);
      const length = first === last ? 0.001 : last - first; // as in the authors' code, which avoids a division by 0
      return plain.map((frequency, i) => mix(frequency, factor, 1 - (i - first) / length));
    }
  }
}

/** The frequency itself where `share` is 1 or more, divided by the factor where it is 0 or less. */
function mix(frequency: number, factor: number, share: number): number {
  const kept = Math.min(1, Math.max(0, share));
  return kept * frequency + (1 - kept) * frequency / factor;
}

/** What the tables of sines and cosines are multiplied by: YaRN's attention factor, else 1. */
export function rotaryAmplitude({ scaling }: RotaryConfig): number {
  if (scaling?.type !== "yarn") return 1;
  return scaling.attentionFactor ?? (scaling.factor > 1 ? 0.1 * Math.log(scaling.factor) + 1 : 1);
}
