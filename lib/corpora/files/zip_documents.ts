/**
 * The documents of a zip: AI Hub's books (zips of JSON), and zips of text, JSONL or tables.
 *
 * Files are unpacked one at a time; the zip itself, of several gigabytes, is never in memory. When a zip contains JSON, its
 * text files are descriptions and are left out.
 */

import { extname } from "node:path";
import { type Entry, type FileEntry, Reader } from "@zip.js/zip.js";
import type { CorpusDocument, FileReaderOptions } from "./documents.ts";
import { readerFor, readers } from "./file_readers.ts";
import { belongsToCorpus } from "./files_below.ts";
import { RandomAccessFile } from "./random_access_file.ts";
import { openZip, readEntry, zipEntries } from "./zip.ts";

/** Largest file of a zip in bytes, as it is unpacked in memory: about a hundred long novels. */
const largestFile = 2 ** 29;
const jsonEndings = [".json", ".jsonl", ".ndjson"];

/** Reads the documents of all files of a zip; a file that cannot be read is reported as a bad row. */
export async function* zipDocuments(path: string, o: FileReaderOptions): AsyncGenerator<CorpusDocument> {
  using access = await RandomAccessFile.open(path);
  const zip = openZip(new ZipAccess(access));
  try {
    for (const entry of chooseEntries(await Array.fromAsync(zipEntries(zip, path)))) {
      const file = `${path}/${entry.filename.normalize("NFC")}`;
      try {
        const bytes = await readEntry(entry, { name: path, left: largestFile, maxBytes: largestFile });
        o.onBytes(Math.min(access.bytesRead, access.size));
        const inside = { ...o, bytes, onBytes: () => {} };
        yield* (await readerFor(file, inside))(file, inside);
      } catch (cause) {
        o.onBadRow({ file, line: 1, reason: cause instanceof Error ? cause.message : String(cause) });
      }
    }
  } finally {
    await zip.close();
  }
}

function chooseEntries(entries: readonly Entry[]): FileEntry[] {
  const files = entries.filter((entry): entry is FileEntry => !entry.directory)
    .filter(({ filename }) => belongsToCorpus(filename.normalize("NFC"), (ending) => ending in readers));
  const json = files.filter(({ filename }) => jsonEndings.includes(extname(filename).toLowerCase()));
  return json.some(({ filename }) => filename.toLowerCase().endsWith(".json")) ? json : files;
}

/** Gives zip.js only the ranges that it requests. */
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
