/**
 * Fetches a text of the catalogue into data/downloads/NAME/, once, with its hash checked.
 *
 * Bytes arrive in FILE.part and are kept when the connection breaks: the next call asks only for the rest. The
 * file gets its name when its hash is right, by one rename, so whatever lies under that name is whole.
 */

import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type CatalogueEntry, listCatalogue } from "./catalogue.ts";
import { sha256 } from "./corpus.ts";

/** How far a download is. */
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

/** A file that is there and has the right hash. */
export interface Download {
  readonly entry: CatalogueEntry;
  readonly path: string;
  /** False when the file was there already. */
  readonly fetched: boolean;
}

/** A download that failed. The message says what to do; what has arrived is kept unless it was wrong. */
export class DownloadError extends Error {
  override readonly name = "DownloadError";
}

/**
 * Makes sure that a text of the catalogue is there: fetches it, or what is missing of it.
 *
 * @param name an entry's name, such as "tinyshakespeare"
 * @returns where the file lies
 * @throws {RangeError} when the catalogue has no such name
 * @throws {DownloadError} when the server cannot be reached, refuses, breaks off, or sends other bytes
 */
export async function download(name: string, options: DownloadOptions = {}): Promise<Download> {
  const { root = projectRoot(), onProgress, signal, catalogue = listCatalogue() } = options;
  const entry = catalogue.find((entry) => entry.name === name);
  if (!entry) {
    const names = catalogue.map((entry) => entry.name).join(", ");
    throw new RangeError(`there is no text called "${name}" to download; there are: ${names}`);
  }
  const path = join(root, "data", "downloads", entry.name, entry.file);
  if (await fileHash(path) === entry.sha256) return { entry, path, fetched: false };

  await Deno.mkdir(dirname(path), { recursive: true });
  const part = `${path}.part`;
  for (;;) {
    signal?.throwIfAborted();
    const { resumed } = await fetchInto(part, { entry, path, onProgress, signal });
    const found = await fileHash(part);
    if (found === entry.sha256) break;
    await Deno.remove(part);
    // A part left by an earlier call may be of another version of the file: worth one try from the start.
    if (resumed) continue;
    throw new DownloadError(
      `${entry.url} does not hold the file the course knows: expected SHA-256 ${entry.sha256}, got ${found}. ` +
        `What arrived was deleted. ${byHand(entry, path)}`,
    );
  }
  await Deno.rename(part, path);
  return { entry, path, fetched: true };
}

interface Fetching {
  readonly entry: CatalogueEntry;
  readonly path: string;
  readonly onProgress?: (progress: DownloadProgress) => void;
  readonly signal?: AbortSignal;
}

/** Fetches what is missing of a part file. Returns whether it kept bytes of an earlier call. */
async function fetchInto(part: string, fetching: Fetching): Promise<{ resumed: boolean }> {
  const { entry, path, onProgress, signal } = fetching;
  const kept = await fileSize(part);
  if (kept === entry.bytes) return { resumed: true };
  const start = kept < entry.bytes ? kept : 0;
  const { response, from } = await request(start, fetching);

  let bytes = from;
  using file = await Deno.open(part, { write: true, create: true, append: from > 0, truncate: from === 0 });
  try {
    for await (const chunk of response.body ?? []) {
      if (bytes + chunk.length > entry.bytes) {
        await Deno.remove(part);
        throw new DownloadError(
          `${entry.url} holds more than the ${entry.bytes} bytes the course knows. ${byHand(entry, path)}`,
        );
      }
      await writeAll(file, chunk, part);
      bytes += chunk.length;
      onProgress?.({ name: entry.name, bytes, totalBytes: entry.bytes });
      signal?.throwIfAborted();
    }
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof DownloadError || bytes === entry.bytes) throw cause;
    throw brokenOff(bytes, entry, cause);
  }
  if (bytes < entry.bytes) throw brokenOff(bytes, entry);
  return { resumed: from > 0 };
}

/** Asks for the file from a byte on. Returns the answer and the byte it really starts at. */
async function request(start: number, fetching: Fetching): Promise<{ response: Response; from: number }> {
  const { entry, path, signal } = fetching;
  // Compressed answers have other lengths and cannot be continued in the middle.
  const headers: Record<string, string> = { "accept-encoding": "identity" };
  if (start > 0) headers.range = `bytes=${start}-`;
  let response: Response;
  try {
    response = await fetch(entry.url, { headers, signal });
  } catch (cause) {
    signal?.throwIfAborted();
    throw new DownloadError(
      `cannot reach ${entry.url}. Check the network and run the command again. ${byHand(entry, path)}`,
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
    `${entry.url} answered ${response.status} ${response.statusText}. ${byHand(entry, path)}`,
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

function brokenOff(bytes: number, entry: CatalogueEntry, cause?: unknown): DownloadError {
  return new DownloadError(
    `the connection to ${entry.url} ended after ${bytes} of ${entry.bytes} bytes. ` +
      `They are kept: run the command again to fetch the rest.`,
    { cause },
  );
}

function byHand(entry: CatalogueEntry, path: string): string {
  return `Or fetch "${entry.title}" by hand (${entry.bytes} bytes, SHA-256 ${entry.sha256}) and put it at ${path}.`;
}

async function fileSize(path: string): Promise<number> {
  try {
    return (await Deno.stat(path)).size;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return 0;
    throw error;
  }
}

async function fileHash(path: string): Promise<string | undefined> {
  try {
    return await sha256(await Deno.readFile(path));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

function projectRoot(): string {
  return fileURLToPath(new URL("../../", import.meta.url));
}
