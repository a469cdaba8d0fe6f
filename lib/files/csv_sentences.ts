/**
 * The text of a csv with a sentence per row.
 *
 * A column is the text when its header says so, otherwise when it has the longest prose.
 * Two possible columns are an error that names them, and a row that does not fit the header is an error too: this file
 * never guesses and never returns half a sentence.
 */

import { CsvReader } from "./csv_dialect.ts";
import { type CsvRecord, fitCells } from "./csv_records.ts";
import { plainName } from "./text_column.ts";

const textHeaders = new Set(
  "text texts sentence sentences content contents body line lines dialogue dialog quote paragraph passage"
    .split(" ").concat("문장", "본문", "내용", "텍스트", "대사"),
);

/**
 * Reads the sentences of a csv.
 *
 * @param csv the whole file, decoded
 * @param options.name the file's name in errors
 * @param options.column header of the column to read, or its number counted from 1. Default: found
 * @throws {RangeError} when there is no row, no such column, no column of text or more than one, or a row does not fit
 * @throws {SyntaxError} when the file is not a csv (a quotation mark that is never closed)
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const { sentences } = csvSentences('id,sentence\n1,"Oh, no."\n2,Yes.\n', { name: "book.csv" });
 * assert.deepEqual(sentences, ["Oh, no.", "Yes."]);
 * ```
 */
export function csvSentences(
  csv: string,
  { name, column }: { name: string; column?: string | number },
): { sentences: readonly string[]; column: string; columns: readonly string[] } {
  const { records, separator } = parseRecords(csv, name);
  if (records.length === 0) throw new RangeError(`cannot read ${name}: the csv has no rows`);
  const header = findHeader(records.slice(0, 2).map(({ cells }) => cells));
  const width = records[0].cells.length;
  const columns = Array.from({ length: width }, (_, i) => header?.[i]?.trim() || `${i + 1}`);
  const body = header ? records.slice(1) : records;
  const index = column === undefined
    ? findTextColumn(body.map(({ cells }) => cells), columns, name)
    : namedColumn(column, columns, name);
  const sentences = body.map(({ cells, line }) => {
    const row = fitCells(cells, { width, text: index, separator });
    // too few cells are enough when the missing columns come after the text
    if (row || cells.length > index && cells.length < width) return (row ?? cells)[index].trim();
    throw new RangeError(
      `cannot read ${name}: line ${line} has ${cells.length} columns, the first row has ${width} ` +
        `(${list(columns)}). Put sentences that hold ${JSON.stringify(separator)} in quotes, or remove ` +
        "the line.",
    );
  }).filter((sentence) => sentence !== "");
  if (sentences.length === 0) {
    throw new RangeError(`cannot read ${name}: column "${columns[index]}" has no text in any row`);
  }
  return { sentences, column: columns[index], columns };
}

function parseRecords(csv: string, name: string): { records: CsvRecord[]; separator: string } {
  const reader = new CsvReader({
    onBadLine: (line, reason) => {
      throw new SyntaxError(`cannot read ${name} as csv: line ${line}: ${reason}. Correct or remove it.`);
    },
  });
  const lines = csv.replace(/^\ufeff/, "").split(/\r\n|\r|\n/);
  const records = [...lines.flatMap((line) => reader.push(line)), ...reader.end()];
  return { records, separator: reader.separator };
}

/** The first row is a header when a cell is a known name, or when all its cells are different short labels. */
function findHeader(rows: readonly (readonly string[])[]): readonly string[] | undefined {
  const cells = rows[0].map((cell) => cell.trim());
  if (cells.some((cell) => textHeaders.has(plainName(cell)))) return cells;
  const labels = cells.every((cell) => /^$|^[\p{L}_][\p{L}\p{N}_]*( [\p{L}\p{N}_]+)?$/u.test(cell));
  const distinct = new Set(cells).size === cells.length;
  return rows.length > 1 && cells.length > 1 && labels && distinct ? cells : undefined;
}

function namedColumn(column: string | number, columns: readonly string[], name: string): number {
  const index = typeof column === "number"
    ? column - 1
    : columns.findIndex((header) => header.normalize("NFC") === column.normalize("NFC"));
  if (Number.isInteger(index) && index >= 0 && index < columns.length) return index;
  throw new RangeError(`cannot read ${name}: it has no column ${column}; its columns are ${list(columns)}`);
}

function findTextColumn(
  rows: readonly (readonly string[])[],
  columns: readonly string[],
  name: string,
): number {
  const named = columns.flatMap((column, i) => textHeaders.has(plainName(column)) ? [i] : []);
  if (named.length === 1) return named[0];
  const candidates = named.length > 1 ? named : columns.map((_, i) => i);
  const lengths = candidates.map((i) => ({ i, length: meanProseLength(rows, i) }))
    .sort((a, b) => b.length - a.length);
  const [first, second] = lengths;
  if (first.length === 0) {
    throw new RangeError(
      `cannot read ${name}: none of its columns ${list(columns)} holds text. ` +
        `Name the column with the option "column".`,
    );
  }
  if (second !== undefined && second.length > 0.5 * first.length) {
    throw new RangeError(
      `cannot tell which column of ${name} is the text: "${columns[first.i]}" and "${columns[second.i]}" ` +
        `both look like it. Name one with the option "column".`,
    );
  }
  return first.i;
}

/** Mean length of a column's cells, or 0 when they are numbers, dates or codes rather than words. */
function meanProseLength(rows: readonly (readonly string[])[], column: number): number {
  const sample = rows.slice(0, 200).map((row) => row[column]?.trim() ?? "").filter((cell) => cell !== "");
  const letters = sample.filter((cell) => /\p{L}{2,}/u.test(cell));
  if (sample.length === 0 || letters.length < 0.5 * sample.length) return 0;
  return sample.reduce((sum, cell) => sum + cell.length, 0) / sample.length;
}

function list(columns: readonly string[]): string {
  return columns.map((column) => `"${column}"`).join(", ");
}
