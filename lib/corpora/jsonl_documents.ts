/** JSONL: one JSON object a line, one document each. */

import { chooseTextColumn, type CorpusDocument, type FileReaderOptions } from "./documents.ts";
import { fileLines } from "./file_lines.ts";

/**
 * Reads JSONL: the text of each object, by the first field that is known to be one ("text", "document" …).
 *
 * Other fields that are strings come along; a line that is no JSON, or has no text, is a bad row.
 */
export async function* jsonlDocuments(path: string, o: FileReaderOptions): AsyncGenerator<CorpusDocument> {
  for await (const { text: line, number } of fileLines(path, o)) {
    if (line.trim() === "") continue;
    const bad = (reason: string) => o.onBadRow({ file: path, line: number, reason });
    let row: unknown;
    try {
      row = JSON.parse(line);
    } catch (cause) {
      bad(`no JSON: ${cause instanceof Error ? cause.message : cause}`);
      continue;
    }
    if (typeof row !== "object" || row === null || Array.isArray(row)) {
      bad(`expected a JSON object, found ${brief(row)}`);
      continue;
    }
    const strings = Object.entries(row).filter((entry): entry is [string, string] =>
      typeof entry[1] === "string"
    );
    const names = strings.map(([name]) => name);
    let index: number;
    try {
      index = chooseTextColumn(names, { column: o.column, file: path });
    } catch (cause) {
      bad(cause instanceof Error ? cause.message : String(cause));
      continue;
    }
    const [name, text] = strings[index];
    if (text.trim() === "") {
      bad(`the field "${name}" is empty`);
      continue;
    }
    const fields = Object.fromEntries(strings.filter((_, i) => i !== index));
    yield { text, file: path, line: number, ...(strings.length > 1 && { fields }) };
  }
}

function brief(value: unknown): string {
  return JSON.stringify(value).slice(0, 40);
}
