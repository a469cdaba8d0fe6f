/** How much memory training uses. Fast enough to call at every step. */
import * as tf from "@tensorflow/tfjs";
import { readOrNull } from "./machine.ts";

/**
 * The memory that training uses now, in bytes: the GPU's with WebGPU, otherwise the process's.
 *
 * On a GPU with WebGPU, tfjs keeps unused buffers for new tensors of the same size, so this is the largest need so far.
 * With CUDA it is the process's memory, not the GPU's, which TensorFlow's C API does not report.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { memoryInUse } from "lib/engine/device";
 * assert.ok(memoryInUse() > 10 * 2 ** 20);
 * ```
 */
export function memoryInUse(): number {
  const { numBytesAllocatedInGPU } = tf.memory() as tf.MemoryInfo & { numBytesAllocatedInGPU?: number };
  return numBytesAllocatedInGPU ?? Deno.memoryUsage().rss;
}

/**
 * The largest memory that this process has had, in bytes: Linux's kernel counts it (VmHWM). Null elsewhere, because Deno
 * has no such count (on macOS, `/usr/bin/time -l deno …` shows it).
 */
export function peakMemory(): number | null {
  const kilobytes = readOrNull("/proc/self/status")?.match(/^VmHWM:\s+(\d+) kB$/m)?.[1];
  return kilobytes === undefined ? null : 1024 * Number(kilobytes);
}
