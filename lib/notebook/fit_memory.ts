/**
 * How much memory a training needs, by arithmetic, and the `full` presets made to fit a device's memory.
 *
 * A step's batch goes through the model in parts (`accumulate`). More parts take less memory and give the same update, to
 * rounding. So a preset keeps its model, batch and learning rate on most devices, and only `accumulate` differs. On a
 * card of 6 GB the lecture's model has no room beside its weights; there its head shares the embedding's weights, as
 * GPT-2's does. The constants below were set by the recorded peaks of three shapes on a processor.
 */
import { type GPTConfig, parameterCount } from "../gpt/mod.ts";
import { memoryByHand } from "../gpt/by_hand/memory.ts";
import { formatBytes } from "../statistics/mod.ts";
import { type DeviceMemory, usableBytes } from "./device_memory.ts";
import type { TrainingPreset } from "./presets.ts";

/**
 * Bytes for each parameter at the end of a step: weights, gradients, AdamW's two means, and the new weights and means
 * before the old ones are freed; with accumulation the sum of gradients, too.
 */
const BYTES_PER_PARAMETER = { whole: 28, accumulated: 32 };
/** Op by op, each op's result is kept until the gradient is done; compiled, about what notebook 10 keeps by hand. */
const ACTIVATIONS = { compiled: 1, opByOp: 4 };
/** What the engine takes without a model, and on a GPU the desktop. */
const ENGINE_BYTES = { gpu: 1.0e9, cpu: 0.5e9 };
/**
 * The largest memory of a training, by arithmetic.
 *
 * @param o.batchSize rows of a step, all parts together
 * @param o.tokens tokens in a row
 * @param o.kind the device's kind; WebGPU and plain JavaScript compute op by op
 */
export function trainingBytes(
  config: GPTConfig,
  { batchSize, tokens, accumulate = 1, kind }: {
    readonly batchSize: number;
    readonly tokens: number;
    readonly accumulate?: number;
    readonly kind: string;
  },
): number {
  const compiled = kind === "cuda" || kind === "cpu";
  const { activations } = memoryByHand(config, [batchSize / accumulate, tokens]);
  const perParameter = accumulate > 1 ? BYTES_PER_PARAMETER.accumulated : BYTES_PER_PARAMETER.whole;
  return perParameter * parameterCount(config) +
    (compiled ? ACTIVATIONS.compiled : ACTIVATIONS.opByOp) * activations +
    (kind === "cuda" || kind === "webgpu" ? ENGINE_BYTES.gpu : ENGINE_BYTES.cpu);
}

/** Bytes of a training's largest tensor: the embedding, or the logits of a part of the batch. */
function largestTensorBytes({ vocabSize, nEmbd }: GPTConfig, tokensOfPart: number): number {
  return 4 * vocabSize * Math.max(nEmbd, tokensOfPart);
}

/** A part of a batch has at least so many tokens: fewer keep a GPU waiting. */
const LEAST_TOKENS = 128;

/**
 * The preset with the smallest `accumulate` that fits the device; the preset as it is where the memory is unknown. If no
 * part of 128 tokens fits, the head is tied (`tiedHead`).
 *
 * @param o.vocabSize of the tokenizer; default: GPT-2's
 * @param o.tokens tokens in a row of the batch; default: `windowTokens`, else `blockSize`
 * @throws {RangeError} if the model does not fit at all; the message says which settings to change
 */
export function fitToMemory<P extends TrainingPreset & { readonly windowTokens?: number }>(
  preset: P,
  device: DeviceMemory,
  o: { readonly vocabSize?: number; readonly tokens?: number } = {},
): P {
  const { vocabSize = 50257, tokens = preset.windowTokens ?? preset.model.blockSize } = o;
  const usable = usableBytes(device);
  if (preset.name === "small" || usable === null) return preset;
  const { batchSize, model } = preset;
  const bytes = (tiedHead: boolean, accumulate: number) =>
    trainingBytes({ ...model, tiedHead, vocabSize }, { batchSize, tokens, accumulate, kind: device.kind });
  const fitsTensors = (accumulate: number) =>
    largestTensorBytes({ ...model, vocabSize }, batchSize / accumulate * tokens) <=
      (device.maxTensorBytes ?? Infinity);
  const fewest = Math.min(Math.ceil(LEAST_TOKENS / tokens), batchSize);
  for (const tiedHead of model.tiedHead ? [true] : [false, true]) {
    for (let accumulate = 1; accumulate <= batchSize / fewest; accumulate++) {
      if (batchSize % accumulate !== 0 || bytes(tiedHead, accumulate) > usable) continue;
      if (!fitsTensors(accumulate)) continue;
      return { ...preset, model: { ...model, tiedHead }, accumulate };
    }
  }
  if (!fitsTensors(batchSize / fewest)) {
    throw new RangeError(
      `the preset "${preset.name}" does not fit ${device.name}: its largest tensor needs about ` +
        `${
          formatBytes(largestTensorBytes({ ...model, vocabSize }, fewest * tokens))
        }, and this device takes at most ` +
        `${
          formatBytes(device.maxTensorBytes!)
        }. Set COURSE_PRESET=small, or restrictVocabulary: true in the preset.`,
    );
  }
  const million = Math.round(parameterCount({ ...model, tiedHead: true, vocabSize }) / 1e6);
  throw new RangeError(
    `the preset "${preset.name}" does not fit ${device.name}: even with a tied head its ${million} M ` +
      `parameters need about ${formatBytes(bytes(true, batchSize / fewest))} with ${fewest * tokens} ` +
      `tokens at a time, and ${formatBytes(usable)} can be used. Set COURSE_PRESET=small, or change the ` +
      "preset's model: fewer layers (nLayer), a smaller width (nEmbd), or restrictVocabulary: true.",
  );
}
