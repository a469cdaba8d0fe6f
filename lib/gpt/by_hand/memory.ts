/**
 * Where the memory of a training goes, by formula: nothing is allocated.
 *
 * The formula is this folder's: what it keeps and what it does not. A library may keep more (each small operation's
 * result) or less (attention without the (T, T) weights, layers computed again in the backward pass).
 */
import { type GPTConfig, parameterCount } from "../config.ts";

/** Bytes of each part; float32, 4 bytes a number. */
export interface TrainingMemory {
  readonly parameters: number;
  readonly gradients: number;
  /** AdamW's two running means. */
  readonly moments: number;
  /** What the forward pass keeps for the backward pass, and the scratch arrays of one block. */
  readonly activations: number;
}

/**
 * The bytes of a training with batches of B sequences of T tokens.
 *
 * With P parameters: 4 P for the weights, 4 P for the gradients, 8 P for the moments. For each token, in numbers: `C` for the
 * embedding, `16 C + H T + 4` in each block, `C + 2` for the last norm, `2 V` for logits and probabilities, `14 C` scratch.
 *
 * @example
 * ```ts
 * import { memoryByHand } from "./memory.ts";
 * import { gpt2Config } from "lib/gpt";
 * import assert from "node:assert/strict";
 * const { parameters, moments } = memoryByHand(gpt2Config, [1, 1024]);
 * assert.equal(parameters, 4 * 124_439_808);
 * assert.equal(moments, 2 * parameters);
 * ```
 */
export function memoryByHand(config: GPTConfig, [B, T]: readonly [B: number, T: number]): TrainingMemory {
  const { nLayer, nEmbd: C, nHead: H, vocabSize: V } = config;
  const weights = 4 * parameterCount(config);
  const perToken = C + nLayer * (16 * C + H * T + 4) + (C + 2) + 2 * V + 14 * C;
  return {
    parameters: weights,
    gradients: weights,
    moments: 2 * weights,
    activations: 4 * B * T * perToken,
  };
}
