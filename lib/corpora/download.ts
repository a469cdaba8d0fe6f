/**
 * Fetches the files of a catalogue's entry into data/downloads/NAME/, once, with their hashes checked.
 *
 * Bytes arrive in FILE.part and are kept when the connection breaks: the next call asks only for the rest. The
 * file gets its name when its hash is right, by one rename, so whatever lies under that name is whole.
 */

import { createHash } from "node:crypto";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type CatalogueEntry, type CatalogueFile, listCatalogue, totalBytes } from "./catalogue.ts";

/** How far a download is, all files of the entry together. */
export interface DownloadProgress {
  readonly name: string;
  readonly bytes: number;
  readonly totalBytes: number;
}

/** Options of download. */
export interface DownloadOptions {
  /** The project's folder. Default: the one this file belongs to. */
  readonly root?: string;
  readonly onProgress?: (progress: DownloadProgress) => void;
  /** Stops the download; what has arrived is kept for the next call. */
  readonly signal?: AbortSignal;
  /** Default: the course's own catalogue. */
  readonly catalogue?: readonly CatalogueEntry[];
}

/** Files that are there and have the right hashes. */
export interface Download {
  readonly entry: CatalogueEntry;
  /** data/downloads/NAME. */
  readonly folder: string;
  /** One for each of the entry's files, in its order. */
  readonly paths: readonly string[];
  /** False when every file was there already. */
  readonly fetched: boolean;
}

/** A download that failed. The message says what to do; what has arrived is kept unless it was wrong. */
export class DownloadError extends Error {
  override readonly name = "DownloadError";
}

/** Where an entry's files lie, fetched or not. @param root the project's folder; default: this file's */
export function downloadFolder(name: string, root: string = projectRoot()): string {
  return join(root, "data", "downloads", name);
}

/**
 * Makes sure that an entry of the catalogue is there: fetches its files, or what is missing of them.
 *
 * @param name an entry's name, such as "tinyshakespeare"
 * @returns where the files lie
 * @throws {RangeError} when the catalogue has no such name
 * @throws {DownloadError} when the server cannot be reached, refuses, breaks off, or sends other bytes; files that
 *   were finished before it stay
 */
export async function download(name: string, options: DownloadOptions = {}): Promise<Download> {
  const { root, onProgress, signal, catalogue = listCatalogue() } = options;
  const entry = catalogue.find((entry) => entry.name === name);
  if (!entry) {
    const names = catalogue.map((entry) => entry.name).join(", ");
    throw new RangeError(`there is nothing called "${name}" to download; there are: ${names}`);
  }
  const folder = downloadFolder(entry.name, root);
  await Deno.mkdir(folder, { recursive: true });
  const paths: string[] = [];
  let fetched = false;
  let before = 0;
  for (const file of entry.files) {
    const path = join(folder, file.file);
    const report = (bytes: number) =>
      onProgress?.({ name: entry.name, bytes: before + bytes, totalBytes: totalBytes(entry) });
    if (await fileHash(path) !== file.sha256) {
      await fetchFile(path, { file, path, report, signal });
      fetched = true;
    }
    paths.push(path);
    before += file.bytes;
  }
  return { entry, folder, paths, fetched };
}

/** Fetches one file under its own name, by way of its part file. */
async function fetchFile(path: string, fetching: Fetching): Promise<void> {
  const { file, signal } = fetching;
  const part = `${path}.part`;
  for (;;) {
    signal?.throwIfAborted();
    const { resumed } = await fetchInto(part, fetching);
    const found = await fileHash(part);
    if (found === file.sha256) break;
    await Deno.remove(part);
    // A part left by an earlier call may be of another version of the file: worth one try from the start.
    if (resumed) continue;
    throw new DownloadError(
      `${file.url} does not hold the file the course knows: expected SHA-256 ${file.sha256}, got ${found}. ` +
        `What arrived was deleted. ${byHand(file, path)}`,
    );
  }
  await Deno.rename(part, path);
}

