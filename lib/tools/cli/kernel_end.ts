/** Why a kernel ended by itself, as far as the system and its last lines show. */
import { constants } from "node:os";
import { translate } from "../../language.ts";
import { formatBytes } from "../../statistics/mod.ts";

export interface KernelEnd {
  /** The exit status; if negative, the number of the signal that ended it; null if unknown. */
  readonly status: number | null;
  /** Whether the system ended a process in the meantime because memory ran out. */
  readonly outOfMemory: boolean;
  /** What it and Jupyter printed, in order. */
  readonly lines: readonly string[];
  readonly peakBytes?: number;
}

/** Lines that come with every end or that Jupyter prints when it starts, and lines of a stack of machine addresses. */
const usual =
  /deno jupyter.*unstable|To access the server|jpserver-\d+-open\.html|Or copy and paste one of these URLs|websocket_ping|Client disconnected|Kernel died|KernelRestarter|DeadKernel|^\s*$|^\[.*\] (Kernel |Saving|Connecting)|\[0x[0-9a-f]+\]\s*$|^#\s*$|C stack trace/;

/** What happened and what to do, in sentences; the kernel's last lines below. */
export function describeKernelEnd({ status, outOfMemory, lines: printed, peakBytes }: KernelEnd): string {
  const said = printed.filter((line) => !usual.test(line)).slice(-6);
  const text = said.join("\n");
  const signal = status !== null && status < 0 ? signalName(-status) : undefined;
  const silent = status === null && said.length === 0;
  const memory = outOfMemory || signal === "SIGKILL" || silent ||
    /out of memory|OOM|bad_alloc|Cannot allocate memory|ResourceExhausted/i.test(text);
  const what = outOfMemory
    ? "the system ran out of memory and ended a process."
    : signal === "SIGKILL"
    ? "SIGKILL ended it: from a person, or from a system whose memory ran out."
    : silent
    ? "nothing says why; that memory ran out is the usual reason."
    : memory
    ? "it ran out of memory."
    : signal
    ? `${signal} ended it.`
    : status === null
    ? "it says why."
    : `it ended itself with exit status ${status}.`;
  const sentences = [
    what,
    ...(peakBytes ? [`It held ${formatBytes(peakBytes)} at most.`] : []),
    ...(memory
      ? ["Close other programs, or train a smaller model: --preset small, COURSE_PRESET=small."]
      : []),
    ...(/Unknown flags? in (TF_)?XLA_FLAGS/.test(text) ? ["Unset the variable that names the flag."] : []),
  ].map((sentence) => translate(sentence));
  const lines = said.map((line) => `\n  ${line}`).join("");
  return [...sentences, ...(lines ? [translate("Its last lines:") + lines] : [])].join(" ");
}

function signalName(number: number): string {
  return Object.entries(constants.signals).find(([, value]) => value === number)?.[0] ?? `signal ${number}`;
}

/** How often this system has ended a process because memory ran out; 0 where it does not say. */
export function outOfMemoryKills(): number {
  try {
    return Number(Deno.readTextFileSync("/proc/vmstat").match(/^oom_kill (\d+)$/m)?.[1] ?? 0);
  } catch {
    return 0;
  }
}
