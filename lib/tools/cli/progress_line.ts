/**
 * One line that says how far a long step is: redrawn in place on a terminal, printed now and then into a log.
 */
import { plainText, printError } from "../terminal.ts";

const encoder = new TextEncoder();
const logEveryMs = 10_000;

export class ProgressLine implements Disposable {
  readonly #terminal = Deno.stderr.isTerminal();
  #last = 0;
  #drawn = false;

  /** Shows a line; on a terminal it replaces the one before. */
  update(line: string): void {
    const text = plainText(line).replaceAll("\n", " ");
    const now = performance.now();
    if (this.#terminal) {
      if (now - this.#last < 50) return;
      const { columns } = Deno.consoleSize();
      Deno.stderr.writeSync(encoder.encode(`\r\x1b[2K${text.slice(0, columns - 1)}`));
      this.#drawn = true;
    } else if (now - this.#last >= logEveryMs) {
      if (this.#last !== 0) printError(text);
    } else return;
    this.#last = now;
  }

  /** Removes the line, so that a lasting one can be printed. */
  clear(): void {
    if (this.#drawn) Deno.stderr.writeSync(encoder.encode("\r\x1b[2K"));
    this.#drawn = false;
    this.#last = this.#terminal ? 0 : this.#last;
  }

  [Symbol.dispose](): void {
    this.clear();
  }
}

/** "3.2 s", "4 min 10 s". */
export function formatSeconds(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** "512 B", "3.4 MB" (10^6 bytes, as disks and downloads are sold). */
export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${value.toFixed(power === 0 || value >= 100 ? 0 : 1)} ${units[power]}`;
}
