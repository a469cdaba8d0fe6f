/**
 * Records of a csv or tsv from its lines; csv_dialect.ts finds the separator and whether cells are quoted.
 *
 * The rules are RFC 4180's, and \" inside quotes where a file uses it. Unlike a general parser this one recovers: a
 * quotation mark that is never closed loses only its own line, not all lines to the end of the file.
 */
import type { CsvDialect } from "./csv_dialect.ts";

export interface CsvRecord {
  readonly cells: readonly string[];
  /** First and last line of the record, from 1. */
  readonly line: number;
  readonly lastLine: number;
  /** A cell in quotes holds a separator, a line end or a quotation mark. */
  readonly needsQuotes: boolean;
}

export interface CsvOptions {
  readonly dialect: CsvDialect;
  /** Called for each line that is left out. */
  readonly onBadLine: (line: number, reason: string) => void;
}

/** Limits of a record: in a longer one a quotation mark was never closed. */
const longestRecord = { lines: 10_000, characters: 2 ** 23 };

interface Line {
  readonly text: string;
  readonly number: number;
  /** True when it is read again after an unclosed quotation mark: a cell with a stray quotation mark is then an error. */
  readonly again: boolean;
}

/** Makes records from lines that are given one by one. */
export class CsvRecords {
  readonly #options: CsvOptions;
  /** Lines of the present record; more than one while a quoted cell is open. */
  #open: Line[] = [];
  #openCharacters = 0;
  #number = 0;
  /** Number of cells in the first record; the others should have as many. */
  #width: number | undefined;

  constructor(options: CsvOptions) {
    this.#options = options;
  }

  get dialect(): CsvDialect {
    return this.#options.dialect;
  }

  /** Takes the next line; returns the records that it completes. */
  push(line: string): CsvRecord[] {
    this.#number++;
    if (this.#number === 1 && this.#options.dialect.namesSeparator) return [];
    return this.#read([{ text: line, number: this.#number, again: false }]);
  }

  /** Ends the input; returns the records after a quotation mark that was never closed. */
  end(): CsvRecord[] {
    const records: CsvRecord[] = [];
    while (this.#open.length > 0) records.push(...this.#read(this.#giveUp()));
    return records;
  }

  #read(lines: Line[]): CsvRecord[] {
    const { dialect, onBadLine } = this.#options;
    const records: CsvRecord[] = [];
    for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
      if (this.#open.length === 0 && line.text.trim() === "") continue;
      this.#open.push(line);
      const [first] = this.#open;
      const several = this.#open.length > 1;
      this.#openCharacters = (several ? this.#openCharacters : 0) + line.text.length;
      const found = several && quotedCell(line.text, -1, dialect.backslash) === "open"
        ? "open" // the record is not read again from its start: an article in a cell may have thousands of lines
        : cellsOf(this.#open.map(({ text }) => text).join("\n"), dialect);
      if (found === "open") {
        if (this.#tooLong()) lines.unshift(...this.#giveUp());
      } else if (
        several && (found === "malformed" || found.cells.length !== (this.#width ?? found.cells.length))
      ) {
        lines.unshift(...this.#giveUp());
      } else if (found === "malformed" || first.again && found.strayQuote) {
        onBadLine(first.number, "a quotation mark in a cell is not doubled, or its cell is not in quotes");
        this.#open = [];
      } else {
        const { cells, needsQuotes } = found;
        this.#width ??= cells.length;
        this.#open = [];
        records.push({ cells, line: first.number, lastLine: line.number, needsQuotes });
      }
    }
    return records;
  }

  #tooLong(): boolean {
    return this.#open.length > longestRecord.lines || this.#openCharacters > longestRecord.characters;
  }

  /** Leaves out the line with the open quotation mark; returns the lines after it, to be read again. */
  #giveUp(): Line[] {
    const [first, ...rest] = this.#open;
    this.#options.onBadLine(
      first.number,
      "a quotation mark is opened that is not closed where its cell ends",
    );
    this.#open = [];
    return rest.map((line) => ({ ...line, again: true }));
  }
}

type Cells = { cells: string[]; needsQuotes: boolean; strayQuote: boolean };

/** The cells of a record, or why it is not one. */
function cellsOf(text: string, { separator, quoted, backslash }: CsvDialect): Cells | "open" | "malformed" {
  if (!quoted || !text.includes('"')) {
    return { cells: text.split(separator), needsQuotes: false, strayQuote: false };
  }
  const cells: string[] = [];
  let needsQuotes = false, strayQuote = false;
  for (let at = 0;;) {
    let start = at;
    while (text[start] === " ") start++;
    if (text[start] === '"') {
      const cell = quotedCell(text, start, backslash);
      if (cell === "open") return "open";
      let end = cell.end;
      while (text[end] === " ") end++;
      if (end < text.length && !text.startsWith(separator, end)) return "malformed";
      needsQuotes ||= cell.text.includes(separator) || /["\n]/.test(cell.text);
      cells.push(cell.text);
      at = end;
    } else {
      const next = text.indexOf(separator, at);
      const cell = text.slice(at, next < 0 ? text.length : next);
      if (cell.includes("\n")) return "malformed"; // the record ended there
      strayQuote ||= cell.includes('"');
      cells.push(cell);
      at = next < 0 ? text.length : next;
    }
    if (at >= text.length) return { cells, needsQuotes, strayQuote };
    at += separator.length;
  }
}

/** The cell whose opening quotation mark is at `start`; −1 for text that begins inside quotes. */
function quotedCell(text: string, start: number, backslash: boolean): { text: string; end: number } | "open" {
  let cell = "";
  for (let from = start + 1;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return "open";
    cell += text.slice(from, quote);
    const slashes = backslash ? /\\*$/.exec(cell)![0].length : 0;
    if (slashes % 2 === 1) {
      cell = cell.slice(0, -1) + '"';
      from = quote + 1;
    } else if (text[quote + 1] === '"') {
      cell += '"';
      from = quote + 2;
    } else {
      return { text: backslash ? cell.replaceAll("\\\\", "\\") : cell, end: quote + 1 };
    }
  }
}

/**
 * The cells of a record as the header has them, or undefined when there are too few or too many.
 *
 * Extra empty cells are removed. An unquoted sentence that contains separators is joined again when this is certain: each
 * piece of it begins with a space, and the other cells are numbers or single words.
 */
export function fitCells(
  cells: readonly string[],
  { width, text, separator }: { width: number; text: number | undefined; separator: string },
): readonly string[] | undefined {
  if (cells.length === width) return cells;
  if (cells.length < width) return undefined;
  if (cells.slice(width).every((cell) => cell.trim() === "")) return cells.slice(0, width);
  if (text === undefined) return undefined;
  const pieces = cells.slice(text, text + cells.length - width + 1);
  const others = cells.toSpliced(text, pieces.length);
  const code = separator === "," ? /^(\P{L}*|\S*\d\S*)$/u : /^\S*$/;
  const sure = pieces.slice(1).every((piece) => piece.startsWith(" ")) &&
    others.every((cell) => code.test(cell));
  return sure ? cells.toSpliced(text, pieces.length, pieces.join(separator)) : undefined;
}
