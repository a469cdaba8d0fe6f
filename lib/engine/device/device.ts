/**
 * What a device is: the kinds the course can compute on, and what `useDevice()` answers.
 *
 * Types and names only. Looking for devices is in `cuda.ts`, `webgpu.ts`, `native_cpu.ts` and `javascript.ts`;
 * picking one is in `use_device.ts`.
 */

/** Every kind of device, in the order in which they are tried. */
export const deviceKinds = ["cuda", "webgpu", "cpu", "js"] as const;

/**
 * - `cuda`: an NVIDIA GPU through libtensorflow
 * - `webgpu`: a GPU through Vulkan, Metal or DirectX 12, with Deno's own WebGPU
 * - `cpu`: the processor through libtensorflow
 * - `js`: the processor through plain JavaScript; always there, and some hundred times slower
 */
export type DeviceKind = typeof deviceKinds[number];

/** One device that was looked at, and why it was or was not taken. */
export interface Considered {
  readonly kind: DeviceKind;
  readonly chosen: boolean;
  readonly reason: string;
}

export interface DeviceVersions {
  readonly deno: string;
  /** TensorFlow.js */
  readonly tfjs: string;
  /** libtensorflow; null where it is not in use */
  readonly tensorflow: string | null;
  /** The GPU's driver, where it tells */
  readonly driver: string | null;
}

/** The device that computes from now on. */
export interface Device {
  readonly kind: DeviceKind;
  /** The GPU's or the processor's own name */
  readonly name: string;
  /** The tfjs backend that is current: `tf.getBackend()` */
  readonly backend: string;
  /** Bytes of memory that computing can use: the GPU's own, or the machine's; null where no one tells */
  readonly memoryBytes: number | null;
  /** Processor cores that this process may use */
  readonly cores: number;
  readonly versions: DeviceVersions;
  readonly considered: readonly Considered[];
  /** The line that `useDevice()` prints: device, memory, version */
  readonly line: string;
}

/** What is known of a device before it is opened. */
export interface Found {
  readonly name: string;
  readonly memoryBytes: number | null;
  readonly driver: string | null;
  /** A GPU that a processor imitates (llvmpipe, SwiftShader …): right, but slower than `cpu` */
  readonly software: boolean;
}

/** What looking for a device answers: the device, or why there is none and what to do about it. */
export type Probe =
  | { readonly available: true; readonly found: Found }
  | { readonly available: false; readonly reason: string; readonly advice: readonly string[] };

/**
 * One kind of device. `probe()` looks and changes nothing (no backend is chosen, no library opened);
 * `open()` makes it the one that tfjs computes on, and throws where that cannot be.
 */
export interface Candidate {
  readonly kind: DeviceKind;
  probe(): Promise<Probe>;
  open(found: Found): Promise<{ readonly backend: string; readonly tensorflow: string | null }>;
}
