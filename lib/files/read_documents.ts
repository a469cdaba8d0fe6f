/**
 * Reads a large corpus in any of these formats, one document at a time.
 *
 *   .zip       AI Hub's books: zips of JSON; zips of the other formats except parquet
 *   .json      one such book, or a list of objects      .jsonl     one object a line; chats, too
 *   .parquet   korean_textbooks, other data sets, chats   .csv     Chatbot_data
 *   .tsv       NSMC (also ratings_train.txt)            .txt       plain text, paragraphs
 *
 * For one book that fits in memory there is `readCorpus`.
 */

import { extname } from "node:path";
import type { BadRow, CorpusDocument, FileReader, FileReaderOptions, ReadProgress } from "./documents.ts";
import { readerFor, readers } from "./file_readers.ts";
import { belongsToCorpus, fileOrFolder, filesBelow, nothingFound } from "./files_below.ts";
import { refuseLfsPointerFile } from "./lfs_pointer.ts";
import { parquetDocuments } from "./parquet_documents.ts";
import { zipDocuments } from "./zip_documents.ts";

interface ReadDocumentsOptions {
  /** Column or field of the text. Default: found by its name. */
  readonly column?: string;
  /** Encoding of text files. Default: found. */
  readonly encoding?: string;
  /** Called about every megabyte, and at the end of each file. */
  readonly onProgress?: (progress: ReadProgress) => void;
  /** Called for each row that is left out. Default: they are only counted, see `onProgress`. */
  readonly onBadRow?: (row: BadRow) => void;
}

const containers: Readonly<Record<string, FileReader>> = {
  ".zip": zipDocuments,
  ".parquet": parquetDocuments,
};
const endings = [...Object.keys(containers), ...Object.keys(readers)];
const progressEvery = 2 ** 20;

/**
 * Reads the documents of a file, or of all files in a folder, in the order of their names.
 *
 * @throws {Deno.errors.NotFound} when the path does not exist
 * @throws {TypeError | RangeError} when a file cannot be read at all (unknown format, damaged, no column of text), or when
 *   no file has a document
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
  let firstBad: BadRow | undefined;
  for (const { path: file, size } of files) {
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
      firstBad ??= row;
      onBadRow?.(row);
    };
    const reading = { column, encoding, onBytes, onBadRow: countBad };
    await refuseLfsPointerFile(file);
    for await (const document of (await chooseReader(file, reading))(file, reading)) {
      documents++;
      yield document;
    }
    bytes = size;
    report();
    before += size;
  }
  if (documents > 0) return;
  const why = firstBad === undefined
    ? "it is empty, or has only a header"
    : `${badRows} rows cannot be read, the first in ${firstBad.file}, line ${firstBad.line}: ${firstBad.reason}`;
  throw new RangeError(`found no document in ${path}: ${why}`);
}

async function filesAt(path: string): Promise<{ path: string; size: number }[]> {
  const known = endings.join(", ");
  const info = await fileOrFolder(path, `a file that ends in ${known}, or a folder of such files`);
  if (info.isFile) return [{ path, size: info.size }];
  const all = await filesBelow(path);
  const files = all.filter(({ name }) => belongsToCorpus(name, (ending) => endings.includes(ending)));
  if (files.length > 0) return files.map(({ path, bytes }) => ({ path, size: bytes }));
  const found = nothingFound(all.map(({ name }) => name), path);
  throw new RangeError(`cannot read ${path}: no file in it is one of ${known}; found ${found}`);
}

async function chooseReader(path: string, o: FileReaderOptions): Promise<FileReader> {
  const ending = extname(path).toLowerCase();
  if (ending in containers) return containers[ending];
  if (ending in readers) return await readerFor(path, o);
  throw new TypeError(
    `cannot read ${path}: expected a file that ends in ${endings.join(", ")}, found "${ending}". ` +
      "Unpack an archive, and save a document as text.",
  );
}
