/**
 * The machine this process runs on: its processor's name, the cores and the memory the process may use.
 *
 * Containers are counted by their own limits (cgroup v2 and v1), not by the machine that hosts them.
 */
import os from "node:os";

/** The processor's own name, as the operating system tells it. */
export function processorName(): string {
  const model = os.cpus()[0]?.model.trim();
  return model && model !== "unknown" ? model : `${Deno.build.arch} processor`;
}

/** Processor cores that this process may use. */
export function coreCount(): number {
  return navigator.hardwareConcurrency;
}

export interface MachineMemory {
  /** Bytes this process could use if it were alone */
  readonly totalBytes: number;
  /** Bytes that are free now, or can be freed without swapping */
  readonly freeBytes: number;
}

/** The memory of the machine, or of the container where its limit is lower. */
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

/** The text of a file, or null where it cannot be read. For the small files of /proc and /sys. */
export function readOrNull(path: string): string | null {
  try {
    return Deno.readTextFileSync(path).trim();
  } catch {
    return null;
  }
}

/** Is this Linux inside Windows (WSL)? There the GPU's driver belongs to Windows. */
export function isWSL(): boolean {
  return /microsoft/i.test(readOrNull("/proc/sys/kernel/osrelease") ?? "");
}
