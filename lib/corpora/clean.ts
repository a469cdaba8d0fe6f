/**
 * Cleaning a book before it becomes tokens.
 *
 * foldWhitespace is the lecture's whole cleaning. The two others take out what is not the book: the footer that
 * some Kaggle copies carry on every page, and Project Gutenberg's licence around a text. They count what they
 * take, so that a corpus can say so.
 */

/** A cleaned text and how much was taken out of it. */
interface Cleaned {
  readonly text: string;
  readonly removed: number;
}

/**
 * Folds every run of white space, line breaks included, into one space.
 *
 * The lecture's `re.sub(r'\n+', ' ', text)` followed by `re.sub(r'\s+', ' ', text)`: the second covers the first. White
 * space is what it is in Python: with U+001C to U+001F and U+0085, without U+FEFF, in which JavaScript's \s differs.
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
 * Takes out page footers such as "Page | 12 Harry Potter and the … - J.K. Rowling", which stand in the middle of
 * sentences.
 *
 * A footer is a line of its own, at most 120 characters long, that starts with "Page", a bar or a dash, and a
 * number. Fewer than three such lines in a text are taken for the author's words and left.
 *
 * @returns the text, and the number of footers taken out
 */
export function stripPageFooters(text: string): Cleaned {
  const footer = /^[ \t]*Page[ \t]*[|\-–—][ \t]*\d+[^\r\n]{0,100}$/gim;
  const removed = text.match(footer)?.length ?? 0;
  if (removed < 3) return { text, removed: 0 };
  // The blank lines around a footer belong to the page, not to the text: a sentence runs on across them.
  const around = /\s*^[ \t]*Page[ \t]*[|\-–—][ \t]*\d+[^\r\n]{0,100}$\s*/gim;
  return { text: text.replace(around, "\n"), removed };
}

/**
 * Takes out the header and the licence that Project Gutenberg puts around a text.
 *
 * @returns the text between "*** START OF …" and "*** END OF …", and the number of characters taken out
 */
export function stripGutenbergLicence(text: string): Cleaned {
  const start = /^\*\*\* ?START OF (?:THE|THIS) PROJECT GUTENBERG[^\n]*\n/m.exec(text);
  const from = start ? start.index + start[0].length : 0;
  const end = /^(?:\*\*\* ?END OF (?:THE|THIS) PROJECT GUTENBERG|End of (?:the )?Project Gutenberg)/m
    .exec(text.slice(from));
  const to = end ? from + end.index : text.length;
  if (from === 0 && to === text.length) return { text, removed: 0 };
  const book = text.slice(from, to).trim() + "\n";
  return { text: book, removed: text.length - book.length };
}
