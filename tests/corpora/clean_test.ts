import assert from "node:assert/strict";
import { foldWhitespace, stripGutenbergLicence, stripPageFooters } from "lib/corpora";

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

Deno.test("stripPageFooters() leaves a book alone that speaks of a page once", () => {
  const text = "She read it.\nPage | 12 was torn.\nHe sighed.\n";
  assert.deepEqual(stripPageFooters(text), { text, removed: 0 });
});

Deno.test("stripGutenbergLicence() keeps what stands between the marks", () => {
  const book = "Chapter I\n\nIt was a dark night.\n";
  const text = `The Project Gutenberg eBook\n*** START OF THE PROJECT GUTENBERG EBOOK X ***\n\n${book}\n` +
    "*** END OF THE PROJECT GUTENBERG EBOOK X ***\nLicence\n";
  const cleaned = stripGutenbergLicence(text);
  assert.equal(cleaned.text, book);
  assert.equal(cleaned.removed, text.length - book.length);
  assert.deepEqual(stripGutenbergLicence(book), { text: book, removed: 0 });
});