interface Fetching {
  readonly file: CatalogueFile;
  readonly path: string;
  /** Told the bytes of this file that are there. */
  readonly report: (bytes: number) => void;
  readonly signal?: AbortSignal;
}

/** Fetches what is missing of a part file. Returns whether it kept bytes of an earlier call. */
async function fetchInto(part: string, fetching: Fetching): Promise<{ resumed: boolean }> {
  const { file, path, report, signal } = fetching;
  const kept = await fileSize(part);
  if (kept === file.bytes) return { resumed: true };
  const start = kept < file.bytes ? kept : 0;
  const { response, from } = await request(start, fetching);

  let bytes = from;
  using target = await Deno.open(part, { write: true, create: true, append: from > 0, truncate: from === 0 });
  try {
    for await (const chunk of response.body ?? []) {
      if (bytes + chunk.length > file.bytes) {
        await Deno.remove(part);
        throw new DownloadError(
          `${file.url} holds more than the ${file.bytes} bytes the course knows. ${byHand(file, path)}`,
        );
      }
      await writeAll(target, chunk, part);
      bytes += chunk.length;
      report(bytes);
      signal?.throwIfAborted();
    }
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof DownloadError || bytes === file.bytes) throw cause;
    throw brokenOff(bytes, file, cause);
  }
  if (bytes < file.bytes) throw brokenOff(bytes, file);
  return { resumed: from > 0 };
}

/** Asks for the file from a byte on. Returns the answer and the byte it really starts at. */
async function request(start: number, fetching: Fetching): Promise<{ response: Response; from: number }> {
  const { file, path, signal } = fetching;
  // Compressed answers have other lengths and cannot be continued in the middle.
  const headers: Record<string, string> = { "accept-encoding": "identity" };
  if (start > 0) headers.range = `bytes=${start}-`;
  let response: Response;
  try {
    response = await fetch(file.url, { headers, signal });
  } catch (cause) {
    signal?.throwIfAborted();
    throw new DownloadError(
      `cannot reach ${file.url}. Check the network and run the command again. ${byHand(file, path)}`,
      { cause },
    );
  }
  if (response.status === 206) {
    const range = response.headers.get("content-range") ?? "";
    if (range.startsWith(`bytes ${start}-`)) return { response, from: start };
  } else if (response.ok) {
    return { response, from: 0 }; // the server does not continue: it sends everything
  }
  await response.body?.cancel();
  if (start > 0 && (response.status === 206 || response.status === 416)) return await request(0, fetching);
  throw new DownloadError(
    `${file.url} answered ${response.status} ${response.statusText}. ${byHand(file, path)}`,
  );
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array, path: string): Promise<void> {
  try {
    for (let written = 0; written < bytes.length;) written += await file.write(bytes.subarray(written));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DownloadError(`cannot write ${path}: ${why}. Free some space and run the command again.`, {
      cause,
    });
  }
}

function brokenOff(bytes: number, file: CatalogueFile, cause?: unknown): DownloadError {
  return new DownloadError(
    `the connection to ${file.url} ended after ${bytes} of ${file.bytes} bytes. ` +
      `They are kept: run the command again to fetch the rest.`,
    { cause },
  );
}

function byHand(file: CatalogueFile, path: string): string {
  return `Or fetch ${file.url} by hand (${file.bytes} bytes, SHA-256 ${file.sha256}) and put it at ${path}.`;
}

async function fileSize(path: string): Promise<number> {
  try {
    return (await Deno.stat(path)).size;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return 0;
    throw error;
  }
}

/** The hash of a file, read piece by piece: a model need not fit into memory. */
async function fileHash(path: string): Promise<string | undefined> {
  try {
    using file = await Deno.open(path);
    const hash = createHash("sha256");
    for await (const chunk of file.readable) hash.update(chunk);
    return hash.digest("hex");
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

function projectRoot(): string {
  return fileURLToPath(new URL("../../", import.meta.url));
}
