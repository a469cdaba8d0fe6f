/**
 * The settings of nanoGPT's CPU run on character-level tinyshakespeare, for both sides, and the text cut for them.
 *
 * Source: config/train_shakespeare_char.py with the flags of the README's section "I only have a macbook".
 */
import { characterTokenizer } from "../../../tokenizers/mod.ts";
import { type Batches, sequentialWindows, splitTail } from "../../../corpora/mod.ts";
import { type GPTConfig, nanoGPTCharConfig } from "../../../gpt/mod.ts";

export const SETTINGS = {
  batchSize: 12,
  peak: 1e-3,
  floor: 1e-4,
  warmupSteps: 100,
  beta1: 0.9,
  beta2: 0.99,
  weightDecay: 0.1,
  clipNorm: 1,
} as const;

/** nanoGPT's `max_iters`. */
export const STEPS = 2000;

export interface Task {
  readonly config: GPTConfig;
  readonly trainIds: Int32Array;
  /** The whole validation split, each character predicted once. */
  readonly validation: Batches;
}

export function makeTask(text: string): Task {
  const tokenizer = characterTokenizer(text);
  const config = { ...nanoGPTCharConfig, vocabSize: tokenizer.vocabSize };
  const { blockSize } = config;
  const { train, heldOut } = splitTail(tokenizer.encode(text), 0.1, { blockSize });
  return { config, trainIds: train, validation: sequentialWindows(heldOut, { blockSize, batchSize: 50 }) };
}

export interface Trained {
  readonly parameters: number;
  /** Nats per character, over the whole validation split. */
  readonly validationLoss: number;
  readonly tokensPerSecond: number;
  readonly heldOut: readonly (readonly [step: number, loss: number])[];
}

export interface TrainOptions {
  readonly seed: number;
  readonly steps: number;
  readonly onProgress: (text: string) => void;
}
