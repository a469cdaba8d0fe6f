/**
 * What the readers of large corpora have in common: documents one at a time, counted bad rows, progress.
 *
 * A reader is an async generator: it holds one document and a bounded piece of the file, never the corpus, so ten
 * gigabytes take no more memory than ten megabytes. A row that cannot be read is reported and left out; only a file
 * that cannot be read at all is an error.
 */

import type { ChatMessage } from "../chat.ts";

/** One text of a corpus, and where it stood. */
export interface CorpusDocument {
  readonly text: string;
  readonly file: string;
  /** Line of a text file, row of a table, paragraph of a book; from 1. */
  readonly line: number;
  /** What else the row says, by the names that its corpus uses: a label, a question and its answer. */
  readonly fields?: Readonly<Record<string, string>>;
  /** The messages of a chat, as encodeChat takes them. */
  readonly messages?: readonly ChatMessage[];
}

/** A row that could not be read. */
export interface BadRow {
  readonly file: string;
  readonly line: number;
  /** What was expected and what was found. */
  readonly reason: string;
}

export interface ReadProgress {
  /** The file being read. */
  readonly file: string;
  readonly bytesRead: number;
  readonly bytesTotal: number;
  readonly documents: number;
  readonly badRows: number;
}

/** Why a line is left out whose bytes are not valid in the file's encoding. */
export const DAMAGED = "some of its bytes are not valid in the file's encoding";

/** What a reader of one file is given. */
export interface FileReaderOptions {
  readonly encoding?: string;
  /** The file's bytes, when they came out of a zip; the path is then only its name. */
  readonly bytes?: Uint8Array;
  /** Column of a table that holds the text. Default: found. */
  readonly column?: string;
  /** How many bytes of the file have been read so far. */
  readonly onBytes: (bytes: number) => void;
  readonly onBadRow: (row: BadRow) => void;
}

/** Reads one file of a layout. */
export type FileReader = (path: string, options: FileReaderOptions) => AsyncGenerator<CorpusDocument>;

/** Headers that say that a column is the text, in the order in which they are preferred. */
export const textColumns = [
  "text",
  "document",
  "content",
  "contents",
  "sentence",
  "body",
  "본문",
  "내용",
  "문장",
];

/**
 * The column that holds a table's text.
 *
 * @param options.column the one that the caller named
 * @throws {RangeError} when it is not there, or when none was named and no header is known
 */
export function chooseTextColumn(
  columns: readonly string[],
  options: { readonly column?: string; readonly file: string },
): number {
  const { column, file } = options;
  const names = columns.map((name) => name.toLowerCase());
  const known = textColumns.find((name) => names.includes(name));
  const index = column !== undefined
    ? columns.indexOf(column)
    : known !== undefined
    ? names.indexOf(known)
    : -1;
  if (index >= 0) return index;
  if (column === undefined && columns.length === 1) return 0;
  throw new RangeError(
    `cannot read ${file}: ${
      column === undefined ? "no column is known to be text" : `it has no column "${column}"`
    }; ` +
      `its columns are ${columns.map((name) => `"${name}"`).join(", ")}. Name one with the option "column".`,
  );
}
