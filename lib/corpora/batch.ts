/**
 * A batch: rows of token ids with the id to predict at each position. lib/corpora makes batches, lib/training learns from
 * them.
 *
 * Batches are a pure function of the step number: `at(7)` needs none of the batches before it, so a resumed run needs
 * only its step. B: rows (sequences) in a batch, T: tokens in a row.
 */

/** The target of a position that is not counted in the loss; any negative target is ignored. */
export const IGNORED = -1;

/** One batch as plain typed arrays, each (B, T) row by row. */
export interface Batch {
  /** Input ids. */
  readonly x: Int32Array;
  /** Target ids: the id that should follow. A negative target is not counted in the loss. */
  readonly y: Int32Array;
  /** Where rows hold several texts: equal ids for the tokens of one text. See `gpt`'s `segments`. */
  readonly segments?: Int32Array;
  /** Where the positions of a row's tokens are not 0, 1, 2 …: the position of each. See `gpt`'s `positions`. */
  readonly positions?: Int32Array;
  readonly shape: readonly [B: number, T: number];
}

/** Token ids, and for each whether it is to be learned (1) or only read (0). */
export interface Example {
  readonly ids: Int32Array;
  readonly answer: Uint8Array;
}

/** Batches by step number. */
export interface Batches {
  /** Rows in a batch; the last batch of an evaluation may have fewer. */
  readonly batchSize: number;
  /** Tokens in a row. */
  readonly blockSize: number;
  /** Batches that make one pass over the data. */
  readonly stepsPerEpoch: number;
  /**
   * The batch of a step, counted from 0. The same step gives the same batch. Batches for training have no end; those
   * in order, for evaluation, end after `stepsPerEpoch` batches and throw a RangeError for later steps.
   */
  at(step: number): Batch;
}
