/**
 * Batches of separate samples, padded to one length: for short texts that end, unlike a book.
 *
 * A row is one sample: x has its tokens but the last, y the same tokens one later, and padding fills the rest. Padding is
 * not learned: its targets are −1, which the loss ignores. And a causal model never sees tokens to the right, so the
 * padding in x does not change the sample either. A sample longer than the row is cut.
 *
 * B = batchSize, T = blockSize.
 */
import { type Batch, type Batches, IGNORED } from "./batch.ts";
import { epochOrder } from "./epoch_order.ts";

interface PaddedOptions {
  /** T, tokens in a row: a sample of T + 1 tokens fills it. */
  readonly blockSize: number;
  readonly batchSize: number;
  /** Fills x after a sample; any id of the vocabulary, usually that of the end-of-text token. */
  readonly padId: number;
  /** Seed of each epoch's order. Without it the samples come in order, and the last batch may have fewer rows. */
  readonly seed?: number;
}

/**
 * Batches in which each row is one sample.
 *
 * With a seed, every sample comes once an epoch, in an order drawn from (seed, epoch); the last samples that do not fill a
 * batch are left out of that epoch. Without a seed all samples come in order, for evaluation.
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
  const { blockSize, batchSize, padId, seed } = options;
  check(samples, options);
  const shuffled = seed !== undefined;
  const stepsPerEpoch = shuffled
    ? Math.floor(samples.length / batchSize)
    : Math.ceil(samples.length / batchSize);
  const inOrder = Int32Array.from(samples.keys());
  const orderOf = shuffled ? epochOrder(samples.length, seed) : () => inOrder;
  return {
    batchSize,
    blockSize,
    stepsPerEpoch,
    at(step) {
      const epoch = Math.floor(step / stepsPerEpoch);
      if (!Number.isSafeInteger(step) || step < 0 || (!shuffled && epoch > 0)) {
        const range = shuffled ? "an integer from 0" : `from 0 to ${stepsPerEpoch - 1}`;
        throw new RangeError(`paddedBatches: step must be ${range}, got ${step}`);
      }
      const first = (step % stepsPerEpoch) * batchSize;
      const rows = Array.from(orderOf(epoch).subarray(first, first + batchSize), (i) => samples[i]);
      return pad(rows, { blockSize, padId });
    },
  };
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
  for (const name of ["blockSize", "batchSize"] as const) {
    if (!Number.isInteger(o[name]) || o[name] < 1) {
      throw new RangeError(`paddedBatches: ${name} must be a positive integer, got ${o[name]}`);
    }
  }
  if (!Number.isInteger(o.padId) || o.padId < 0) {
    throw new RangeError(`paddedBatches: padId must be a token id, got ${o.padId}`);
  }
  const least = o.seed === undefined ? 1 : o.batchSize;
  if (samples.length < least) {
    throw new RangeError(`paddedBatches: expected at least ${least} samples, got ${samples.length}`);
  }
  const short = samples.findIndex((sample) => sample.length < 2);
  if (short !== -1) {
    throw new RangeError(
      `paddedBatches: sample ${short} has ${
        samples[short].length
      } tokens; at least 2 are needed to predict one`,
    );
  }
}
