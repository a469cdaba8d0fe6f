/**
 * The two sizes of notebook 06's lottery GPT, both by the blog's recipe: 10,000 samples, rows of 256 tokens, no end
 * token, tickets by chance.
 *
 * `full` is the blog's: GPT-2's architecture, 30 epochs, 8 hours on its RTX 4060. (The blog does not give its learning
 * rate; this is the lecture's, which its first model used.) `small` has the same data, format and row length, but a
 * smaller model and fewer epochs, so that the notebook takes minutes on two CPU cores.
 */
import { gpt2Config } from "../gpt/mod.ts";
import { type PresetName, type TrainingPreset, withoutVocabulary } from "./presets.ts";

interface LottoPreset extends TrainingPreset {
  /** All samples, including the held-out ones. */
  readonly samples: number;
  readonly heldOutSamples: number;
  /** Prompts that the trained model is graded on. */
  readonly testPrompts: number;
}

/** Tokens in a row: the blog's first max_len. */
const MAX_LEN = 256;

export const LOTTO_PRESETS: Readonly<Record<PresetName, LottoPreset>> = {
  small: {
    name: "small",
    restrictVocabulary: true,
    model: { blockSize: MAX_LEN, nLayer: 4, nHead: 4, nEmbd: 96, dropout: 0, qkvBias: true, tiedHead: true },
    samples: 10_000,
    heldOutSamples: 100,
    batchSize: 8, // a short run needs many steps more than it needs large ones
    accumulate: 1,
    epochs: 1,
    learningRate: 3e-3,
    weightDecay: 0.1,
    warmupSteps: 30,
    evaluateEvery: 100,
    testPrompts: 200,
  },
  full: {
    name: "full",
    restrictVocabulary: false,
    model: { ...withoutVocabulary(gpt2Config), blockSize: MAX_LEN },
    samples: 10_000,
    heldOutSamples: 500,
    batchSize: 32,
    accumulate: 4,
    epochs: 30,
    learningRate: 4e-4,
    weightDecay: 0.1,
    warmupSteps: 100,
    evaluateEvery: 296,
    testPrompts: 5000,
  },
};
