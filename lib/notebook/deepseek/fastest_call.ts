/** The time of a computation that is too short for one measurement. */
import process from "node:process";
import * as tf from "@tensorflow/tfjs";

const CALLS = 8;

/**
 * Milliseconds of the fastest of eight calls: CPU time of all threads, which other programs hardly change; with `isGPU` the
 * clock's, because a GPU's work costs no CPU time.
 */
export async function fastestCall(f: () => tf.Tensor, o: { readonly isGPU: boolean }): Promise<number> {
  const now = o.isGPU ? () => performance.now() : cpuMilliseconds;
  let best = Infinity;
  for (let i = 0; i < CALLS; i++) {
    const start = now(), result = tf.tidy(f);
    await result.data();
    best = Math.min(best, now() - start);
    result.dispose();
  }
  return best;
}

function cpuMilliseconds(): number {
  const { user, system } = process.cpuUsage(); // microseconds
  return (user + system) / 1000;
}
