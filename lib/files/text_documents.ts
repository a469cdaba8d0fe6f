/** Plain text: paragraphs with a blank line between, one document each. */

import { type CorpusDocument, DAMAGED, type FileReaderOptions } from "./documents.ts";
import { fileLines } from "./file_lines.ts";

/** Longest paragraph in characters: a book without blank lines is cut at a line end, so that it is never in memory whole. */
const longestParagraph = 2 ** 16;

/** Reads the paragraphs of a text file. */
export async function* textDocuments(path: string, o: FileReaderOptions): AsyncGenerator<CorpusDocument> {
  let paragraph: string[] = [];
  let start = 1;
  let length = 0;
  const take = (): CorpusDocument => {
    const text = paragraph.join("\n");
    paragraph = [];
    length = 0;
    return { text, file: path, line: start };
  };
  for await (const { text, number, damaged } of fileLines(path, o)) {
    if (damaged) {
      o.onBadRow({ file: path, line: number, reason: DAMAGED });
      continue;
    }
    const blank = text.trim() === "";
    if (paragraph.length > 0 && (blank || length > longestParagraph)) yield take();
    if (blank) continue;
    if (paragraph.length === 0) start = number;
    paragraph.push(text);
    length += text.length;
  }
  if (paragraph.length > 0) yield take();
}
