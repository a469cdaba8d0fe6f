/** One line that shows how far a long step is: a terminal redraws it, a log gets a new line now and then. */
import { translateLines } from "../../language.ts";
import { textColumns } from "../../notebook/plot/text_width.ts";
import { formatSeconds } from "../../statistics/mod.ts";
import { plainText, printError } from "../terminal.ts";

const encoder = new TextEncoder();
const logEveryMs = 10_000;

export class ProgressLine implements Disposable {
  readonly #terminal = Deno.stderr.isTerminal();
  #last = 0;
  #drawn = false;

  /** Shows a line; on a terminal it replaces the one before. */
  update(line: string): void {
    const now = performance.now();
    const text = () => plainText(translateLines(line)).replaceAll("\n", " ");
    if (this.#terminal) {
      if (now - this.#last < 50) return;
      const { columns } = Deno.consoleSize();
      Deno.stderr.writeSync(encoder.encode(`\r\x1b[2K${firstColumns(text(), columns - 1)}`));
      this.#drawn = true;
    } else if (now - this.#last >= logEveryMs) {
      if (this.#last !== 0) printError(text());
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

/** The beginning of a line that fits; a Korean syllable takes two columns. */
export function firstColumns(line: string, columns: number): string {
  let used = 0, fitting = "";
  for (const character of line) {
    used += textColumns(character);
    if (used > columns) break;
    fitting += character;
  }
  return fitting;
}

/** How long something took that began at `startMs`, a time of `performance.now()`. */
export function elapsedSince(startMs: number): string {
  return formatElapsed((performance.now() - startMs) / 1000);
}

/** How long something took: "3.2 s", "4 min 10 s". */
export function formatElapsed(seconds: number): string {
  return seconds < 59.95 ? `${seconds.toFixed(1)} s` : formatSeconds(seconds);
}
