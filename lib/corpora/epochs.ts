/**
 * Batches of numbered items (windows, rows, samples) that visit every item once an epoch.
 *
 * With a seed each epoch has another order, drawn from (seed, epoch), and the last items that do not fill a batch are left
 * out of it: every batch has the same shape, so a step is compiled once. Without a seed the items come in order, once,
 * and the last batch may be smaller: for evaluation.
 */
import type { Batch, Batches } from "./batch.ts";
import { checkSeed, randomPermutation } from "./counter_random.ts";

interface EpochOptions {
  /** The function named in errors. */
  readonly caller: string;
  /** What is counted, in errors: "windows of 32 tokens". */
  readonly items: string;
  readonly count: number;
  readonly batchSize: number;
  readonly blockSize: number;
  readonly seed?: number;
  /** Makes the batch of these items. */
  readonly take: (items: Int32Array) => Batch;
}

/** @throws {RangeError} when an option is not a positive integer or there is less than one batch; from `at`, for no step */
export function epochBatches(o: EpochOptions): Batches {
  const { caller, items, count, batchSize, blockSize, seed, take } = o;
  checkPositive(caller, { batchSize, blockSize });
  if (seed !== undefined) checkSeed(caller, seed);
  const stepsPerEpoch = seed === undefined ? Math.ceil(count / batchSize) : Math.floor(count / batchSize);
  if (stepsPerEpoch < 1) {
    throw new RangeError(
      `${caller}: ${count} ${items} are fewer than one batch of ${batchSize}. Give more, or take a smaller batchSize.`,
    );
  }
  const orderOf = seed === undefined ? inOrder(count) : epochOrder(count, seed);
  return {
    batchSize,
    blockSize,
    stepsPerEpoch,
    at(step) {
      checkStep(caller, step);
      if (seed === undefined && step >= stepsPerEpoch) {
        throw new RangeError(`${caller}: step ${step} is past the end, there are ${stepsPerEpoch}`);
      }
      const first = (step % stepsPerEpoch) * batchSize;
      return take(orderOf(Math.floor(step / stepsPerEpoch)).subarray(first, first + batchSize));
    },
  };
}

function inOrder(count: number): () => Int32Array {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  return () => order;
}

/** The order of an epoch, a permutation of 0 … count − 1. The last one is kept, so that it is not drawn at each step. */
function epochOrder(count: number, seed: number): (epoch: number) => Int32Array {
  let last: { readonly epoch: number; readonly order: Int32Array } | undefined;
  return (epoch) => {
    if (last?.epoch !== epoch) last = { epoch, order: randomPermutation(count, seed, epoch) };
    return last.order;
  };
}

export function checkPositive(caller: string, options: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(options)) {
    if (!Number.isInteger(value) || value < 1) {
      throw new RangeError(`${caller}: ${name} must be a positive integer, got ${value}`);
    }
  }
}

export function checkStep(caller: string, step: number): void {
  if (!Number.isSafeInteger(step) || step < 0) {
    throw new RangeError(`${caller}: step must be an integer from 0, got ${step}`);
  }
}
