/** Processor time. Unlike the clock's, it hardly depends on what else the machine is doing. */
import process from "node:process";

/** Seconds of processor time that this process has used, all threads together. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage(); // microseconds
  return (user + system) / 1e6;
}
