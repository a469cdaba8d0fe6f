/**
 * Reads pip's lines (`pip install --progress-bar raw`) as progress: which package of how many, how much of it.
 */
import { formatBytes } from "./progress_line.ts";

export class PipProgress {
  readonly #total: number;
  #package = "";
  #packages = 0;

  /** @param total how many packages the lock names; some are for other machines, so fewer may come */
  constructor(total: number) {
    this.#total = total;
  }

  /** The text to show after a line of pip, or undefined when the line says nothing of progress. */
  read(line: string): string | undefined {
    const collecting = line.match(/^Collecting ([A-Za-z0-9._-]+)/);
    if (collecting) {
      this.#package = collecting[1];
      this.#packages = Math.min(this.#packages + 1, this.#total);
      return this.#text();
    }
    const bytes = line.match(/^Progress (\d+) of (\d+)$/);
    if (bytes) return `${this.#text()}, ${formatBytes(Number(bytes[1]))} of ${formatBytes(Number(bytes[2]))}`;
    if (line.startsWith("Installing collected packages")) return "unpacking what was downloaded";
    return undefined;
  }

  #text(): string {
    return `package ${this.#packages} of at most ${this.#total}: ${this.#package}`;
  }
}
