/**
 * Tables with a header: csv (Chatbot_data: Q, A, label) and tab-separated (NSMC: id, document, label). Columns Q and A (or
 * question and answer) make one document of two lines.
 */
import { CsvReader } from "./csv_dialect.ts";
import { type CsvRecord, fitCells } from "./csv_records.ts";
import { type CorpusDocument, DAMAGED, type FileReaderOptions } from "./documents.ts";
import { fileLines } from "./file_lines.ts";
import { findText, plainName, textColumns } from "./text_column.ts";

export async function* csvDocuments(path: string, o: FileReaderOptions): AsyncGenerator<CorpusDocument> {
  yield* tableDocuments(path, o, { tabs: false });
}

export async function* tsvDocuments(path: string, o: FileReaderOptions): AsyncGenerator<CorpusDocument> {
  yield* tableDocuments(path, o, { tabs: true });
}

async function* tableDocuments(
  path: string,
  o: FileReaderOptions,
  { tabs }: { readonly tabs: boolean },
): AsyncGenerator<CorpusDocument> {
  const bad = (line: number, reason: string) => o.onBadRow({ file: path, line, reason });
  const reader = new CsvReader({ tabs, onBadLine: bad });
  const damagedLines = new Set<number>();
  let columns: readonly string[] | undefined;
  let text: readonly number[] = [];

  function* documents(records: readonly CsvRecord[]): Generator<CorpusDocument> {
    for (const { cells, line, lastLine } of records) {
      let damaged = false;
      for (let n = line; n <= lastLine; n++) damaged = damagedLines.delete(n) || damaged;
      if (columns === undefined) {
        columns = cells.map((name) => name.trim().normalize("NFC"));
        text = findText(columns, { column: o.column, file: path });
        // A single column whose first cell is not a known name has no header: the cell is a text like the others.
        const isText = columns.length === 1 && o.column === undefined &&
          !textColumns.includes(plainName(columns[0]));
        if (!isText) continue;
        columns = ["text"];
      }
      const width = columns.length;
      const row = fitCells(cells, {
        width,
        text: text.length === 1 ? text[0] : undefined,
        separator: reader.separator,
      });
      const empty = row && text.find((index) => row[index].trim() === "");
      if (damaged) bad(line, DAMAGED);
      else if (!row) bad(line, `expected ${width} columns (${columns.join(", ")}), found ${cells.length}`);
      else if (empty !== undefined) bad(line, `the column "${columns[empty]}" is empty`);
      else {
        const fields = Object.fromEntries(columns.map((name, i) => [name, row[i]]));
        const pair = text.length === 2 && { question: row[text[0]], answer: row[text[1]] };
        yield {
          text: text.map((index) => row[index]).join("\n"),
          file: path,
          line,
          ...(width > 1 && { fields: { ...fields, ...pair } }),
        };
      }
    }
  }

  for await (const { text, number, damaged } of fileLines(path, o)) {
    if (damaged) damagedLines.add(number);
    yield* documents(reader.push(text));
  }
  yield* documents(reader.end());
}
