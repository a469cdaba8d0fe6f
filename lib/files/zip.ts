/**
 * The files of a zip, in memory: nothing is written to disk under a name from the archive.
 *
 * zip.js checks every name and CRC. Refused are names that lead out of the archive, encrypted files, too many files, and
 * files that unpack to more than a limit, whatever size the archive declares.
 */

import {
  type Entry,
  ERR_ENCRYPTED_CENTRAL_DIRECTORY,
  ERR_UNSAFE_FILENAME,
  ERR_UNSUPPORTED_COMPRESSION,
  type FileEntry,
  type Reader,
  Uint8ArrayReader,
  ZipReader,
} from "@zip.js/zip.js";
import { concatBytes } from "./concat_bytes.ts";
import { decoderFor } from "./find_encoding.ts";

interface UnzipOptions {
  /** The archive's name in errors. */
  readonly name: string;
  /** Bytes after unpacking, all files together. Default 512 MiB, far above any real archive of books. */
  readonly maxBytes?: number;
  /** Files in the archive. Default 10,000. */
  readonly maxFiles?: number;
  /** Unpack only the paths for which this returns true. Default: all. */
  readonly only?: (path: string) => boolean;
}

/**
 * Unpacks a zip into memory. Paths have forward slashes and composed Hangul (NFC).
 *
 * @throws {TypeError} when the bytes are not a zip, or a file is damaged or encrypted
 * @throws {RangeError} when a name is unsafe or a limit is exceeded
 */
export async function unzip(
  archive: Uint8Array,
  options: UnzipOptions,
): Promise<{ path: string; bytes: Uint8Array<ArrayBuffer> }[]> {
  const { name, maxBytes = 512 * 2 ** 20, maxFiles = 10_000, only = () => true } = options;
  const reader = openZip(new Uint8ArrayReader(archive));
  try {
    const entries = await Array.fromAsync(zipEntries(reader, name));
    if (entries.length > maxFiles) {
      throw new RangeError(
        `refused to unpack ${name}: ${entries.length} files, expected at most ${maxFiles}`,
      );
    }
    const files = [];
    let left = maxBytes;
    for (const entry of entries) {
      const path = entry.filename.normalize("NFC");
      if (entry.directory || !only(path)) continue;
      const bytes = await readEntry(entry, { name, left, maxBytes });
      left -= bytes.length;
      files.push({ path, bytes });
    }
    return files;
  } finally {
    await reader.close();
  }
}

/** Opens a zip: every checksum is checked, and names are decoded from their own encoding. */
export function openZip<T>(reader: Reader<T>): ZipReader<Reader<T>> {
  return new ZipReader(reader, {
    useWebWorkers: false,
    checkSignature: true,
    // Names without the flag for UTF-8 are UTF-8 (macOS) or CP949 (Korean Windows); for all others zip.js follows the
    // specification.
    decodeText: (bytes) => tryDecode(bytes, "utf-8") ?? tryDecode(bytes, "cp949"),
  });
}

function tryDecode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return decoderFor(encoding, { fatal: true })!.decode(bytes);
  } catch {
    return undefined;
  }
}

/** The entries of a zip. @throws {TypeError | RangeError} as `unzip` */
export async function* zipEntries(reader: ZipReader<unknown>, name: string): AsyncGenerator<Entry> {
  try {
    yield* reader.getEntriesGenerator();
  } catch (cause) {
    const { message, filename } = cause as Error & { readonly filename?: string };
    if (message === ERR_UNSAFE_FILENAME) {
      const path = filename === undefined ? "a file" : JSON.stringify(filename);
      throw new RangeError(`refused to unpack ${name}: ${path} in it leads out of the archive`, { cause });
    }
    const fault = message === ERR_ENCRYPTED_CENTRAL_DIRECTORY
      ? "it is encrypted. Unpack it by hand with its password."
      : "it is not a zip, or it is damaged. Download it again.";
    throw new TypeError(`cannot read ${name}: ${fault}`, { cause });
  }
}

/** Compression methods by their numbers in the format's specification (APPNOTE 4.4.5). */
const methods: Readonly<Record<number, string>> = {
  1: "Shrink",
  6: "Implode",
  9: "Deflate64",
  12: "bzip2",
  14: "LZMA",
  93: "Zstandard",
  95: "XZ",
  98: "PPMd",
};

/** Unpacks one file into memory, at most `left` bytes. @throws {TypeError | RangeError} as `unzip` */
export async function readEntry(
  entry: FileEntry,
  { name, left, maxBytes }: { name: string; left: number; maxBytes: number },
): Promise<Uint8Array<ArrayBuffer>> {
  const cannotRead = (why: string, cause?: unknown) =>
    new TypeError(`cannot read ${entry.filename} of ${name}: ${why}`, { cause });
  if (entry.encrypted) {
    throw cannotRead("it is encrypted. Unpack the archive by hand with its password and give the folder.");
  }
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const tooLarge = () =>
    new RangeError(
      `refused to unpack ${name}: its files are larger than ${maxBytes} bytes (${entry.filename} passed the limit)`,
    );
  // The declared size may be false, so the limit is checked for each unpacked chunk.
  const sink = new WritableStream<Uint8Array<ArrayBuffer>>({
    write(chunk) {
      length += chunk.length;
      if (length > left) throw tooLarge();
      chunks.push(chunk);
    },
  });
  if (entry.uncompressedSize > left) throw tooLarge();
  try {
    await entry.getData(sink);
  } catch (cause) {
    if (length > left) throw tooLarge();
    if ((cause as Error).message !== ERR_UNSUPPORTED_COMPRESSION) {
      throw cannotRead("its data is damaged. Download it again.", cause);
    }
    const method = methods[entry.compressionMethod] ?? `method ${entry.compressionMethod}`;
    throw cannotRead(
      `it is packed with ${method}, expected Deflate or nothing. Unpack the archive by hand and give the folder.`,
      cause,
    );
  }
  return concatBytes(chunks);
}
