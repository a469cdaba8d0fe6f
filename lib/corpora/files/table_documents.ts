/**
 * Tables with a header: csv (Chatbot_data: Q, A, label) and tab-separated (NSMC: id, document, label).
 *
 * The separator, and whether cells are quoted, are found from the first lines; csv_records.ts makes the records.
 */

import { findDialect } from "./csv_dialect.ts";
import { type CsvRecord, CsvRecords, fitCells } from "./csv_records.ts";
import {
  chooseTextColumn,
  type CorpusDocument,
  DAMAGED,
  type FileReaderOptions,
  textColumns,
} from "./documents.ts";
import { fileLines } from "./file_lines.ts";

/** Number of lines from which the dialect is found; fewer when they are long. */
const sampleLines = 200;
const sampleCharacters = 2 ** 18;

/** Reads a csv; columns Q and A (or question and answer) make one document of two lines. */
export async function* csvDocuments(path: string, o: FileReaderOptions): AsyncGenerator<CorpusDocument> {
  yield* tableDocuments(path, o, false);
}

/** Reads a tab-separated file, with or without quoting. */
export async function* tsvDocuments(path: string, o: FileReaderOptions): AsyncGenerator<CorpusDocument> {
  yield* tableDocuments(path, o, true);
}

/** The records of a table: lines are read one by one, and a record is returned when it is complete. */
async function* recordsOf(
  path: string,
  o: FileReaderOptions & { readonly tabs: boolean },
): AsyncGenerator<CsvRecord & { readonly damaged: boolean; readonly separator: string }> {
  let sample: string[] = [];
  let characters = 0;
  const damagedLines = new Set<number>();
  let records: { readonly parser: CsvRecords; readonly separator: string } | undefined;
  const start = (whole: boolean) => {
    const dialect = findDialect(sample, { whole, tabs: o.tabs });
    const onBadLine = (line: number, reason: string) => o.onBadRow({ file: path, line, reason });
    records = { parser: new CsvRecords({ dialect, onBadLine }), separator: dialect.separator };
    const read = sample.flatMap((line) => records!.parser.push(line));
    sample = [];
    return read;
  };
  const ready = (found: CsvRecord[]) =>
    found.map((record) => {
      let damaged = false;
      for (let line = record.line; line <= record.lastLine; line++) {
        if (damagedLines.delete(line)) damaged = true;
      }
      return { ...record, damaged, separator: records!.separator };
    });
  for await (const { text, number, damaged } of fileLines(path, o)) {
    if (damaged) damagedLines.add(number);
    if (records !== undefined) {
      yield* ready(records.parser.push(text));
      continue;
    }
    sample.push(text);
    characters += text.length;
    if (sample.length >= sampleLines || characters > sampleCharacters) yield* ready(start(false));
  }
  if (records === undefined) yield* ready(start(true));
  yield* ready(records!.parser.end());
}

async function* tableDocuments(
  path: string,
  o: FileReaderOptions,
  tabs: boolean,
): AsyncGenerator<CorpusDocument> {
  let columns: string[] | undefined;
  let pair: [number, number] | undefined;
  let text = 0;
  for await (const { cells, line, damaged, separator } of recordsOf(path, { ...o, tabs })) {
    if (columns === undefined) {
      columns = cells.map((name) => name.trim());
      pair = o.column === undefined ? questionAndAnswer(columns) : undefined;
      text = pair ? pair[0] : chooseTextColumn(columns, { column: o.column, file: path });
      // A single column whose first cell is not a known name has no header: the cell is a text like the others.
      const isHeader = columns.length > 1 || o.column !== undefined ||
        textColumns.includes(columns[0].toLowerCase());
      if (isHeader) continue;
      columns = ["text"];
    }
    const bad = (reason: string) => o.onBadRow({ file: path, line, reason });
    if (damaged) {
      bad(DAMAGED);
      continue;
    }
    const width = columns.length;
    const row = fitCells(cells, { width, text: pair ? undefined : text, separator });
    if (row === undefined) {
      bad(`expected ${width} columns (${columns.join(", ")}), found ${cells.length}`);
      continue;
    }
    const empty = (pair ?? [text]).find((index) => row[index].trim() === "");
    if (empty !== undefined) {
      bad(`the column "${columns[empty]}" is empty`);
      continue;
    }
    const fields = Object.fromEntries(columns.map((name, i) => [name, row[i]]));
    if (pair) {
      const [question, answer] = pair.map((index) => row[index]);
      yield { text: `${question}\n${answer}`, file: path, line, fields: { ...fields, question, answer } };
    } else {
      yield { text: row[text], file: path, line, ...(width > 1 && { fields }) };
    }
  }
}

/** The columns of a question and its answer. */
export function questionAndAnswer(columns: readonly string[]): [number, number] | undefined {
  const find = (...names: string[]) => columns.findIndex((column) => names.includes(column.toLowerCase()));
  const pair: [number, number] = [find("q", "question", "질문"), find("a", "answer", "답변")];
  return pair.includes(-1) ? undefined : pair;
}
