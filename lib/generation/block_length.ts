/**
 * How many tokens a compiled call makes before it comes back to JavaScript, and when a cache starts small.
 *
 * Long blocks are cheaper: each call costs a copy of the cache and a turn of the event loop. Short ones show the
 * text as it comes. The tokens are the same for every length.
 */
import { countParams } from "../nn/mod.ts";
import type { GPTConfig, GPTParams } from "../gpt/mod.ts";
import { MOST_TOKENS } from "./step.ts";

const FIRST_LENGTH = 4;
/** Blocks grow while they take less than this, so a reader sees new text several times a second. */
const SHORT_MS = 100;
/** Blocks shrink when they take more. */
const LONG_MS = 400;

/** The length of the next block, by the time that the last one took. */
export class BlockLength {
  #length = FIRST_LENGTH;

  get length(): number {
    return this.#length;
  }

  took(ms: number): void {
    if (ms < SHORT_MS) this.#length = Math.min(2 * this.#length, MOST_TOKENS);
    if (ms > LONG_MS) this.#length = Math.max(this.#length >> 1, FIRST_LENGTH);
  }
}

/**
 * Whether a cache holds more numbers than the model, so that reading its empty places would cost more than a
 * program for each size: such a cache starts small and doubles.
 */
export function isCacheLarge(
  { params, config }: { readonly params: GPTParams; readonly config: GPTConfig },
  { batchSize, capacity }: { readonly batchSize: number; readonly capacity: number },
): boolean {
  return 2 * config.nLayer * config.nEmbd * batchSize * capacity > countParams(params);
}
