/**
 * Reads a book that fits in memory: a text file, a csv with a sentence per row, a folder of either, or a zip of such a
 * folder.
 *
 * It finds the format and the encoding, removes page footers and Project Gutenberg's licence, and writes line ends as
 * "\n". Other white space stays as it is; `foldWhitespace` is for the caller.
 */

import { basename, extname } from "node:path";
import { stripGutenbergLicence, stripPageFooters } from "./clean.ts";
import { type Corpus, makeCorpus } from "./corpus.ts";
import { csvSentences } from "./csv_sentences.ts";
import { decodeText } from "./decode_text.ts";
import { belongsToCorpus, byName, fileOrFolder, filesBelow, nothingFound } from "./files_below.ts";
import { refuseLfsPointer } from "./lfs_pointer.ts";
import { unzip } from "./zip.ts";

export interface ReadCorpusOptions {
  /** The encoding, any label of the WHATWG Encoding Standard. Default: found. */
  readonly encoding?: string;
  /** Column of a csv: its header, or its number from 1. Default: found. */
  readonly column?: string | number;
  /** In a folder or zip, read only the books whose path contains this ("02 Harry Potter"). Default: all. */
  readonly only?: string;
}

interface BookFile {
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const textEndings = new Set([".txt", ".text", ".md"]);
const csvEndings = new Set([".csv", ".tsv"]);
/** Files of records, whose bytes are not the text itself. */
const recordEndings = new Set([".json", ".jsonl", ".ndjson", ".parquet"]);
/** Largest corpus in bytes, for one string; a larger one is read a document at a time. */
const largestCorpus = 2 ** 29;

/**
 * Reads a corpus.
 *
 * From a folder or zip, all text files are read in the order of their names ("2" before "10") and joined with a blank line
 * between them; csv files only when there is no text file.
 *
 * @throws {Deno.errors.NotFound} when the path does not exist
 * @throws {TypeError} when a file is not text, or the zip is damaged
 * @throws {RangeError} when there is no book, the text is empty, or it is unclear which column of a csv is the text
 * @example
 * ```ts
 * import { readCorpus } from "lib/corpora";
 * import assert from "node:assert/strict";
 * const path = await Deno.makeTempFile({ suffix: ".csv" });
 * await Deno.writeTextFile(path, 'sentence\n"Yes, Mira."\nNo.\n');
 * assert.equal((await readCorpus(path)).text, "Yes, Mira.\nNo.\n");
 * await Deno.remove(path);
 * ```
 */
export async function readCorpus(path: string, options: ReadCorpusOptions = {}): Promise<Corpus> {
  const books = await bookFiles(path, options);
  const notes: string[] = [];
  const texts: string[] = [];
  for (const book of books) {
    const { text, said } = bookText(book, options);
    texts.push(text);
    notes.push(...said.map((note) => (books.length > 1 ? `${book.path}: ${note}` : note)));
  }
  if (books.length > 1) notes.unshift(`${books.length} books: ${books.map((book) => book.path).join(", ")}`);
  const file = basename(path);
  return await makeCorpus({
    name: file.slice(0, file.length - extname(file).length),
    text: texts.length === 1 ? texts[0] : texts.map((text) => text.trim() + "\n").join("\n"),
    source: path,
    licence: "unknown: the reader's own file",
    notes,
  });
}

async function bookFiles(path: string, options: ReadCorpusOptions): Promise<BookFile[]> {
  const info = await fileOrFolder(path, "a text file, a csv, a folder or a zip");
  const { only } = options;
  if (info.isDirectory) {
    const books = chooseBooks(await filesBelow(path), { where: path, only });
    checkSize(books.reduce((sum, { bytes }) => sum + bytes, 0), path);
    return await Promise.all(
      books.map(async (book) => ({ path: book.name, bytes: await Deno.readFile(book.path) })),
    );
  }
  if (recordEndings.has(extname(path).toLowerCase())) {
    throw new TypeError(
      `cannot read ${path} as one text: it holds records. Read it a document at a time with readDocuments.`,
    );
  }
  checkSize(info.size, path);
  const bytes = await Deno.readFile(path);
  if (!isZip(bytes)) return [{ path: basename(path), bytes }];
  const names: string[] = [];
  const noteAndChoose = (inside: string) => names.push(inside) > 0 && isBook(inside);
  const files = await unzip(bytes, { name: path, only: noteAndChoose });
  const found = names.slice(0, 5).join(", ") || "an empty archive";
  return chooseBooks(files.map((file) => ({ ...file, name: file.path })), { where: path, only, found });
}

function checkSize(bytes: number, path: string): void {
  if (bytes <= largestCorpus) return;
  throw new RangeError(
    `cannot read ${path} as one text: it has ${bytes} bytes, expected at most ${largestCorpus}. ` +
      `Give fewer books, or read it a document at a time with readDocuments.`,
  );
}

/** The books among some files, in reading order. */
function chooseBooks<F extends { readonly name: string }>(
  files: readonly F[],
  o: { readonly where: string; readonly only?: string; readonly found?: string },
): F[] {
  const { where, only } = o;
  const wanted = only?.normalize("NFC");
  const books = files.filter(({ name }) => isBook(name) && (wanted === undefined || name.includes(wanted)));
  const texts = books.filter(({ name }) => textEndings.has(extname(name).toLowerCase()));
  const chosen = texts.length > 0 ? texts : books;
  if (chosen.length > 0) return chosen.sort(byName);
  const expected = `.txt or .csv files${only === undefined ? "" : ` whose path contains "${only}"`}`;
  const found = o.found ?? nothingFound(files.map(({ name }) => name), where);
  throw new RangeError(`found no book in ${where}: expected ${expected}, found ${found}`);
}

function isBook(path: string): boolean {
  return belongsToCorpus(path, (ending) => textEndings.has(ending) || csvEndings.has(ending));
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 0x03 || bytes[2] === 0x05);
}

function bookText(book: BookFile, options: ReadCorpusOptions): { text: string; said: string[] } {
  const said: string[] = [];
  refuseLfsPointer(book.bytes, book.path);
  const decoded = decodeText(book.bytes, { name: book.path, encoding: options.encoding });
  if (decoded.encoding !== "utf-8") said.push(`decoded from ${decoded.encoding}`);
  if (decoded.damaged) {
    const { characters, line } = decoded.damaged;
    said.push(`${characters} damaged characters became U+FFFD, the first in line ${line}`);
  }
  let text = decoded.text.replace(/\r\n?/g, "\n");
  if (csvEndings.has(extname(book.path).toLowerCase())) {
    const { sentences, column, columns } = csvSentences(text, { name: book.path, column: options.column });
    said.push(`${sentences.length} rows of column "${column}", one of ${columns.length}`);
    text = sentences.join("\n") + "\n";
  }
  const footers = stripPageFooters(text);
  if (footers.removed > 0) said.push(`${footers.removed} page footers removed`);
  const licence = stripGutenbergLicence(footers.text);
  if (licence.removed > 0) said.push(`${licence.removed} characters of Project Gutenberg's licence removed`);
  return { text: licence.text, said };
}
