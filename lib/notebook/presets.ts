/**
 * The two sizes of the book GPT: `small` for two CPU cores, `full` for a GPU.
 *
 * `full` is the lecture's model and schedule as the first blog post used them: 162 M parameters, windows of 32 tokens at
 * stride 4, ten epochs. The windows are shorter than the model's context of 128; the notebook shows the effect on its
 * texts. `small` has the same recipe with a smaller model, a restricted vocabulary (see lib/tokenizers'
 * restrictVocabulary) and fewer overlapping windows, so that the notebook takes minutes. Its learning rate is higher,
 * because small models allow it, and it has no dropout, because the run is short.
 */

import { type GPTConfig, lecture162MConfig } from "../gpt/mod.ts";
import { type DeviceMemory, usableBytes } from "./device_memory.ts";

export type PresetName = "small" | "full";

/** What the presets of the book GPT and of the lottery GPT have. */
export interface TrainingPreset {
  readonly name: PresetName;
  /** True: only the tokens that occur in the training text, what they were merged from, and the 256 bytes. */
  readonly restrictVocabulary: boolean;
  /** The config without vocabSize, which depends on the tokenizer. */
  readonly model: Omit<GPTConfig, "vocabSize">;
  /** Windows or samples in a step. */
  readonly batchSize: number;
  /** Gradient accumulation: a step's batch goes through the model in so many parts, which takes less memory. */
  readonly accumulate: number;
  readonly epochs: number;
  readonly learningRate: number;
  readonly weightDecay: number;
  /** Steps over which the learning rate rises from 0. */
  readonly warmupSteps: number;
  /** Steps between two evaluations of the held-out loss. */
  readonly evaluateEvery: number;
}

interface BookPreset extends TrainingPreset {
  /** Tokens in a training window; at most `model.blockSize`. */
  readonly windowTokens: number;
  /** Share of the book, at its end, that the model is not trained on. */
  readonly heldOut: number;
  /** Tokens between the starts of two neighbouring windows. */
  readonly stride: number;
  /** Most steps: a longer book has fewer epochs, so that the notebook takes the same time. */
  readonly maxSteps: number;
}

export const BOOK_PRESETS: Readonly<Record<PresetName, BookPreset>> = {
  small: {
    name: "small",
    restrictVocabulary: true,
    model: { blockSize: 128, nLayer: 4, nHead: 4, nEmbd: 128, dropout: 0, qkvBias: false, tiedHead: false },
    windowTokens: 64,
    heldOut: 0.1,
    stride: 16,
    batchSize: 16,
    accumulate: 1,
    epochs: 3,
    maxSteps: 1320,
    learningRate: 3e-3,
    weightDecay: 0.1,
    warmupSteps: 50,
    evaluateEvery: 110,
  },
  full: {
    name: "full",
    restrictVocabulary: false,
    model: withoutVocabulary(lecture162MConfig),
    windowTokens: 32,
    heldOut: 0.1,
    stride: 4,
    batchSize: 128,
    accumulate: 4, // the logits of 128 windows alone would fill most of a small GPU
    epochs: 10,
    maxSteps: Infinity,
    learningRate: 4e-4,
    weightDecay: 0.1,
    warmupSteps: 0,
    evaluateEvery: 100,
  },
};

export function withoutVocabulary({ vocabSize: _, ...model }: GPTConfig): Omit<GPTConfig, "vocabSize"> {
  return model;
}

/**
 * Memory from which a GPU gets `full`: through CUDA a card of 6 GB, which reports a little less. WebGPU computes op by op,
 * which takes more; notebook 06 decides (fit_memory.ts).
 */
const FULL_BYTES: Readonly<Record<string, number>> = { cuda: 5.5e9, webgpu: 6.3e9 };

/**
 * The preset for a device: `full` for a GPU with CUDA and 6 GB or more, and for one through WebGPU that has more than 6
 * GB for itself; otherwise `small`. COURSE_PRESET overrides it.
 *
 * A GPU whose memory is unknown, such as most integrated ones, gets `small`; so does one that shares the machine's memory
 * and has less than that for itself. Where only the kind is known, each GPU counts as large.
 *
 * @throws {RangeError} when `forced` (by default COURSE_PRESET) names no preset.
 *
 * @example
 * ```ts
 * import { choosePreset } from "lib/notebook";
 * import assert from "node:assert/strict";
 * assert.equal(choosePreset("cpu", undefined), "small");
 * assert.equal(choosePreset("cuda", undefined), "full");
 * assert.equal(choosePreset("cuda", "small"), "small");
 * const integrated = { kind: "webgpu", name: "Intel Iris Xe", memoryBytes: null };
 * assert.equal(choosePreset(integrated, undefined), "small");
 * ```
 */
export function choosePreset(
  device: string | DeviceMemory,
  forced: string | undefined = Deno.env.get("COURSE_PRESET"),
): PresetName {
  if (forced !== undefined && forced !== "") {
    if (forced === "small" || forced === "full") return forced;
    throw new RangeError(`choosing a preset: "${forced}" was asked for; there are "small" and "full"`);
  }
  const kind = typeof device === "string" ? device : device.kind;
  const needed = FULL_BYTES[kind];
  if (needed === undefined) return "small";
  if (typeof device === "string") return "full";
  const { vocabSize, nEmbd } = lecture162MConfig; // the embedding of `full` is a tensor of 154 MB
  if (4 * vocabSize * nEmbd > (device.maxTensorBytes ?? Infinity)) return "small";
  return (usableBytes(device) ?? 0) >= needed ? "full" : "small";
}
