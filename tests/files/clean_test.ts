import assert from "node:assert/strict";
import { foldWhitespace } from "lib/corpora";
import { stripGutenbergLicence, stripPageFooters } from "../../lib/files/clean.ts";

Deno.test("foldWhitespace() equals the lecture's two substitutions", () => {
  const text = "CHAPTER\n\n\nONE  It\twas\r\n late.\u00a0Very.\n";
  const lecture = text.replace(/\n+/g, " ").replace(/\s+/g, " ");
  assert.equal(foldWhitespace(text), lecture);
  assert.equal(lecture, "CHAPTER ONE It was late. Very. ");
});

Deno.test("stripPageFooters() joins the sentence that a footer cuts", () => {
  const page = (n: number) =>
    `they hadn’t \n \nPage | ${n} Harry Potter and the Stone - J.K. Rowling \n \n \nmet for years.\n`;
  const { text, removed } = stripPageFooters(page(2) + page(3) + page(4));
  assert.equal(removed, 3);
  assert.equal(foldWhitespace(text), "they hadn’t met for years. ".repeat(3));
});

Deno.test("stripPageFooters() changes nothing in a book with one such line", () => {
  const text = "She read it.\nPage | 12 was torn.\nHe sighed.\n";
  assert.deepEqual(stripPageFooters(text), { text, removed: 0 });
});

Deno.test("stripGutenbergLicence() keeps the text between the marks", () => {
  const book = "Chapter I\n\nIt was a dark night.\n";
  const text = `The Project Gutenberg eBook\n*** START OF THE PROJECT GUTENBERG EBOOK X ***\n\n${book}\n` +
    "*** END OF THE PROJECT GUTENBERG EBOOK X ***\nLicence\n";
  const cleaned = stripGutenbergLicence(text);
  assert.equal(cleaned.text, book);
  assert.equal(cleaned.removed, text.length - book.length);
  assert.deepEqual(stripGutenbergLicence(book), { text: book, removed: 0 });
  // The mark of a long title has two lines; an old one has no asterisks at its end.
  for (const mark of ["A TITLE THAT\nGOES ON ***\n", "X\n"]) {
    const long = `*** START OF THIS PROJECT GUTENBERG EBOOK ${mark}\n${book}`;
    assert.equal(stripGutenbergLicence(long).text, book);
  }
});

Deno.test("foldWhitespace() folds what Python's \\s matches, character by character", () => {
  // [c for c in map(chr, range(0x110000)) if re.match(r"\s", c)] of Python 3.13
  const python =
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009" +
    "\u200a\u2028\u2029\u202f\u205f\u3000";
  const folded: string[] = [];
  for (let code = 0; code < 0x10000; code++) {
    const character = String.fromCharCode(code);
    if (foldWhitespace(`a${character}${character}b`) === "a b") folded.push(character);
  }
  assert.equal(folded.join(""), python);
  assert.equal(foldWhitespace("a\x85 \x1c\nb\ufeffc"), "a b\ufeffc");
});
