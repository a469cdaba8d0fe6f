/**
 * Batches of separate samples, padded to one length: for short texts that end, unlike a book.
 *
 * A row is one sample: x has its tokens but the last, y the same tokens one later, and padding fills the rest. Padding is
 * not learned: its targets are −1, which the loss ignores. And a causal model never sees tokens to the right, so the
 * padding in x does not change the sample either. A sample longer than the row is cut.
 */
import { type Batch, type Batches, IGNORED } from "./batch.ts";
import { epochBatches } from "./epochs.ts";

interface PaddedOptions {
  /** T, tokens in a row: a sample of T + 1 tokens fills it. */
  readonly blockSize: number;
  readonly batchSize: number;
  /** Fills x after a sample; any id of the vocabulary, usually that of the end-of-text token. */
  readonly padId: number;
  readonly seed?: number;
}

/**
 * Batches in which each row is one sample.
 *
 * With a seed, every sample comes once an epoch, in an order drawn from (seed, epoch); without, all come in order, for
 * evaluation. See epochs.ts.
 *
 * @param samples token ids; a sample needs at least 2 tokens, one to predict
 * @throws {RangeError} when an option is not a positive integer, there are too few samples, or one is too short
 * @example
 * ```ts
 * import { paddedBatches } from "lib/corpora";
 * import assert from "node:assert/strict";
 * const batches = paddedBatches([[5, 6, 7], [8, 9]], { blockSize: 4, batchSize: 2, padId: 0 });
 * const { x, y } = batches.at(0);
 * assert.deepEqual([...x], [5, 6, 0, 0, 8, 0, 0, 0]);
 * assert.deepEqual([...y], [6, 7, -1, -1, 9, -1, -1, -1]);
 * ```
 */
export function paddedBatches(samples: readonly ArrayLike<number>[], options: PaddedOptions): Batches {
  check(samples, options);
  return epochBatches({
    ...options,
    caller: "paddedBatches",
    items: "samples",
    count: samples.length,
    take: (rows) => pad(Array.from(rows, (row) => samples[row]), options),
  });
}

/** Rows side by side: x and y are (B, T). */
function pad(rows: readonly ArrayLike<number>[], o: { blockSize: number; padId: number }): Batch {
  const T = o.blockSize;
  const x = new Int32Array(rows.length * T).fill(o.padId);
  const y = new Int32Array(rows.length * T).fill(IGNORED);
  rows.forEach((row, b) => {
    const predicted = Math.min(T, row.length - 1);
    for (let t = 0; t < predicted; t++) {
      x[b * T + t] = row[t];
      y[b * T + t] = row[t + 1];
    }
  });
  return { x, y, shape: [rows.length, T] };
}

function check(samples: readonly ArrayLike<number>[], o: PaddedOptions): void {
  if (!Number.isInteger(o.padId) || o.padId < 0) {
    throw new RangeError(`paddedBatches: padId must be a token id, got ${o.padId}`);
  }
  const short = samples.findIndex((sample) => sample.length < 2);
  if (short === -1) return;
  const { length } = samples[short];
  throw new RangeError(
    `paddedBatches: sample ${short} has ${length} tokens; at least 2 are needed to predict one`,
  );
}
