/**
 * One function for every shape a book comes in: a text file, a csv with a sentence per row, a folder of either, or
 * a zip of such a folder.
 *
 * The shape is recognised, the encoding found, page footers and Project Gutenberg's licence taken out, line ends
 * made "\n". White space is left alone: foldWhitespace is the caller's choice. Downloading is download.ts's.
 */

import { basename, extname, join, relative } from "node:path";
import { stripGutenbergLicence, stripPageFooters } from "./clean.ts";
import { type Corpus, makeCorpus } from "./corpus.ts";
import { csvSentences } from "./csv.ts";
import { decodeText } from "./encoding.ts";
import { unzip } from "./zip.ts";

/** What the reader cannot know from the file. */
export interface ReadCorpusOptions {
  /** Name of the corpus. Default: the file's name without its ending. */
  readonly name?: string;
  /** Default: "unknown: the reader's own file". */
  readonly licence?: string;
  /** Decode as this instead of finding out; any label of the WHATWG Encoding Standard. */
  readonly encoding?: string;
  /** Column of a csv: its header, or its number from 1. Default: found. */
  readonly column?: string | number;
  /** Of a folder or zip, read only the books whose path contains this ("02 Harry Potter"). Default: all. */
  readonly only?: string;
  /** Take out page footers and Project Gutenberg's licence. Default true; what was taken is in `notes`. */
  readonly strip?: boolean;
}

interface BookFile {
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const textEndings = new Set([".txt", ".text", ".md"]);
const csvEndings = new Set([".csv", ".tsv"]);
/** Files that come with books and are none. */
const besideBooks = /^(readme|licen[cs]e|copying|notice|requirements|changelog)\b/i;

/**
 * Reads a corpus.
 *
 * Of a folder or zip, all text files are read in the order of their names ("2" before "10") and put one after the
 * other with a blank line between; csv files only where there is no text file.
 *
 * @throws {Deno.errors.NotFound} when nothing is at the path
 * @throws {TypeError} when a file is no text, or the zip is damaged
 * @throws {RangeError} when there is no book inside, the text is empty, or a csv's column of text is unclear
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
    name: options.name ?? file.slice(0, file.length - extname(file).length),
    text: texts.length === 1 ? texts[0] : texts.map((text) => text.trim() + "\n").join("\n"),
    source: path,
    licence: options.licence ?? "unknown: the reader's own file",
    notes,
  });
}

async function bookFiles(path: string, options: ReadCorpusOptions): Promise<BookFile[]> {
  let info: Deno.FileInfo;
  try {
    info = await Deno.stat(path);
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotFound)) throw cause;
    throw new Deno.errors.NotFound(
      `cannot read a corpus from ${path}: nothing is there. Give a text file, a csv, a folder or a zip.`,
      { cause },
    );
  }
  if (info.isDirectory) {
    const paths = chooseBooks(await filesBelow(path), { where: path, only: options.only });
    return await Promise.all(
      paths.map(async (book) => ({ path: book, bytes: await Deno.readFile(join(path, book)) })),
    );
  }
  const bytes = await Deno.readFile(path);
  if (!isZip(bytes)) return [{ path: basename(path), bytes }];
  const files = await unzip(bytes, { name: path, only: (inside) => isBook(inside) });
  const chosen = chooseBooks(files.map((file) => file.path), { where: path, only: options.only });
  return chosen.map((book) => files.find((file) => file.path === book)!);
}

/** Paths of the books among some files, in reading order. */
function chooseBooks(paths: readonly string[], { where, only }: { where: string; only?: string }): string[] {
  const books = paths.filter(isBook).filter((path) => only === undefined || path.includes(only));
  const texts = books.filter((path) => textEndings.has(extname(path).toLowerCase()));
  const chosen = texts.length > 0 ? texts : books;
  if (chosen.length === 0) {
    const wanted = only === undefined ? "" : ` whose path contains "${only}"`;
    throw new RangeError(
      `found no book in ${where}: expected .txt or .csv files${wanted}, found ` +
        `${paths.length === 0 ? "no file that could be one" : paths.slice(0, 5).join(", ")}`,
    );
  }
  return chosen.sort(new Intl.Collator("en", { numeric: true }).compare);
}

function isBook(path: string): boolean {
  const parts = path.split("/");
  const hidden = parts.some((part) => part.startsWith(".") || part === "__MACOSX");
  const ending = extname(path).toLowerCase();
  const readable = textEndings.has(ending) || csvEndings.has(ending);
  return readable && !hidden && !besideBooks.test(parts.at(-1)!);
}

async function filesBelow(folder: string, root = folder): Promise<string[]> {
  const files: string[] = [];
  for await (const entry of Deno.readDir(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory) files.push(...await filesBelow(path, root));
    else if (entry.isFile || entry.isSymlink && await isFile(path)) {
      files.push(relative(root, path).replaceAll("\\", "/"));
    }
  }
  return files;
}

/** Follows links to files; links to folders are left alone, since they may lead in a circle. */
async function isFile(link: string): Promise<boolean> {
  return await Deno.stat(link).then((info) => info.isFile, () => false);
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 0x03 || bytes[2] === 0x05);
}

function bookText(book: BookFile, options: ReadCorpusOptions): { text: string; said: string[] } {
  const said: string[] = [];
  const decoded = decodeText(book.bytes, { name: book.path, encoding: options.encoding });
  if (decoded.encoding !== "utf-8") said.push(`decoded from ${decoded.encoding}`);
  let text = decoded.text.replace(/\r\n?/g, "\n");
  if (csvEndings.has(extname(book.path).toLowerCase())) {
    const { sentences, column, columns } = csvSentences(text, { name: book.path, column: options.column });
    said.push(`${sentences.length} rows of column "${column}", one of ${columns.length}`);
    text = sentences.join("\n") + "\n";
  }
  if (options.strip ?? true) {
    const footers = stripPageFooters(text);
    if (footers.removed > 0) said.push(`${footers.removed} page footers taken out`);
    const licence = stripGutenbergLicence(footers.text);
    if (licence.removed > 0) {
      said.push(`${licence.removed} characters of Project Gutenberg's licence taken out`);
    }
    text = licence.text;
  }
  return { text, said };
}
