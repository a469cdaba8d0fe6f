/** The order in which an epoch visits windows, rows or samples: a new permutation each epoch, drawn from a seed. */
import { randomPermutation } from "./counter_random.ts";

/**
 * Makes the function that returns the order of an epoch: a permutation of 0 … count − 1, pure in (seed, epoch).
 *
 * The last epoch's order is kept, so that it is not drawn again for each step.
 */
export function epochOrder(count: number, seed: number): (epoch: number) => Int32Array {
  let last: { readonly epoch: number; readonly order: Int32Array } | undefined;
  return (epoch) => {
    if (last?.epoch !== epoch) last = { epoch, order: randomPermutation(count, seed, epoch) };
    return last.order;
  };
}
