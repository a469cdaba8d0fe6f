/**
 * Why a kernel ended by itself, as far as the system and its last lines say.
 */
import { constants } from "node:os";
import { formatBytes } from "./progress_line.ts";

export interface KernelEnd {
  /** The exit status; below zero the number of the signal that ended it; null where nobody knows. */
  readonly status: number | null;
  /** Whether the system ended a process for want of memory meanwhile. */
  readonly outOfMemory: boolean;
  /** What it and Jupyter printed, in order. */
  readonly lines: readonly string[];
  /** The most memory that it held. */
  readonly peakBytes?: number;
}

/** Lines that come with every end. */
const usual =
  /deno jupyter.*unstable|Client disconnected|Kernel died|KernelRestarter|DeadKernel|^\s*$|^\[.*\] (Kernel |Saving|Connecting)/;

/** What happened and what to do, in sentences; the kernel's last lines below. */
export function describeKernelEnd({ status, outOfMemory, lines, peakBytes }: KernelEnd): string {
  const said = lines.filter((line) => !usual.test(line)).slice(-6);
  const text = said.join("\n");
  const held = peakBytes ? ` (it held ${formatBytes(peakBytes)} at most)` : "";
  const signal = status !== null && status < 0 ? signalName(-status) : undefined;
  const less = "Close other programs, or train a smaller model: --preset small, COURSE_PRESET=small.";
  const what = outOfMemory
    ? `the system ran out of memory and ended a process${held}. ${less}`
    : /out of memory|bad_alloc|Cannot allocate memory|ResourceExhausted/i.test(text)
    ? `it ran out of memory${held}. ${less}`
    : signal === "SIGKILL"
    ? `it was ended from outside (SIGKILL)${held}: by a person, or by a system whose memory ran out. ${less}`
    : signal
    ? `${signal} ended it${held}.`
    : status === null
    ? "why is not known."
    : `it ended itself with exit status ${status}${held}.`;
  return said.length === 0 ? what : `${what} Its last lines:\n${said.map((line) => `  ${line}`).join("\n")}`;
}

function signalName(number: number): string {
  return Object.entries(constants.signals).find(([, value]) => value === number)?.[0] ?? `signal ${number}`;
}

/** How often this system ended a process for want of memory; 0 where it does not say. */
export function outOfMemoryKills(): number {
  try {
    return Number(Deno.readTextFileSync("/proc/vmstat").match(/^oom_kill (\d+)$/m)?.[1] ?? 0);
  } catch {
    return 0;
  }
}
