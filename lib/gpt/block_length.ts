/**
 * How many tokens a compiled call makes before it comes back to JavaScript, and when a cache starts small.
 *
 * Long blocks are cheaper: each call costs a copy of the cache and a turn of the event loop. Short ones show the
 * text as it comes. The tokens are the same for every length.
 */
import { countParams } from "../nn/mod.ts";
import type { GPTConfig } from "./config.ts";
import type { GPTParams } from "./gpt.ts";
import { MOST_TOKENS } from "./decoding_step.ts";

const FIRST_LENGTH = 8;
/**
 * Blocks grow while they take less than `growMs` and shrink when they take more than `shrinkMs`. A few rows are read as
 * they come, several times a second. Of many nobody reads each token, and their caches are dear to copy.
 */
const FEW_ROWS = { most: 8, growMs: 100, shrinkMs: 400 };
const MANY_ROWS = { growMs: 1000, shrinkMs: 2000 };

/** The length of the next block, by the time that the last one took. */
export class BlockLength {
  readonly #pace: { readonly growMs: number; readonly shrinkMs: number };
  #length = FIRST_LENGTH;

  constructor(o: { readonly rows: number }) {
    this.#pace = o.rows <= FEW_ROWS.most ? FEW_ROWS : MANY_ROWS;
  }

  get length(): number {
    return this.#length;
  }

  took(ms: number): void {
    const { growMs, shrinkMs } = this.#pace;
    if (ms < growMs) this.#length = Math.min(2 * this.#length, MOST_TOKENS);
    if (ms > shrinkMs) this.#length = Math.max(this.#length >> 1, FIRST_LENGTH);
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
