/**
 * One function for every layout of a large Korean corpus: hands out its documents one at a time.
 *
 *   .zip       AI Hub's books: zips of JSON          .json      one such book
 *   .parquet   korean_textbooks and other data sets  .jsonl     one object a line
 *   .tsv       NSMC (also ratings_train.txt)         .csv       Chatbot_data
 *   .txt       plain text, paragraphs
 *
 * For one book that fits in memory there is `readCorpus`; this is for what does not.
 */

import { extname, join } from "node:path";
import { bookDocuments, bookZipDocuments } from "./book_documents.ts";
import type { BadRow, CorpusDocument, FileReader, ReadProgress } from "./documents.ts";
import { fileLines } from "./file_lines.ts";
import { jsonlDocuments } from "./jsonl_documents.ts";
import { parquetDocuments } from "./parquet_documents.ts";
import { csvDocuments, tsvDocuments } from "./table_documents.ts";
import { textDocuments } from "./text_documents.ts";

export interface ReadDocumentsOptions {
  /** Column or field that holds the text. Default: found by its name. */
  readonly column?: string;
  /** Decode text files as this instead of finding out. */
  readonly encoding?: string;
  /** Told after every megabyte or so, and at the end of each file. */
  readonly onProgress?: (progress: ReadProgress) => void;
  /** Told of each row that was left out. Default: they are counted only, see `onProgress`. */
  readonly onBadRow?: (row: BadRow) => void;
}

const readers: Readonly<Record<string, FileReader>> = {
  ".zip": bookZipDocuments,
  ".json": bookDocuments,
  ".parquet": parquetDocuments,
  ".jsonl": jsonlDocuments,
  ".ndjson": jsonlDocuments,
  ".tsv": tsvDocuments,
  ".csv": csvDocuments,
  ".txt": textDocuments,
  ".text": textDocuments,
  ".md": textDocuments,
};
/** First line of NSMC's files, which end in .txt and are tables. */
const nsmcHeader = "id\tdocument\tlabel";
const progressEvery = 2 ** 20;

/**
 * Reads the documents of a file, or of all files in a folder, in the order of their names.
 *
 * @throws {Deno.errors.NotFound} when nothing is at the path
 * @throws {TypeError | RangeError} when a file cannot be read at all: no such format, damaged, no column of text
 * @example
 * ```ts
 * import { readDocuments } from "lib/corpora";
 * import assert from "node:assert/strict";
 * const path = await Deno.makeTempFile({ suffix: ".jsonl" });
 * await Deno.writeTextFile(path, '{"text":"안녕하세요?"}\n{"text":\n{"text":"네."}\n');
 * const bad: number[] = [];
 * const texts = await Array.fromAsync(readDocuments(path, { onBadRow: ({ line }) => bad.push(line) }), (d) => d.text);
 * assert.deepEqual(texts, ["안녕하세요?", "네."]);
 * assert.deepEqual(bad, [2]);
 * await Deno.remove(path);
 * ```
 */
export async function* readDocuments(
  path: string,
  options: ReadDocumentsOptions = {},
): AsyncGenerator<CorpusDocument> {
  const { column, encoding, onProgress, onBadRow } = options;
  const files = await filesAt(path);
  const bytesTotal = files.reduce((sum, { size }) => sum + size, 0);
  let before = 0; // bytes of the files before this one
  let documents = 0;
  let badRows = 0;
  let reported = 0;
  for (const { path: file, size } of files) {
    const reader = await readerFor(file);
    let bytes = 0;
    const report = () => {
      reported = before + bytes;
      onProgress?.({ file, bytesRead: reported, bytesTotal, documents, badRows });
    };
    const onBytes = (read: number) => {
      bytes = Math.min(read, size);
      if (before + bytes - reported >= progressEvery) report();
    };
    const countBad = (row: BadRow) => {
      badRows++;
      onBadRow?.(row);
    };
    for await (const document of reader(file, { column, encoding, onBytes, onBadRow: countBad })) {
      documents++;
      yield document;
    }
    bytes = size;
    report();
    before += size;
  }
}

async function filesAt(path: string): Promise<{ path: string; size: number }[]> {
  const info = await Deno.stat(path);
  if (info.isFile) return [{ path, size: info.size }];
  const found: { path: string; size: number }[] = [];
  for await (const entry of Deno.readDir(path)) {
    const inside = join(path, entry.name);
    if ((await Deno.stat(inside)).isDirectory) found.push(...await filesAt(inside));
    else if (extname(inside).toLowerCase() in readers) {
      found.push({ path: inside, size: (await Deno.stat(inside)).size });
    }
  }
  if (found.length === 0) {
    throw new RangeError(`cannot read ${path}: no file in it is one of ${Object.keys(readers).join(", ")}`);
  }
  return found.sort((a, b) => a.path.localeCompare(b.path, "en", { numeric: true }));
}

async function readerFor(path: string): Promise<FileReader> {
  const ending = extname(path).toLowerCase();
  const reader = readers[ending];
  if (!reader) {
    throw new TypeError(
      `cannot read ${path}: expected a file that ends in ${
        Object.keys(readers).join(", ")
      }, found "${ending}"`,
    );
  }
  if (reader !== textDocuments) return reader;
  for await (const { text } of fileLines(path)) return text === nsmcHeader ? tsvDocuments : reader;
  return reader;
}
