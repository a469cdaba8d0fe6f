/**
 * AI Hub's book corpus (대규모 구매도서 기반 한국어 말뭉치, data set 653): zips of JSON files, one book each.
 *
 *     { "paragraphs": [{ "sentences": [{ "text": "…" }, …] }, …] }
 *
 * One paragraph is one document, its sentences joined by spaces. A book is unpacked and parsed whole, one at a time;
 * the zip itself, of several gigabytes, is not.
 */

import { type Entry, type FileEntry, Reader, ZipReader } from "@zip.js/zip.js";
import type { CorpusDocument, FileReaderOptions } from "./documents.ts";
import { RandomAccessFile } from "./random_access_file.ts";
import { readEntry } from "./zip.ts";

/** A book of 64 MiB would be a hundred times as long as a long novel. */
const largestBook = 64 * 2 ** 20;

/** Reads the paragraphs of all books of a zip. */
export async function* bookZipDocuments(path: string, o: FileReaderOptions): AsyncGenerator<CorpusDocument> {
  using access = await RandomAccessFile.open(path);
  const zip = new ZipReader(new ZipAccess(access), { useWebWorkers: false, checkSignature: true });
  try {
    for await (const entry of entriesOf(zip, path)) {
      if (entry.directory || !entry.filename.toLowerCase().endsWith(".json")) continue;
      const file = `${path}/${entry.filename}`;
      const text = await unpack(entry, { path, file, onBadRow: o.onBadRow });
      o.onBytes(Math.min(access.bytesRead, access.size));
      if (text !== undefined) yield* paragraphs(text, file, o);
    }
  } finally {
    await zip.close();
  }
}

/** Reads the paragraphs of one book, a JSON file that was unpacked by hand. */
export async function* bookDocuments(path: string, o: FileReaderOptions): AsyncGenerator<CorpusDocument> {
  const text = await Deno.readTextFile(path);
  o.onBytes(new TextEncoder().encode(text).length);
  yield* paragraphs(text, path, o);
}

/** zip.js reads through this; it never holds more than the stretch it asked for. */
class ZipAccess extends Reader<RandomAccessFile> {
  readonly #access: RandomAccessFile;

  constructor(access: RandomAccessFile) {
    super(access);
    this.#access = access;
    this.size = access.size;
  }

  override readUint8Array(index: number, length: number): Promise<Uint8Array> {
    return this.#access.read(index, Math.min(length, this.size - index));
  }
}

async function* entriesOf(zip: ZipReader<unknown>, path: string): AsyncGenerator<Entry> {
  try {
    // AI Hub's zips name their files in CP949; names that say they are UTF-8 are read as that.
    yield* zip.getEntriesGenerator({ filenameEncoding: "euc-kr" });
  } catch (cause) {
    throw new TypeError(`cannot read ${path}: it is no zip, or it is damaged. Download it again.`, { cause });
  }
}

async function unpack(
  entry: FileEntry,
  { path, file, onBadRow }: Pick<FileReaderOptions, "onBadRow"> & {
    readonly path: string;
    readonly file: string;
  },
): Promise<string | undefined> {
  try {
    const bytes = await readEntry(entry, { name: path, left: largestBook, maxBytes: largestBook });
    return new TextDecoder().decode(bytes);
  } catch (cause) {
    onBadRow({ file, line: 1, reason: cause instanceof Error ? cause.message : String(cause) });
  }
}

function* paragraphs(json: string, file: string, o: FileReaderOptions): Generator<CorpusDocument> {
  const bad = (line: number, reason: string) => o.onBadRow({ file, line, reason });
  let book: unknown;
  try {
    book = JSON.parse(json.replace(/^\ufeff/, ""));
  } catch (cause) {
    return bad(1, `no JSON: ${cause instanceof Error ? cause.message : cause}`);
  }
  const list = (book as { paragraphs?: unknown } | null)?.paragraphs;
  if (!Array.isArray(list)) return bad(1, 'expected an object with the list "paragraphs"');
  for (const [i, paragraph] of list.entries()) {
    const sentences = (paragraph as { sentences?: unknown } | null)?.sentences;
    const texts = Array.isArray(sentences) ? sentences.map((sentence) => sentence?.text) : [];
    if (texts.length === 0 || !texts.every((text) => typeof text === "string")) {
      bad(i + 1, 'expected a paragraph with "sentences" that have a "text" each');
      continue;
    }
    const text = texts.join(" ").trim();
    if (text !== "") yield { text, file, line: i + 1 };
  }
}
