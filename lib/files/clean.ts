/**
 * Cleans a book before it becomes tokens. foldWhitespace is all the cleaning of the lecture; the two others remove what is
 * not part of the book, and count what they remove, for the notes of the corpus.
 */

type Cleaned = { readonly text: string; readonly removed: number };

/**
 * Folds every run of white space, line breaks included, into one space.
 *
 * The lecture's `re.sub(r'\n+', ' ', text)` followed by `re.sub(r'\s+', ' ', text)`; the second includes the first. White
 * space is that of Python: unlike JavaScript's \s it includes U+001C to U+001F and U+0085 and excludes U+FEFF.
 *
 * @example
 * ```ts
 * import { foldWhitespace } from "lib/corpora";
 * import assert from "node:assert/strict";
 * assert.equal(foldWhitespace("Chapter One\n\n  It  was"), "Chapter One It was");
 * ```
 */
export function foldWhitespace(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.replace(/(?:[\x1c-\x1f\x85]|(?!\ufeff)\s)+/g, " ");
}

/**
 * Removes page footers such as "Page | 12 Harry Potter and the … - J.K. Rowling", which interrupt sentences.
 *
 * A footer is a line of at most 120 characters that starts with "Page", a bar or a dash, and a number. If a text has fewer
 * than three such lines, they are probably the author's words and stay.
 */
export function stripPageFooters(text: string): Cleaned {
  const footer = String.raw`^[ \t]*Page[ \t]*[|\-–—][ \t]*\d+[^\r\n]{0,100}$`;
  const removed = text.match(new RegExp(footer, "gim"))?.length ?? 0;
  if (removed < 3) return { text, removed: 0 };
  // The blank lines around a footer belong to the page: a sentence continues after them.
  return { text: text.replace(new RegExp(`\\s*${footer}\\s*`, "gim"), "\n"), removed };
}

/** Removes what Project Gutenberg puts before "*** START OF …" and after "*** END OF …"; counts characters. */
export function stripGutenbergLicence(text: string): Cleaned {
  // A long title goes on in the next line, which then ends with the asterisks.
  const start =
    /^\*\*\* ?START OF (?:THE|THIS) PROJECT GUTENBERG[^\n]*(?:(?<!\*\*\*[ \t]*)\n[^\n]*\*\*\*[ \t]*)?\n/m
      .exec(text);
  const from = start ? start.index + start[0].length : 0;
  const end = /^(?:\*\*\* ?END OF (?:THE|THIS) PROJECT GUTENBERG|End of (?:the )?Project Gutenberg)/m
    .exec(text.slice(from));
  const to = end ? from + end.index : text.length;
  if (from === 0 && to === text.length) return { text, removed: 0 };
  const book = text.slice(from, to).trim() + "\n";
  return { text: book, removed: text.length - book.length };
}
