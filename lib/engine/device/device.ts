/**
 * What a device is: the kinds that the course can compute on, and what `useDevice()` returns.
 *
 * Types and names only. `cuda.ts`, `webgpu.ts`, `native_cpu.ts` and `javascript.ts` look for devices; `use_device.ts`
 * chooses one.
 */
import type { Tuning } from "../ops/tuning.ts";

/** All kinds of devices, in the order in which they are tried. */
export const deviceKinds = ["cuda", "webgpu", "cpu", "js"] as const;

/**
 * - `cuda`: an NVIDIA GPU through libtensorflow
 * - `webgpu`: a GPU through Vulkan, Metal or DirectX 12, with Deno's own WebGPU
 * - `cpu`: the processor through libtensorflow
 * - `js`: the processor through plain JavaScript; always available, and some hundred times slower
 */
export type DeviceKind = typeof deviceKinds[number];

/** One kind of device that was considered, and why it was chosen or not. */
export interface Considered {
  readonly kind: DeviceKind;
  readonly chosen: boolean;
  readonly reason: string;
  /** it opened, but computed wrong numbers (self_test.ts) */
  readonly failedSelfTest?: true;
}

interface DeviceVersions {
  readonly deno: string;
  /** TensorFlow.js */
  readonly tfjs: string;
  /** libtensorflow; null if it is not in use */
  readonly tensorflow: string | null;
  /** the GPU's driver; null if unknown */
  readonly driver: string | null;
}

/** The device that tfjs computes on. */
export interface Device {
  readonly kind: DeviceKind;
  /** the name of the GPU or the processor */
  readonly name: string;
  /** the current tfjs backend: `tf.getBackend()` */
  readonly backend: string;
  /** bytes of memory: the GPU's own, or the machine's; null if unknown */
  readonly memoryBytes: number | null;
  /** bytes of the largest tensor, where the device has such a limit: WebGPU */
  readonly maxTensorBytes?: number;
  /** processor cores that this process may use */
  readonly cores: number;
  readonly versions: DeviceVersions;
  readonly considered: readonly Considered[];
  /** what was measured to be fastest here, and is in use (../ops/tuning.ts); `{}` if nothing was measured */
  readonly tuning: Tuning;
  /** what to know before its first use (Found) */
  readonly firstUse?: string;
  /** why what was measured is not in use: it is damaged, or of another device or version (read_tuning.ts) */
  readonly tuningIgnored?: string;
  /** the line that `useDevice()` prints: device, memory, version */
  readonly line: string;
}

/** What is known about a device before it is opened. */
export interface Found {
  readonly name: string;
  readonly memoryBytes: number | null;
  readonly driver: string | null;
  /** a GPU emulated in software (llvmpipe, SwiftShader …): correct, but slower than `cpu` */
  readonly software: boolean;
  /** bytes of the largest tensor, where the device has such a limit */
  readonly maxTensorBytes?: number;
  /** what the user can do to have a faster one; shown where this one is not used */
  readonly advice?: readonly string[];
  /** what to know before its first use: that it takes long */
  readonly firstUse?: string;
}

/** The result of looking for a device: the device, or why there is none and what to do. */
export type Probe =
  | { readonly available: true; readonly found: Found }
  | { readonly available: false; readonly reason: string; readonly advice: readonly string[] };

/**
 * One kind of device. `probe()` looks for it and changes nothing: no backend is chosen, no library is opened. `open()`
 * makes tfjs compute on it, or throws.
 */
export interface Candidate {
  readonly kind: DeviceKind;
  probe(): Promise<Probe>;
  open(found: Found): Promise<{ readonly backend: string; readonly tensorflow: string | null }>;
}
