/**
 * Fetches the files of a catalogue's entry into data/downloads/NAME/, once, and checks their hashes.
 *
 * Bytes are written to FILE.part and kept when the connection breaks: the next call requests only the rest. FILE.part is
 * renamed when its hash is right, so a file with its final name is complete.
 */
import { join } from "node:path";
import { downloadFolder } from "../../../project_folder.ts";
import { type CatalogueEntry, listCatalogue, totalBytes } from "./catalogue.ts";
import {
  byHand,
  DownloadError,
  type Fetching,
  fetchInto,
  fileHash,
  fileSize,
  Stalled,
} from "./download_request.ts";

interface DownloadOptions {
  /** The project's folder. Default: the one this file belongs to. */
  readonly root?: string;
  /** Told how far the download is, all files of the entry together. */
  readonly onProgress?: (progress: { name: string; bytes: number; totalBytes: number }) => void;
  /** Stops the download; the bytes received are kept for the next call. */
  readonly signal?: AbortSignal;
  /** Longest time without a byte, in milliseconds, before a new request. Default 30,000. */
  readonly stallMs?: number;
  /** Default: the course's own catalogue. */
  readonly catalogue?: readonly CatalogueEntry[];
  /** Sent with each request, such as an access token; a redirect to another host does not get it. */
  readonly headers?: Readonly<Record<string, string>>;
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

/**
 * Fetches an entry's files, or those that are missing.
 *
 * @param name an entry's name, such as "tinyshakespeare"
 * @returns where the files are
 * @throws {RangeError} when the catalogue has no such name
 * @throws {DownloadError} when the server cannot be reached, refuses, breaks off, or sends other bytes; files that
 *   were finished before it stay
 */
export async function download(name: string, options: DownloadOptions = {}): Promise<Download> {
  const { root, onProgress, signal, stallMs = 30_000, catalogue = listCatalogue(), headers } = options;
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
    if (await fileHash(path, file.hash) !== file.hash) {
      await fetchFile(path, { file, path, report, signal, stallMs, headers });
      fetched = true;
    }
    paths.push(path);
    before += file.bytes;
  }
  return { entry, folder, paths, fetched };
}

/** Fetches one file into its part file, then renames it. */
async function fetchFile(path: string, fetching: Fetching): Promise<void> {
  const { file, signal } = fetching;
  const part = `${path}.part`;
  for (let silent = 0;;) {
    signal?.throwIfAborted();
    const before = await fileSize(part);
    let resumed: boolean;
    try {
      ({ resumed } = await fetchInto(part, fetching));
    } catch (error) {
      if (!(error instanceof Stalled)) throw error;
      const bytes = await fileSize(part);
      silent = bytes > before ? 0 : silent + 1;
      if (silent < SILENT_TRIES) continue;
      const message =
        `${file.url} sent nothing for ${fetching.stallMs / 1000} s, ${SILENT_TRIES} times in a row, ` +
        `after ${bytes} of ${file.bytes} bytes. They are kept: run the command again to fetch the rest. `;
      throw new DownloadError(message + byHand(file, path), { reason: "network", cause: error });
    }
    const found = await fileHash(part, file.hash);
    if (found === file.hash) break;
    await Deno.remove(part);
    // A part from an earlier call may be of another version of the file: try once from the start.
    if (resumed) continue;
    throw new DownloadError(
      `${file.url} is not the file that the course expects: expected ${file.hash}, got ${found}. ` +
        `What arrived was deleted. ${byHand(file, path)}`,
      { reason: "wrong file" },
    );
  }
  await Deno.rename(part, path);
}

/** Largest number of requests in a row in which the server sent nothing. */
const SILENT_TRIES = 3;
