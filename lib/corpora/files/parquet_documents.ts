/**
 * Parquet, the format of Hugging Face's data sets (korean_textbooks): one column of text, row group by row group.
 *
 * hyparquet runs in a worker (parquet_worker.ts) that is ended when it takes too long, so a damaged file cannot block the
 * program.
 */

import type { CorpusDocument, FileReaderOptions } from "./documents.ts";
import type { Portion, PortionRequest } from "./parquet_worker.ts";

/** Time limit for a portion of some thousand rows, which takes milliseconds, or seconds from a slow disk. */
const longestPortionMs = 60_000;

/**
 * Reads the text column of a parquet file.
 *
 * @throws {TypeError} when the file is not parquet, or is damaged
 * @throws {RangeError} when no column is known to be text and none was named
 */
export async function* parquetDocuments(
  path: string,
  o: FileReaderOptions,
  options: { readonly limitMs?: number } = {},
): AsyncGenerator<CorpusDocument> {
  const worker = new Worker(new URL("./parquet_worker.ts", import.meta.url), { type: "module" });
  try {
    for (let last = false; !last;) {
      const portion = await ask(worker, { path, column: o.column }, options.limitMs ?? longestPortionMs);
      if ("error" in portion) throw portion.error;
      o.onBytes(portion.bytesRead);
      for (const [i, text] of portion.rows.entries()) {
        const line = portion.rowStart + i + 1;
        if (typeof text === "string" && text.trim() !== "") {
          yield { text, file: path, line };
          continue;
        }
        const isBytes = text instanceof Uint8Array && text.length > 0;
        const found = text === null ? "null" : isBytes ? "not valid UTF-8" : "empty or no text";
        o.onBadRow({ file: path, line, reason: `the column "${portion.column}" is ${found}` });
      }
      last = portion.last;
    }
  } finally {
    worker.terminate();
  }
}

/** The worker's next portion. @throws {TypeError} when it takes too long or fails */
async function ask(worker: Worker, request: PortionRequest, limitMs: number): Promise<Portion> {
  const { promise, resolve, reject } = Promise.withResolvers<Portion>();
  const damaged = (why: string) => {
    const advice = "The file is probably damaged; download it again.";
    reject(new TypeError(`cannot read ${request.path}: ${why}. ${advice}`));
  };
  const tooLong = () => damaged(`unpacking some of its rows took more than ${limitMs / 1000} s`);
  const timer = setTimeout(tooLong, limitMs);
  worker.onmessage = ({ data }) => resolve(data);
  worker.onerror = (event) => {
    event.preventDefault();
    damaged(`its reader failed (${event.message})`);
  };
  worker.postMessage(request);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
  }
}
