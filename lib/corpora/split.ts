/**
 * Holds out the tail of a corpus for evaluation.
 *
 * The tail, not a random sample: neighbouring windows overlap, so with a random sample the model would be trained on most
 * of the text that it is evaluated on.
 */

/** Token ids in either form the library uses. */
export type TokenIds = readonly number[] | Int32Array;

/**
 * Splits token ids into a training part and a held-out tail.
 *
 * @param fraction share held out, above 0 and below 1
 * @param options.blockSize tokens of a window: both parts get at least one (blockSize + 1 tokens, for x and y).
 *   Default 1
 * @throws {RangeError} when the fraction is not between 0 and 1, or the corpus is too short for two windows
 * @example
 * ```ts
 * import { splitTail } from "lib/corpora";
 * import assert from "node:assert/strict";
 * const { train, heldOut } = splitTail([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.2);
 * assert.equal(train.length, 8);
 * assert.deepEqual([...heldOut], [9, 10]);
 * ```
 */
export function splitTail(
  ids: TokenIds,
  fraction: number,
  options: { blockSize?: number } = {},
): { train: Int32Array; heldOut: Int32Array } {
  const window = (options.blockSize ?? 1) + 1;
  if (!(fraction > 0 && fraction < 1)) {
    throw new RangeError(
      `cannot hold out a fraction of ${fraction}: expected a number between 0 and 1, e.g. 0.1`,
    );
  }
  if (ids.length < 2 * window) {
    throw new RangeError(
      `cannot split ${ids.length} tokens into training and held-out text: each needs a window of ${window} tokens. ` +
        `Take a longer text or a smaller blockSize.`,
    );
  }
  const wanted = Math.round(ids.length * fraction);
  const tail = Math.min(Math.max(wanted, window), ids.length - window);
  const all = Int32Array.from(ids);
  return { train: all.slice(0, all.length - tail), heldOut: all.slice(all.length - tail) };
}
