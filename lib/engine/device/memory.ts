/**
 * How much memory training uses: the process's own, its tensors', and the GPU's.
 *
 * Numbers only, cheap enough to call at every step. The process's peak is the kernel's own count on Linux
 * (VmHWM). Deno has no such count on macOS and Windows: null there (`/usr/bin/time -l deno …` tells on macOS).
 */
import * as tf from "@tensorflow/tfjs";
import { machineMemory, readOrNull } from "./machine.ts";

export interface MemoryReport {
  /** Memory of this process now */
  readonly rssBytes: number;
  /** The most memory this process has had at once; null where the system does not tell */
  readonly peakRssBytes: number | null;
  /** Tensors alive */
  readonly tensors: number;
  /** What those tensors hold */
  readonly tensorBytes: number;
  /**
   * What is allocated on the GPU; only where WebGPU computes. tfjs keeps buffers it no longer uses for tensors of
   * the same size, so this is the most that was needed, not what is needed now.
   */
  readonly gpuBytes?: number;
  /** Memory of the machine (or container) that is free, or can be freed without swapping */
  readonly freeBytes: number;
}

/**
 * The memory that training uses up now, in bytes: the GPU's where WebGPU computes, otherwise the process's.
 *
 * With CUDA that is the process's own memory, not the GPU's: TensorFlow's C API does not tell.
 */
export function memoryInUse(): number {
  const { gpuBytes, rssBytes } = memoryReport();
  return gpuBytes ?? rssBytes;
}

/**
 * Reports the memory of this moment.
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
    freeBytes: machineMemory().freeBytes,
  };
}

/** The peak that /proc/self/status tells, in bytes; null without that file. */
function peakRssBytes(status: string | null): number | null {
  const kilobytes = status?.match(/^VmHWM:\s+(\d+) kB$/m)?.[1];
  return kilobytes === undefined ? null : 1024 * Number(kilobytes);
}
