/**
 * The two sizes of notebook 05's Korean model: `small` for two CPU cores, `full` for a GPU.
 *
 * Both are trained on the same textbook. `small` is as small as possible: 0.8 million weights and a context of 64 tokens,
 * enough for a question and its answer. The context of `full` holds a whole dialogue, and the model is large enough for
 * the reader's own corpus. Its time on a GPU was not measured.
 */
import type { GPTConfig } from "../gpt/mod.ts";
import { LORA_DEFAULTS, type LoRAConfig } from "../nn/mod.ts";
import type { PresetName } from "./presets.ts";

interface RunPreset {
  readonly steps: number;
  /** Rows in a step. */
  readonly batchSize: number;
  readonly learningRate: number;
  readonly warmupSteps: number;
}

interface KoreanPreset {
  readonly name: PresetName;
  /** Characters of the built-in textbook. */
  readonly characters: number;
  /** Vocabulary size of both tokenizers. */
  readonly vocabSize: number;
  /** The config without vocabSize, which depends on the tokenizer; windows are as long as `blockSize`. */
  readonly model: Omit<GPTConfig, "vocabSize">;
  readonly pretraining: RunPreset;
  readonly fullTuning: RunPreset;
  /** About so many questions for instruction tuning; more questions mean more wordings of each fact. */
  readonly questions: number;
  readonly lora: LoRAConfig;
  readonly loraTuning: RunPreset;
  /** Steps of each of the short runs that compare the tokenizers. */
  readonly comparisonSteps: number;
  /** Steps of the shortest run of the live scaling experiment; the others take 2 and 4 times as many. */
  readonly scalingSteps: number;
  /** Questions of each exam paper. */
  readonly paperSize: number;
}

export const KOREAN_PRESETS: Readonly<Record<PresetName, KoreanPreset>> = {
  small: {
    name: "small",
    characters: 2_000_000,
    vocabSize: 1500,
    model: { blockSize: 64, nLayer: 3, nHead: 4, nEmbd: 128, dropout: 0, qkvBias: false, tiedHead: true },
    // Many small steps, not few large ones: copying a word of the question is learned late and suddenly.
    pretraining: { steps: 2800, batchSize: 16, learningRate: 2.5e-3, warmupSteps: 100 },
    fullTuning: { steps: 300, batchSize: 16, learningRate: 7e-4, warmupSteps: 20 },
    questions: 25_000,
    lora: { ...LORA_DEFAULTS, rank: 16, alpha: 32, dropout: 0 },
    loraTuning: { steps: 700, batchSize: 16, learningRate: 4e-3, warmupSteps: 20 },
    comparisonSteps: 160,
    scalingSteps: 30,
    paperSize: 220,
  },
  full: {
    name: "full",
    characters: 20_000_000,
    vocabSize: 4000,
    model: { blockSize: 256, nLayer: 8, nHead: 8, nEmbd: 512, dropout: 0, qkvBias: false, tiedHead: true },
    pretraining: { steps: 3000, batchSize: 64, learningRate: 6e-4, warmupSteps: 100 },
    fullTuning: { steps: 400, batchSize: 32, learningRate: 1e-4, warmupSteps: 20 },
    questions: 25_000,
    lora: { ...LORA_DEFAULTS, rank: 16, alpha: 32, dropout: 0.05 },
    loraTuning: { steps: 400, batchSize: 32, learningRate: 1e-3, warmupSteps: 20 },
    comparisonSteps: 300,
    scalingSteps: 100,
    paperSize: 1100,
  },
};
