/**
 * The documents of a zip: AI Hub's books (zips of JSON), and zips of text, JSONL or tables.
 *
 * Files are unpacked one at a time; the zip itself, of several gigabytes, is never in memory. When a zip contains JSON, its
 * text files are descriptions and are left out. A zip or parquet file in a zip is reported, not read.
 */

import { extname } from "node:path";
import { type Entry, type FileEntry, Reader } from "@zip.js/zip.js";
import type { CorpusDocument, FileReaderOptions } from "./documents.ts";
import { readerFor, readers } from "./file_readers.ts";
import { belongsToCorpus } from "./files_below.ts";
import { openZip, readEntry, zipEntries } from "./zip.ts";

/** Largest file of a zip in bytes, as it is unpacked in memory: about a hundred long novels. */
const largestFile = 2 ** 29;
const textEndings = [".txt", ".text", ".md"];
const packedEndings = [".zip", ".parquet"];

/** Reads the documents of all files of a zip; a file that cannot be read is reported as a bad row. */
export async function* zipDocuments(path: string, o: FileReaderOptions): AsyncGenerator<CorpusDocument> {
  using file = new ZipFileReader(path);
  const zip = openZip(file);
  try {
    const entries = await Array.fromAsync(zipEntries(zip, path));
    const chosen = chooseEntries(entries);
    for (const [name, reason] of unreadable(entries, chosen)) {
      o.onBadRow({ file: `${path}/${name}`, line: 1, reason });
    }
    for (const entry of chosen) {
      const name = `${path}/${entry.filename.normalize("NFC")}`;
      try {
        const bytes = await readEntry(entry, { name: path, left: largestFile, maxBytes: largestFile });
        o.onBytes(Math.min(file.bytesRead, file.size));
        const inside = { ...o, bytes, onBytes: () => {} };
        yield* (await readerFor(name, inside))(name, inside);
      } catch (cause) {
        o.onBadRow({ file: name, line: 1, reason: cause instanceof Error ? cause.message : String(cause) });
      }
    }
  } finally {
    await zip.close();
  }
}

function chooseEntries(entries: readonly Entry[]): FileEntry[] {
  const files = entries.filter((entry): entry is FileEntry => !entry.directory)
    .filter(({ filename }) => belongsToCorpus(filename.normalize("NFC"), (ending) => ending in readers));
  const endingOf = ({ filename }: FileEntry) => extname(filename).toLowerCase();
  const hasJson = files.some((file) => endingOf(file) === ".json");
  return hasJson ? files.filter((file) => !textEndings.includes(endingOf(file))) : files;
}

/** Names of files that cannot be read from a zip, and why: the packed ones, or, when nothing can be read, the first. */
function unreadable(entries: readonly Entry[], chosen: readonly Entry[]): [name: string, reason: string][] {
  const names = entries.filter(({ directory }) => !directory).map(({ filename }) =>
    filename.normalize("NFC")
  );
  const packed = names.filter((name) => belongsToCorpus(name, (ending) => packedEndings.includes(ending)));
  if (packed.length > 0 || chosen.length > 0) {
    return packed.map((
      name,
    ) => [name, "it is packed within a zip. Unpack the outer zip and give the folder."]);
  }
  const known = Object.keys(readers).join(", ");
  return names.slice(0, 1).map((name) => [name, `no file in the zip ends in one of ${known}`]);
}

/** Gives zip.js only the ranges of the file that it requests. */
class ZipFileReader extends Reader<string> implements Disposable {
  readonly #file: Deno.FsFile;
  bytesRead = 0;

  constructor(path: string) {
    super(path);
    this.#file = Deno.openSync(path);
    this.size = this.#file.statSync().size;
  }

  override async readUint8Array(index: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(Math.min(length, this.size - index));
    await this.#file.seek(index, Deno.SeekMode.Start);
    for (let at = 0; at < bytes.length;) {
      const count = await this.#file.read(bytes.subarray(at));
      if (count === null) throw new RangeError(`the file ends at ${index + at}`);
      at += count;
    }
    this.bytesRead += bytes.length;
    return bytes;
  }

  [Symbol.dispose](): void {
    this.#file.close();
  }
}
