/** The time of a computation that is too short for one measurement. */
import * as tf from "@tensorflow/tfjs";
import { cpuSeconds } from "../../statistics/cpu_time.ts";

const CALLS = 8;

/**
 * Milliseconds of the fastest of eight calls: CPU time of all threads, which other programs hardly change; with `isGPU` the
 * clock's, because a GPU's work costs no CPU time.
 */
export async function fastestCall(f: () => tf.Tensor, o: { readonly isGPU: boolean }): Promise<number> {
  const now = o.isGPU ? () => performance.now() : () => 1000 * cpuSeconds();
  let best = Infinity;
  for (let i = 0; i < CALLS; i++) {
    const start = now(), result = tf.tidy(f);
    await result.data();
    best = Math.min(best, now() - start);
    result.dispose();
  }
  return best;
}
