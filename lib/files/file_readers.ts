/** The reader of a text file, by the ending of its name; read_documents.ts adds parquet and zip. */

import { extname } from "node:path";
import { jsonDocuments } from "./json_documents.ts";
import type { FileReader, FileReaderOptions } from "./documents.ts";
import { fileLines } from "./file_lines.ts";
import { jsonlDocuments } from "./jsonl_documents.ts";
import { csvDocuments, tsvDocuments } from "./table_documents.ts";
import { textDocuments } from "./text_documents.ts";

export const readers: Readonly<Record<string, FileReader>> = {
  ".json": jsonDocuments,
  ".jsonl": jsonlDocuments,
  ".ndjson": jsonlDocuments,
  ".tsv": tsvDocuments,
  ".csv": csvDocuments,
  ".txt": textDocuments,
  ".text": textDocuments,
  ".md": textDocuments,
};

/** First line of NSMC's files, which are tables although they end in .txt. */
const nsmcHeader = "id\tdocument\tlabel";

/** The reader of a file with one of these endings. */
export async function readerFor(path: string, o: FileReaderOptions): Promise<FileReader> {
  const reader = readers[extname(path).toLowerCase()];
  if (reader !== textDocuments) return reader;
  const { encoding, bytes } = o;
  for await (const { text } of fileLines(path, { encoding, bytes })) {
    return text === nsmcHeader ? tsvDocuments : reader;
  }
  return reader;
}
