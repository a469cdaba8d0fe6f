/**
 * Guesses by a small model that continues the text itself, with a cache of its own.
 *
 * It draws each token with the noise that the large model uses for the same token. So where both models give similar
 * probabilities, they draw the same token.
 */
import * as tf from "@tensorflow/tfjs";
import type { Compile } from "../../engine/ops/mod.ts";
import { disposeParams, seed as makeSeed } from "../../nn/mod.ts";
import { compileDecodeStep, type DecodeOptions, makeDecodeStep } from "../decode_step.ts";
import type { Model } from "../generate.ts";
import { initKVCache, type KVCache } from "../kv_cache.ts";

interface DraftOptions {
  readonly sampling: DecodeOptions;
  readonly seed: number;
  /** Most guesses at once. */
  readonly count: number;
  /** Most tokens of the text. */
  readonly capacity: number;
  /** The width that a prompt is padded to. */
  readonly roundUp: (length: number) => number;
  readonly compile?: Compile;
}

export class DraftModel implements Disposable {
  readonly #model: Model;
  readonly #o: DraftOptions;
  readonly #step: ReturnType<typeof compileDecodeStep>;
  #cache: KVCache;
  #isEmpty = true;

  constructor(model: Model, o: DraftOptions) {
    this.#model = model;
    this.#o = o;
    const { config } = model, { sampling, compile } = o;
    this.#step = compile ? compileDecodeStep(config, sampling, compile) : makeDecodeStep(config, sampling);
    this.#cache = initKVCache(config, { batchSize: 1, capacity: Math.min(o.capacity, config.blockSize) });
  }

  /**
   * The tokens that the small model draws next.
   *
   * @param row the text so far. Since the last call only tokens were added, each a guess or a token after guesses
   * @param made the number of new tokens in it
   * @returns `count` tokens; none if its context has no room for them
   */
  async guess(row: readonly number[], made: number): Promise<number[]> {
    const { count } = this.#o, last = row.length - 1;
    if (row.length + count > this.#cache.layers[0].k.shape[2]) return [];
    if (this.#isEmpty && last > 0) (await this.#run(row.slice(0, last), { start: 0, index: made })).dispose();
    this.#isEmpty = false;
    // One token more than is returned, so that the cache has the last guess, too. Guesses that turned out wrong are
    // behind the position `last`: they are hidden, and overwritten now.
    const tokens = await this.#run(row.slice(last), { start: last, index: made, count: count + 1 });
    const drawn = await tokens.data();
    tokens.dispose();
    const wrong = drawn.subarray(0, count).findIndex((token) => token < 0);
    return [...drawn.subarray(0, wrong < 0 ? count : wrong)];
  }

  async #run(
    ids: readonly number[],
    { start, index, count }: { readonly start: number; readonly index: number; readonly count?: number },
  ): Promise<tf.Tensor2D> {
    const input = {
      ...stepInput(ids, { index, ...this.#o, pad: count === undefined }),
      ...(count && { count: tf.scalar(count, "int32") }),
    };
    const before = { layers: this.#cache.layers, lengths: tf.tensor1d([start], "int32") };
    try {
      const { tokens, state } = await this.#step(this.#model.params, input, { cache: before });
      disposeParams(this.#cache);
      this.#cache = state.cache!;
      return tokens;
    } finally {
      disposeParams(input);
      before.lengths.dispose();
    }
  }

  [Symbol.dispose](): void {
    disposeParams(this.#cache);
  }
}

/** The input of a decoding step for one row; `pad`: several ids may be padded on the right. */
export function stepInput(
  ids: readonly number[],
  o: {
    readonly index: number;
    readonly seed: number;
    readonly roundUp: (length: number) => number;
    readonly pad: boolean;
  },
) {
  const padded = new Int32Array(o.pad && ids.length > 1 ? o.roundUp(ids.length) : ids.length);
  padded.set(ids);
  return {
    ids: tf.tensor2d(padded, [1, padded.length], "int32"),
    lengths: tf.tensor1d([ids.length], "int32"),
    seed: makeSeed(o.seed),
    index: tf.scalar(o.index, "int32"),
  };
}
