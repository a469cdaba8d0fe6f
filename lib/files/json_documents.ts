/**
 * JSON files: a book of AI Hub's corpus (대규모 구매도서 기반 한국어 말뭉치, data set 653), a list of objects with a text
 * each, or JSONL in a file that ends in .json.
 *
 *     { "paragraphs": [{ "sentences": [{ "text": "…" }, …] }, …] }
 *
 * One paragraph of a book is one document; its sentences are joined by spaces. The file is parsed whole.
 */

import { decodeText } from "./decode_text.ts";
import type { CorpusDocument, FileReaderOptions } from "./documents.ts";
import { parseJson, rowDocument } from "./json_row.ts";
import { jsonlDocuments } from "./jsonl_documents.ts";
import { promisesText } from "./text_column.ts";

/** Reads the documents of a JSON file. */
export async function* jsonDocuments(path: string, o: FileReaderOptions): AsyncGenerator<CorpusDocument> {
  const bytes = o.bytes ?? await Deno.readFile(path);
  o.onBytes(bytes.length);
  const bad = (line: number, reason: string) => o.onBadRow({ file: path, line, reason });
  const { text, damaged } = decodeText(bytes, { name: path, encoding: o.encoding });
  let value: unknown, fault: unknown;
  try {
    value = parseJson(text);
  } catch (cause) {
    if (isJsonl(text)) return yield* jsonlDocuments(path, { ...o, bytes, onBytes: () => {} });
    fault = cause;
  }
  if (damaged) {
    return bad(damaged.line, `${damaged.characters} characters are not valid in the file's encoding`);
  }
  if (fault !== undefined) return bad(1, `not JSON: ${fault instanceof Error ? fault.message : fault}`);
  if (isBook(value)) return yield* paragraphs(value.paragraphs, path, o);
  const known = typeof value === "object" && value !== null &&
    Object.keys(value).some((name) => promisesText(name) || name === o.column);
  if (!Array.isArray(value) && !known) {
    return bad(1, 'expected an object with the list "paragraphs", or a list of objects with a text each');
  }
  const rows = Array.isArray(value) ? value : [value];
  if (rows.length === 0) bad(1, "the list is empty");
  for (const [i, row] of rows.entries()) {
    if (isBook(row)) {
      yield* paragraphs(row.paragraphs, path, o);
      continue;
    }
    const found = rowDocument(row, { column: o.column, file: path });
    if (typeof found !== "string") yield { ...found, file: path, line: i + 1 };
    else bad(i + 1, found);
  }
}

/** True when the first line is a complete object: the file is JSONL. */
function isJsonl(text: string): boolean {
  const [first] = /^[^\r\n]*/.exec(text.trimStart())!;
  try {
    const row = parseJson(first);
    return typeof row === "object" && row !== null;
  } catch {
    return false;
  }
}

function isBook(value: unknown): value is { paragraphs: unknown[] } {
  return Array.isArray((value as { paragraphs?: unknown } | null)?.paragraphs);
}

function* paragraphs(
  list: readonly unknown[],
  file: string,
  o: FileReaderOptions,
): Generator<CorpusDocument> {
  for (const [i, paragraph] of list.entries()) {
    const sentences = (paragraph as { sentences?: unknown } | null)?.sentences;
    const texts = Array.isArray(sentences) ? sentences.map((sentence) => sentence?.text) : [];
    if (texts.length === 0 || !texts.every((text) => typeof text === "string")) {
      o.onBadRow({
        file,
        line: i + 1,
        reason: 'expected a paragraph with "sentences" that have a "text" each',
      });
      continue;
    }
    const text = texts.join(" ").trim();
    if (text !== "") yield { text, file, line: i + 1 };
  }
}
