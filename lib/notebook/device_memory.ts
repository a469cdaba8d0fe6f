/** How much of a device's memory a training may take. */

/** The part of a device that decides about memory: `useDevice()` returns it. */
export interface DeviceMemory {
  readonly kind: string;
  readonly name: string;
  /** null if unknown, as for most integrated GPUs */
  readonly memoryBytes: number | null;
  /** bytes of the largest tensor; default: no limit */
  readonly maxTensorBytes?: number;
}

/** Share of memory that a device which shares it with the machine can use. */
const SHARED = 2 / 3;

/** Bytes that a training may take on this device; null if unknown. Apple's GPUs and processors share the machine's. */
export function usableBytes({ kind, name, memoryBytes }: DeviceMemory): number | null {
  const shares = kind === "cpu" || kind === "js" || /^apple/i.test(name);
  return memoryBytes === null ? null : memoryBytes * (shares ? SHARED : 1);
}
