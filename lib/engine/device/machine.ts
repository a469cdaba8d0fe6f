/**
 * The machine that this process runs on: its processor, and the cores and memory that the process may use.
 *
 * In a container, the memory is the container's limit (cgroup v2 and v1), not the host's.
 */
import os from "node:os";
import type { Found } from "./device.ts";

/** The processor as a device. */
export function processor(): Found {
  const model = os.cpus()[0]?.model.trim();
  const name = model && model !== "unknown" ? model : `${Deno.build.arch} processor`;
  return { name, memoryBytes: machineMemory().totalBytes, driver: null, software: false };
}

/** Processor cores that this process may use. */
export function coreCount(): number {
  return navigator.hardwareConcurrency;
}

interface MachineMemory {
  /** bytes that this process could use if it ran alone */
  readonly totalBytes: number;
  /** bytes that are free now, or can be freed without swapping */
  readonly freeBytes: number;
}

/** The memory of the machine, or of the container if its limit is lower. */
export function machineMemory(): MachineMemory {
  const { total, available } = Deno.systemMemoryInfo();
  const container = containerMemory();
  if (container === null || container.limitBytes >= total) return { totalBytes: total, freeBytes: available };
  const left = Math.max(0, container.limitBytes - container.usedBytes);
  return { totalBytes: container.limitBytes, freeBytes: Math.min(available, left) };
}

const cgroupFiles = [
  { limit: "/sys/fs/cgroup/memory.max", used: "/sys/fs/cgroup/memory.current" },
  {
    limit: "/sys/fs/cgroup/memory/memory.limit_in_bytes",
    used: "/sys/fs/cgroup/memory/memory.usage_in_bytes",
  },
];

function containerMemory(): { limitBytes: number; usedBytes: number } | null {
  for (const { limit, used } of cgroupFiles) {
    const limitBytes = Number(readOrNull(limit) ?? "max"); // cgroup v2 writes "max" for no limit
    if (Number.isFinite(limitBytes)) return { limitBytes, usedBytes: Number(readOrNull(used) ?? 0) };
  }
  return null;
}

/** The text of a small file such as those in /proc and /sys; null if it cannot be read. */
export function readOrNull(path: string): string | null {
  try {
    return Deno.readTextFileSync(path).trim();
  } catch {
    return null;
  }
}

/** Whether this is Linux inside Windows (WSL), where the GPU's driver belongs to Windows. */
export function isWSL(): boolean {
  return /microsoft/i.test(readOrNull("/proc/sys/kernel/osrelease") ?? "");
}
