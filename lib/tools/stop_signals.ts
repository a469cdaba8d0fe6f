/** The signals that end a command: Ctrl-C, `kill`, and the end of the terminal. */
import { constants } from "node:os";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
export type StopSignal = typeof SIGNALS[number];

/**
 * Those that this process does not ignore. Started with `nohup` it ignores SIGHUP, so that it goes on after the reader has
 * logged out; a listener would end that.
 *
 * @param status Linux's /proc/self/status, default: that of this process; where there is none, nothing counts as ignored
 */
export function stopSignals(status: string = ownStatus()): StopSignal[] {
  const ignored = BigInt(`0x${status.match(/^SigIgn:\s*([0-9a-f]+)$/m)?.[1] ?? "0"}`);
  return SIGNALS.filter((signal) => (ignored >> BigInt(constants.signals[signal] - 1) & 1n) === 0n);
}

function ownStatus(): string {
  try {
    return Deno.readTextFileSync("/proc/self/status");
  } catch {
    return "";
  }
}
