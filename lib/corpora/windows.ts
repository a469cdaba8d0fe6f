/**
 * Batches of windows over a token sequence: x is blockSize tokens, y the same one token later.
 *
 * Three ways to choose the windows:
 *   shuffledWindows    every stride-th window once an epoch, in a new order each epoch (as in the lecture)
 *   randomWindows      starts drawn anywhere, with replacement (as in nanoGPT)
 *   sequentialWindows  in order, each token predicted once: for evaluation
 *
 * B = batchSize, T = blockSize.
 */

import type { Batch, Batches } from "./batch.ts";
import { randomBelow } from "./counter_random.ts";
import { epochOrder } from "./epoch_order.ts";

/**
 * Every stride-th window of the tokens, once an epoch, in an order drawn from (seed, epoch).
 *
 * The last windows of an epoch that do not fill a batch are left out of that epoch (the lecture's `drop_last=True`). So
 * every batch has the same shape, and a step is compiled once. The next epoch has another order and leaves out others.
 *
 * @param tokens the training text
 * @param options.stride tokens between the starts of neighbouring windows. The lecture: 4 at blockSize 32, so each
 *   token is seen about eight times an epoch
 * @throws {RangeError} when an option is not a positive integer or the text gives less than one batch
 * @example
 * ```ts
 * import { shuffledWindows } from "lib/corpora";
 * import assert from "node:assert/strict";
 * const tokens = Int32Array.from({ length: 100 }, (_, i) => i);
 * const batches = shuffledWindows(tokens, { blockSize: 8, stride: 4, batchSize: 5, seed: 1 });
 * assert.equal(batches.stepsPerEpoch, 4); // 23 windows: four whole batches
 * const { x, y } = batches.at(0);
 * assert.equal(y[0], x[0] + 1);
 * ```
 */
export function shuffledWindows(
  tokens: Int32Array,
  options: { blockSize: number; stride: number; batchSize: number; seed: number },
): Batches {
  const { blockSize, stride, batchSize, seed } = options;
  checkOptions("shuffledWindows", tokens, { blockSize, stride, batchSize });
  const windows = countWindows(tokens.length, blockSize, stride);
  const stepsPerEpoch = Math.floor(windows / batchSize);
  if (stepsPerEpoch === 0) {
    throw new RangeError(
      `shuffledWindows: ${tokens.length} tokens give ${windows} windows of ${blockSize} at stride ${stride}, ` +
        `fewer than one batch of ${batchSize}. Take a smaller batchSize or stride, or a longer text.`,
    );
  }
  const orderOf = epochOrder(windows, seed);
  return {
    batchSize,
    blockSize,
    stepsPerEpoch,
    at(step) {
      checkStep("shuffledWindows", step);
      const first = (step % stepsPerEpoch) * batchSize;
      const chosen = orderOf(Math.floor(step / stepsPerEpoch)).subarray(first, first + batchSize);
      return gather(tokens, { starts: Array.from(chosen, (window) => window * stride), blockSize });
    },
  };
}

/**
 * Windows that start anywhere, drawn with replacement from (seed, step, row), as in nanoGPT.
 *
 * There are no epochs: `stepsPerEpoch` is the number of steps that see as many tokens as the text has.
 *
 * @throws {RangeError} when an option is not a positive integer or the text is shorter than one window
 * @example
 * ```ts
 * import { randomWindows } from "lib/corpora";
 * import assert from "node:assert/strict";
 * const batches = randomWindows(new Int32Array(1000), { blockSize: 64, batchSize: 12, seed: 1 });
 * assert.deepEqual(batches.at(0).shape, [12, 64]);
 * ```
 */
export function randomWindows(
  tokens: Int32Array,
  options: { blockSize: number; batchSize: number; seed: number },
): Batches {
  const { blockSize, batchSize, seed } = options;
  checkOptions("randomWindows", tokens, { blockSize, batchSize });
  const starts = tokens.length - blockSize;
  return {
    batchSize,
    blockSize,
    stepsPerEpoch: Math.max(1, Math.ceil(tokens.length / (blockSize * batchSize))),
    at(step) {
      checkStep("randomWindows", step);
      return gather(tokens, {
        starts: Array.from({ length: batchSize }, (_, row) => randomBelow(starts, seed, step, row)),
        blockSize,
      });
    },
  };
}

/**
 * All windows in order, without overlap, for evaluation: every token but the first is predicted exactly once, except
 * for a tail shorter than a window.
 *
 * The last batch may have fewer rows, as its `shape` says.
 *
 * @throws {RangeError} when an option is not a positive integer, the text is shorter than one window, or `at` gets a
 *   step past the end
 */
export function sequentialWindows(
  tokens: Int32Array,
  options: { blockSize: number; batchSize: number },
): Batches {
  const { blockSize, batchSize } = options;
  checkOptions("sequentialWindows", tokens, { blockSize, batchSize });
  const windows = countWindows(tokens.length, blockSize, blockSize);
  const stepsPerEpoch = Math.ceil(windows / batchSize);
  return {
    batchSize,
    blockSize,
    stepsPerEpoch,
    at(step) {
      checkStep("sequentialWindows", step);
      if (step >= stepsPerEpoch) {
        throw new RangeError(`sequentialWindows: step ${step} is past the end, there are ${stepsPerEpoch}`);
      }
      const first = step * batchSize;
      const rows = Math.min(batchSize, windows - first);
      return gather(tokens, {
        starts: Array.from({ length: rows }, (_, row) => (first + row) * blockSize),
        blockSize,
      });
    },
  };
}

/** Windows of blockSize + 1 tokens (x and y together) that fit. */
function countWindows(tokens: number, blockSize: number, stride: number): number {
  return Math.floor((tokens - blockSize - 1) / stride) + 1;
}

function gather(tokens: Int32Array, options: { starts: readonly number[]; blockSize: number }): Batch {
  const { starts, blockSize } = options;
  const x = new Int32Array(starts.length * blockSize);
  const y = new Int32Array(starts.length * blockSize);
  starts.forEach((start, row) => {
    x.set(tokens.subarray(start, start + blockSize), row * blockSize);
    y.set(tokens.subarray(start + 1, start + 1 + blockSize), row * blockSize);
  });
  return { x, y, shape: [starts.length, blockSize] };
}

function checkOptions(
  caller: string,
  tokens: Int32Array,
  options: { blockSize: number; [name: string]: number },
) {
  for (const [name, value] of Object.entries(options)) {
    if (!Number.isInteger(value) || value < 1) {
      throw new RangeError(`${caller}: ${name} must be a positive integer, got ${value}`);
    }
  }
  if (tokens.length < options.blockSize + 1) {
    throw new RangeError(
      `${caller}: a window of blockSize ${options.blockSize} needs ${
        options.blockSize + 1
      } tokens (x and y), ` +
        `the text has ${tokens.length}. Take a longer text or a smaller blockSize.`,
    );
  }
}

function checkStep(caller: string, step: number): void {
  if (!Number.isSafeInteger(step) || step < 0) {
    throw new RangeError(`${caller}: step must be an integer from 0, got ${step}`);
  }
}
