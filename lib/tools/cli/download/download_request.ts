/**
 * One request of a download: it fetches the missing bytes of a part file until the end, an error, or a time without
 * bytes. download.ts decides which files, how often and their names.
 */

import { createHash } from "node:crypto";
import type { CatalogueFile, FileHash } from "./catalogue.ts";

type DownloadFailure = "network" | "refused" | "wrong file" | "cannot write";

/** A download that failed. The message says what to do; the bytes received are kept unless they are wrong. */
export class DownloadError extends Error {
  override readonly name = "DownloadError";
  readonly reason: DownloadFailure;
  /** What to do, where it is more than the reason says. */
  readonly next?: string;

  constructor(message: string, o: { reason: DownloadFailure; next?: string; cause?: unknown }) {
    super(message, { cause: o.cause });
    this.reason = o.reason;
    this.next = o.next;
  }
}

/** The server sent nothing for too long. */
export class Stalled extends Error {}

export interface Fetching {
  readonly file: CatalogueFile;
  readonly path: string;
  /** Called with the number of bytes of this file received so far. */
  readonly report: (bytes: number) => void;
  readonly signal?: AbortSignal;
  readonly stallMs: number;
  /** Sent with each request, see DownloadOptions of download.ts. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Fetches the missing bytes of a part file. Returns whether it kept bytes of an earlier call.
 *
 * @throws {Stalled} when no byte comes for too long
 */
export async function fetchInto(part: string, fetching: Fetching): Promise<{ resumed: boolean }> {
  const { stallMs } = fetching;
  const silence = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(new Stalled(`no byte for ${stallMs} ms`)), stallMs);
  };
  const signal = AbortSignal.any([fetching.signal, silence.signal].filter((one) => one !== undefined));
  heard();
  try {
    return await fetchRest(part, { ...fetching, signal, heard });
  } finally {
    clearTimeout(timer);
  }
}

/** One request's view of a download: its signal is also aborted when nothing is heard for too long. */
type Request = Fetching & { readonly signal: AbortSignal; readonly heard: () => void };

async function fetchRest(part: string, fetching: Request): Promise<{ resumed: boolean }> {
  const { file, path, report, signal, heard } = fetching;
  const kept = await fileSize(part);
  if (kept === file.bytes) return { resumed: true };
  const start = kept < file.bytes ? kept : 0;
  const { response, from } = await request(start, fetching);

  let bytes = from;
  using target = await Deno.open(part, { write: true, create: true, append: from > 0, truncate: from === 0 });
  try {
    for await (const chunk of response.body ?? []) {
      heard();
      if (bytes + chunk.length > file.bytes) {
        await Deno.remove(part);
        throw new DownloadError(
          `${file.url} has more than the ${file.bytes} bytes that the course expects. ${byHand(file, path)}`,
          { reason: "wrong file" },
        );
      }
      await writeAll(target, chunk, part);
      bytes += chunk.length;
      report(bytes);
      signal.throwIfAborted();
    }
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof DownloadError || bytes === file.bytes) throw cause;
    throw brokenOff(bytes, file, cause);
  }
  if (bytes < file.bytes) throw brokenOff(bytes, file);
  return { resumed: from > 0 };
}

/** Requests the file from a byte on. Returns the response and the byte at which it starts. */
async function request(start: number, fetching: Request): Promise<{ response: Response; from: number }> {
  const { file, path, signal } = fetching;
  // A compressed response has another length and cannot be continued in the middle.
  const headers: Record<string, string> = { ...fetching.headers, "accept-encoding": "identity" };
  if (start > 0) headers.range = `bytes=${start}-`;
  let response: Response;
  try {
    response = await fetch(file.url, { headers, signal });
  } catch (cause) {
    signal.throwIfAborted();
    throw new DownloadError(
      `cannot reach ${file.url}. Check the network and run the command again. ${byHand(file, path)}`,
      { reason: "network", cause },
    );
  }
  if (response.status === 206) {
    const range = response.headers.get("content-range") ?? "";
    if (range.startsWith(`bytes ${start}-`)) return { response, from: start };
  } else if (response.ok) {
    return { response, from: 0 }; // the server cannot continue and sends the whole file
  }
  await response.body?.cancel();
  if (start > 0 && (response.status === 206 || response.status === 416)) return await request(0, fetching);
  throw new DownloadError(
    `${file.url} returned ${response.status} ${response.statusText}. ${byHand(file, path)}`,
    { reason: "refused" },
  );
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array, path: string): Promise<void> {
  try {
    for (let written = 0; written < bytes.length;) written += await file.write(bytes.subarray(written));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DownloadError(`cannot write ${path}: ${why}. Free some space and run the command again.`, {
      reason: "cannot write",
      cause,
    });
  }
}

function brokenOff(bytes: number, file: CatalogueFile, cause?: unknown): DownloadError {
  return new DownloadError(
    `the connection to ${file.url} ended after ${bytes} of ${file.bytes} bytes. ` +
      `They are kept: run the command again to fetch the rest.`,
    { reason: "network", cause },
  );
}

export function byHand(file: CatalogueFile, path: string): string {
  return `Or fetch ${file.url} by hand (${file.bytes} bytes, ${file.hash}) and put it at ${path}.`;
}

export async function fileSize(path: string): Promise<number> {
  try {
    return (await regularFile(path)).size;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return 0;
    throw error;
  }
}

/**
 * The hash of a file, of the same kind as `like`; undefined where there is no file. It is read in pieces, because a model
 * may not fit into memory.
 */
export async function fileHash(path: string, like: FileHash): Promise<FileHash | undefined> {
  try {
    const { size } = await regularFile(path);
    using file = await Deno.open(path);
    const git = like.startsWith("git-sha1:");
    const hash = createHash(git ? "sha1" : "sha256");
    if (git) hash.update(`blob ${size}\0`);
    for await (const chunk of file.readable) hash.update(chunk);
    return `${git ? "git-sha1" : "sha256"}:${hash.digest("hex")}`;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** @throws {DownloadError} when the path is something else than a file: reading a pipe would never end */
async function regularFile(path: string): Promise<Deno.FileInfo> {
  const info = await Deno.stat(path);
  if (info.isFile) return info;
  throw new DownloadError(`cannot put a file at ${path}: something that is not a file is there. Remove it.`, {
    reason: "cannot write",
  });
}
