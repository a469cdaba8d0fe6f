/**
 * Reads Parquet, the format of Hugging Face's data sets such as korean_textbooks. A row is a document: one text, a question
 * and its answer, or a chat. The rows come group by group.
 *
 * hyparquet runs in a worker (parquet_worker.ts) that is ended when it takes too long, so a damaged file cannot block the
 * program.
 */

import type { CorpusDocument, FileReaderOptions } from "./documents.ts";
import { rowDocument } from "./json_row.ts";
import type { Portion, PortionRequest } from "./parquet_worker.ts";

/** Time limit for a portion of some thousand rows, which takes milliseconds, or seconds from a slow disk. */
const longestPortionMs = 60_000;

/**
 * Reads the documents of a parquet file.
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
      for (const [i, row] of portion.rows.entries()) {
        const line = portion.rowStart + i + 1;
        const found = documentOf(row, { ...portion, file: path });
        if (typeof found !== "string") yield { ...found, file: path, line };
        else o.onBadRow({ file: path, line, reason: found });
      }
      last = portion.last;
    }
  } finally {
    worker.terminate();
  }
}

/** The document of a row, or the reason why it has none. */
function documentOf(
  row: Readonly<Record<string, unknown>>,
  { columns, isChat, file }: { columns: readonly string[]; isChat: boolean; file: string },
): ReturnType<typeof rowDocument> {
  const damaged = columns.find((column) => row[column] instanceof Uint8Array);
  if (damaged !== undefined) return `the column "${damaged}" is not valid UTF-8`;
  if (isChat || columns.length > 1) return rowDocument(row, { file });
  const text = row[columns[0]];
  if (typeof text === "string" && text.trim() !== "") return { text };
  return `the column "${columns[0]}" is ${text === null ? "null" : "empty or no text"}`;
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
