/**
 * Batches of windows over a token sequence: x is blockSize tokens, y the same one token later.
 *
 * Three ways to choose the windows:
 *   shuffledWindows    every stride-th window once an epoch, in a new order each epoch (as in the lecture)
 *   randomWindows      starts drawn anywhere, with replacement (as in nanoGPT)
 *   sequentialWindows  in order, each token predicted once: for evaluation
 *
 * B = batchSize, T = blockSize. All throw a RangeError when an option is not a positive integer, or the text is too short.
 */
import type { Batch, Batches } from "./batch.ts";
import { checkSeed, randomBelow } from "./counter_random.ts";
import { checkPositive, checkStep, epochBatches } from "./epochs.ts";

/**
 * Every stride-th window of the tokens, once an epoch, in an order drawn from (seed, epoch).
 *
 * The last windows of an epoch that do not fill a batch are left out of it (the lecture's `drop_last=True`); the next
 * epoch has another order and leaves out others.
 *
 * @param options.stride tokens between the starts of neighbouring windows. The lecture: 4 at blockSize 32, so each
 *   token is seen about eight times an epoch
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
  return spacedWindows("shuffledWindows", tokens, options);
}

/**
 * Windows that start anywhere, drawn with replacement from (seed, step, row), as in nanoGPT.
 *
 * There are no epochs: `stepsPerEpoch` is the number of steps that see as many tokens as the text has.
 *
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
  checkPositive("randomWindows", { blockSize, batchSize });
  checkSeed("randomWindows", seed);
  checkLength("randomWindows", tokens, { blockSize });
  const starts = tokens.length - blockSize;
  return {
    batchSize,
    blockSize,
    stepsPerEpoch: Math.max(1, Math.ceil(tokens.length / (blockSize * batchSize))),
    at(step) {
      checkStep("randomWindows", step);
      const chosen = Int32Array.from({ length: batchSize }, (_, row) => randomBelow(starts, seed, step, row));
      return gather(tokens, chosen, blockSize);
    },
  };
}

/**
 * All windows in order, without overlap, for evaluation: every token but the first is predicted exactly once, except
 * for a tail shorter than a window. The last batch may have fewer rows, as its `shape` says.
 */
export function sequentialWindows(
  tokens: Int32Array,
  options: { blockSize: number; batchSize: number },
): Batches {
  return spacedWindows("sequentialWindows", tokens, { ...options, stride: options.blockSize });
}

function spacedWindows(
  caller: string,
  tokens: Int32Array,
  o: { blockSize: number; stride: number; batchSize: number; seed?: number },
): Batches {
  const { blockSize, stride } = o;
  checkPositive(caller, { blockSize, stride });
  checkLength(caller, tokens, o);
  return epochBatches({
    ...o,
    caller,
    items: `windows of ${blockSize} tokens at stride ${stride}`,
    count: Math.floor((tokens.length - blockSize - 1) / stride) + 1, // of blockSize + 1 tokens, x and y together
    take: (windows) => gather(tokens, windows.map((window) => window * stride), blockSize),
  });
}

function gather(tokens: Int32Array, starts: Int32Array, blockSize: number): Batch {
  const x = new Int32Array(starts.length * blockSize);
  const y = new Int32Array(starts.length * blockSize);
  starts.forEach((start, row) => {
    x.set(tokens.subarray(start, start + blockSize), row * blockSize);
    y.set(tokens.subarray(start + 1, start + 1 + blockSize), row * blockSize);
  });
  return { x, y, shape: [starts.length, blockSize] };
}

function checkLength(caller: string, tokens: Int32Array, options: { readonly blockSize: number }): void {
  if (tokens.length < options.blockSize + 1) {
    throw new RangeError(
      `${caller}: a window of blockSize ${options.blockSize} needs ${options.blockSize + 1} tokens (x and ` +
        `y), the text has ${tokens.length}. Take a longer text or a smaller blockSize.`,
    );
  }
}
