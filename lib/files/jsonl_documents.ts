/** JSONL: one JSON object a line, one document each. */

import { type CorpusDocument, DAMAGED, type FileReaderOptions } from "./documents.ts";
import { fileLines } from "./file_lines.ts";
import { parseJson, rowDocument } from "./json_row.ts";

/**
 * Reads JSONL: the text of each object, by the first field that is known to be one ("text", "document" …), a question
 * with its answer, or a chat.
 *
 * Other fields that are strings become `fields`; a line that is not JSON, or has no text, is a bad row.
 */
export async function* jsonlDocuments(path: string, o: FileReaderOptions): AsyncGenerator<CorpusDocument> {
  for await (const { text: line, number, damaged } of fileLines(path, o)) {
    if (line.trim() === "") continue;
    const bad = (reason: string) => o.onBadRow({ file: path, line: number, reason });
    if (damaged) {
      bad(DAMAGED);
      continue;
    }
    let row: unknown;
    try {
      row = parseJson(line);
    } catch (cause) {
      bad(`not JSON: ${cause instanceof Error ? cause.message : cause}`);
      continue;
    }
    const found = rowDocument(row, { column: o.column, file: path });
    if (typeof found === "string") bad(found);
    else yield { ...found, file: path, line: number };
  }
}
