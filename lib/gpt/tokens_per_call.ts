/**
 * How many tokens one compiled call generates before it returns to JavaScript, and when a cache starts small.
 *
 * Calls with many tokens cost less: each call copies the cache and takes a turn of the event loop. Calls with few tokens
 * show the text sooner. The number changes nothing in the tokens themselves.
 */
import { countParams } from "../nn/mod.ts";
import type { GPTConfig } from "./config.ts";
import { MAX_TOKENS_PER_CALL } from "./decode_step.ts";
import type { ModelParams } from "./gpt.ts";
import { cacheBytes } from "./kv_cache.ts";

const FIRST_COUNT = 8;
/**
 * The count doubles after a call of less than `growMs` and halves after one of more than `shrinkMs`. Few rows are
 * read while they are written, so their calls are short. A large batch is not read token by token, and copying its cache
 * is expensive, so its calls are longer.
 */
const FEW_ROWS = { maxRows: 8, growMs: 100, shrinkMs: 400 };
const MANY_ROWS = { growMs: 1000, shrinkMs: 2000 };

/** The number of tokens for the next call, from the time that the last call took. */
export class TokensPerCall {
  readonly #limits: { readonly growMs: number; readonly shrinkMs: number };
  #count = FIRST_COUNT;

  constructor(o: { readonly rows: number }) {
    this.#limits = o.rows <= FEW_ROWS.maxRows ? FEW_ROWS : MANY_ROWS;
  }

  get count(): number {
    return this.#count;
  }

  /** Adjusts the count after a call that took `ms`. */
  took(ms: number): void {
    const { growMs, shrinkMs } = this.#limits;
    if (ms < growMs) this.#count = Math.min(2 * this.#count, MAX_TOKENS_PER_CALL);
    if (ms > shrinkMs) this.#count = Math.max(this.#count >> 1, FIRST_COUNT);
  }
}

/**
 * Whether a full cache holds more numbers than the model. Reading its empty slots then costs more than compiling for
 * several sizes, so such a cache starts small and doubles.
 */
export function isCacheLarge(
  { params, config }: { readonly params: ModelParams; readonly config: GPTConfig },
  { batchSize, capacity }: { readonly batchSize: number; readonly capacity: number },
): boolean {
  return cacheBytes(config, capacity) / 4 * batchSize > countParams(params);
}
