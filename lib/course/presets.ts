/**
 * The two sizes of the book GPT: `small` for two CPU cores, `full` for a GPU.
 *
 * `full` is the lecture's model and schedule as the first blog post used them: 162 M parameters, windows of 32 tokens
 * at stride 4, ten epochs. `small` keeps the recipe and shrinks the model, the vocabulary (only the GPT-2 tokens that
 * the book uses, see lib/tokenizers' restrictVocabulary) and the number of overlapping windows, so that the whole
 * notebook takes minutes. Its learning rate is higher because small models bear it.
 */

export type PresetName = "small" | "full";

export interface BookPreset {
  readonly name: PresetName;
  /** True: only the token ids that occur in the book, and the 256 bytes. */
  readonly restrictVocabulary: boolean;
  readonly model: {
    readonly blockSize: number;
    readonly nLayer: number;
    readonly nHead: number;
    readonly nEmbd: number;
    readonly dropout: number;
    readonly qkvBias: boolean;
    readonly tiedHead: boolean;
  };
  /** Share of the book, its end, that the model never trains on. */
  readonly heldOut: number;
  /** Tokens between the starts of two neighbouring windows. */
  readonly stride: number;
  /** Windows a step. */
  readonly batchSize: number;
  readonly epochs: number;
  readonly learningRate: number;
  readonly weightDecay: number;
  /** Steps over which the learning rate climbs from 0. */
  readonly warmupSteps: number;
  /** Steps between two looks at the held-out loss. */
  readonly evaluateEvery: number;
}

export const BOOK_PRESETS: Readonly<Record<PresetName, BookPreset>> = {
  small: {
    name: "small",
    restrictVocabulary: true,
    model: {
      blockSize: 64,
      nLayer: 4,
      nHead: 4,
      nEmbd: 128,
      dropout: 0.1,
      qkvBias: false,
      tiedHead: false,
    },
    heldOut: 0.1,
    stride: 16,
    batchSize: 32,
    epochs: 4,
    learningRate: 1e-3,
    weightDecay: 0.1,
    warmupSteps: 50,
    evaluateEvery: 100,
  },
  full: {
    name: "full",
    restrictVocabulary: false,
    model: {
      blockSize: 32,
      nLayer: 12,
      nHead: 12,
      nEmbd: 768,
      dropout: 0.1,
      qkvBias: false,
      tiedHead: false,
    },
    heldOut: 0.1,
    stride: 4,
    batchSize: 128,
    epochs: 10,
    learningRate: 4e-4,
    weightDecay: 0.1,
    warmupSteps: 0,
    evaluateEvery: 100,
  },
};

/**
 * The preset for a device: `full` where a GPU trains, otherwise `small`; COURSE_PRESET decides where it is set.
 *
 * @throws {RangeError} when `forced` (by default COURSE_PRESET) names no preset.
 *
 * @example
 * ```ts
 * import { choosePreset } from "lib/course";
 * import assert from "node:assert/strict";
 * assert.equal(choosePreset("cpu", undefined), "small");
 * assert.equal(choosePreset("cuda", undefined), "full");
 * assert.equal(choosePreset("cuda", "small"), "small");
 * ```
 */
export function choosePreset(
  deviceKind: string,
  forced: string | undefined = Deno.env.get("COURSE_PRESET"),
): PresetName {
  if (forced !== undefined && forced !== "") {
    if (forced === "small" || forced === "full") return forced;
    throw new RangeError(`choosing a preset: "${forced}" was asked for; there are "small" and "full"`);
  }
  return deviceKind === "cuda" || deviceKind === "webgpu" ? "full" : "small";
}
