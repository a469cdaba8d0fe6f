/** Reads a text line by line for the strict parser (parse_text.ts); every error names its line. */

/** A text that is not in the expected format. */
export class FormatError extends SyntaxError {
  override readonly name = "FormatError";
  /** Counted from 1. */
  readonly line: number;

  constructor(message: string, o: { readonly line: number }) {
    super(`line ${o.line}: ${message}`);
    this.line = o.line;
  }
}

export class LineReader {
  readonly #lines: readonly string[];
  #next = 0;

  constructor(text: string) {
    this.#lines = text.split("\n");
  }

  /** The next line, without moving on; undefined at the end. */
  peek(): string | undefined {
    return this.#lines[this.#next];
  }

  /** Takes a line that must be exactly this. */
  literal(expected: string): void {
    if (this.peek() !== expected) this.fail(JSON.stringify(expected));
    this.#next++;
  }

  /** Takes a line that begins with `before` and ends with `after`, and returns what `parse` makes of the middle. */
  value<T>(
    o: { before: string; after?: string; what: string; parse: (text: string) => T | undefined },
  ): T {
    const { before, after = "", what, parse } = o;
    const line = this.peek();
    const fits = line !== undefined && line.startsWith(before) && line.endsWith(after) &&
      line.length >= before.length + after.length;
    const value = fits ? parse(line.slice(before.length, line.length - after.length)) : undefined;
    if (value === undefined) return this.fail(`${JSON.stringify(before)}, ${what}${after && `, "${after}"`}`);
    this.#next++;
    return value;
  }

  /** @throws {FormatError} unless every line was taken */
  end(): void {
    if (this.peek() !== undefined) this.fail("the end of the text");
  }

  /** Throws a FormatError about the next line. */
  fail(expected: string): never {
    const line = this.peek();
    const found = line === undefined ? "the end of the text" : JSON.stringify(line);
    throw new FormatError(`expected ${expected}, found ${found}`, { line: this.#next + 1 });
  }
}

/** A whole number in its one spelling: no plus, no leading zeros. */
export function parseWhole(text: string): number | undefined {
  if (!/^(0|-?[1-9]\d*)$/.test(text)) return undefined;
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : undefined;
}

/** Whole numbers with commas between them; none at all is an empty list. */
export function parseWholes(text: string): number[] | undefined {
  if (text === "") return [];
  const numbers = text.split(",").map(parseWhole);
  return numbers.includes(undefined) ? undefined : numbers as number[];
}
