/**
 * How much memory training uses: the process, its tensors, and the GPU.
 *
 * Fast enough to call at every step. The peak of the process is counted by Linux's kernel (VmHWM). On macOS and Windows
 * Deno has no such count, and the peak is null (on macOS, `/usr/bin/time -l deno …` shows it).
 */
import * as tf from "@tensorflow/tfjs";
import { readOrNull } from "./machine.ts";

interface MemoryReport {
  /** memory of this process now */
  readonly rssBytes: number;
  /** largest memory that this process has had; null if unknown */
  readonly peakRssBytes: number | null;
  /** tensors that are not disposed of */
  readonly tensors: number;
  /** bytes of their values */
  readonly tensorBytes: number;
  /**
   * bytes allocated on the GPU, with WebGPU only. tfjs keeps unused buffers for new tensors of the same size, so this
   * is the largest need so far, not the need now.
   */
  readonly gpuBytes?: number;
}

/**
 * The memory that training uses now, in bytes: the GPU's with WebGPU, otherwise the process's.
 *
 * With CUDA it is the process's memory, not the GPU's, which TensorFlow's C API does not report.
 */
export function memoryInUse(): number {
  const { gpuBytes, rssBytes } = memoryReport();
  return gpuBytes ?? rssBytes;
}

/**
 * The memory in use now.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { memoryReport } from "lib/engine/device";
 * const { rssBytes, peakRssBytes } = memoryReport();
 * assert.ok(peakRssBytes === null || peakRssBytes > 0.9 * rssBytes);
 * ```
 */
export function memoryReport(): MemoryReport {
  const { numTensors, numBytes, numBytesAllocatedInGPU } = tf.memory() as tf.MemoryInfo & {
    numBytesAllocatedInGPU?: number;
  };
  return {
    rssBytes: Deno.memoryUsage().rss,
    peakRssBytes: peakRssBytes(readOrNull("/proc/self/status")),
    tensors: numTensors,
    tensorBytes: numBytes,
    ...(numBytesAllocatedInGPU === undefined ? {} : { gpuBytes: numBytesAllocatedInGPU }),
  };
}

/** The peak in /proc/self/status, in bytes; null without that file. */
function peakRssBytes(status: string | null): number | null {
  const kilobytes = status?.match(/^VmHWM:\s+(\d+) kB$/m)?.[1];
  return kilobytes === undefined ? null : 1024 * Number(kilobytes);
}
