/**
 * Tables with a header: csv (Chatbot_data: Q, A, label) and tab-separated (NSMC: id, document, label).
 *
 * csv is parsed by csv-parse, because its cells may hold commas, quotes and line ends. NSMC's files have no quoting
 * at all: a quotation mark there is a reviewer's, so each line is simply cut at its tabs.
 */

import { parse } from "csv-parse";
import { chooseTextColumn, type CorpusDocument, type FileReaderOptions } from "./documents.ts";
import { fileLines } from "./file_lines.ts";

interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

/** Reads a csv; columns Q and A (or question and answer) make one document of two lines. */
export async function* csvDocuments(path: string, o: FileReaderOptions): AsyncGenerator<CorpusDocument> {
  yield* tableDocuments(csvRows(path, o), path, o);
}

/** Reads a tab-separated file without quoting. */
export async function* tsvDocuments(path: string, o: FileReaderOptions): AsyncGenerator<CorpusDocument> {
  yield* tableDocuments(tsvRows(path, o), path, o);
}

async function* tsvRows(path: string, o: FileReaderOptions): AsyncGenerator<Row> {
  for await (const { text, number } of fileLines(path, o)) {
    if (text !== "") yield { cells: text.split("\t"), line: number };
  }
}

/** Records of a csv: its lines are fed to the parser one by one, and what is ready is taken out at once. */
async function* csvRows(path: string, o: FileReaderOptions): AsyncGenerator<Row> {
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
  });
  parser.on(
    "skip",
    (error?: Error & { lines?: number }) =>
      o.onBadRow({ file: path, line: error?.lines ?? 0, reason: error?.message ?? "no csv record" }),
  );
  const rows = parser[Symbol.asyncIterator]() as AsyncIterator<{ record: string[]; info: { lines: number } }>;
  const feeding = (async () => {
    for await (const { text } of fileLines(path, o)) {
      // Waits while the parser is full, so that it never holds more than its buffer.
      if (!parser.write(`${text}\n`)) await new Promise((resolve) => parser.once("drain", resolve));
    }
    parser.end();
  })();
  feeding.catch((error) => parser.destroy(error));
  for (let next = await rows.next(); !next.done; next = await rows.next()) {
    yield { cells: next.value.record, line: next.value.info.lines };
  }
  await feeding;
}

async function* tableDocuments(
  rows: AsyncGenerator<Row>,
  path: string,
  o: FileReaderOptions,
): AsyncGenerator<CorpusDocument> {
  const first = await rows.next();
  if (first.done) return;
  const columns = first.value.cells.map((name) => name.trim());
  const pair = o.column === undefined ? questionAndAnswer(columns) : undefined;
  const text = pair ? pair[0] : chooseTextColumn(columns, { column: o.column, file: path });
  for await (const { cells, line } of rows) {
    const bad = (reason: string) => o.onBadRow({ file: path, line, reason });
    if (cells.length !== columns.length) {
      bad(`expected ${columns.length} columns (${columns.join(", ")}), found ${cells.length}`);
      continue;
    }
    const empty = (pair ?? [text]).find((index) => cells[index].trim() === "");
    if (empty !== undefined) {
      bad(`the column "${columns[empty]}" is empty`);
      continue;
    }
    const fields = Object.fromEntries(columns.map((name, i) => [name, cells[i]]));
    if (pair) {
      const [question, answer] = pair.map((index) => cells[index]);
      yield { text: `${question}\n${answer}`, file: path, line, fields: { ...fields, question, answer } };
    } else {
      yield { text: cells[text], file: path, line, fields };
    }
  }
}

function questionAndAnswer(columns: readonly string[]): [number, number] | undefined {
  const find = (...names: string[]) => columns.findIndex((column) => names.includes(column.toLowerCase()));
  const pair: [number, number] = [find("q", "question", "질문"), find("a", "answer", "답변")];
  return pair.includes(-1) ? undefined : pair;
}
