/** Processor time. Other programs on the machine hardly change it, so it compares better than the clock's. */
import process from "node:process";

/** Seconds of processor time that this process has used, all threads together. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage(); // microseconds
  return (user + system) / 1e6;
}
