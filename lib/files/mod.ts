/**
 * Files: from files in any format and encoding to clean texts.
 *
 * read_corpus.ts reads a book at once, read_documents.ts a large data set one document at a time. decode_text.ts and
 * file_lines.ts find the encoding, file_readers.ts chooses the format, clean.ts removes what is not part of the text.
 */
export { foldWhitespace } from "./clean.ts";
export { type Corpus, makeCorpus, sha256 } from "./corpus.ts";
export { readOwnBook } from "./own_book.ts";
export { readCorpus } from "./read_corpus.ts";
export { readDocuments } from "./read_documents.ts";
