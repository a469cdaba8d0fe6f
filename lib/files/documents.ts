/**
 * Types shared by the readers of large corpora: documents, bad rows, progress.
 *
 * A reader is an async generator that keeps one document and a bounded part of the file in memory. A row that cannot be read
 * is reported and left out; only a file that cannot be read at all is an error.
 */

/** A message of a conversation. */
export interface ChatMessage {
  readonly role: "system" | "user" | "assistant";
  readonly text: string;
}

/** One text of a corpus, and where it comes from. */
export interface CorpusDocument {
  readonly text: string;
  readonly file: string;
  /** Line of a text file, row of a table, paragraph of a book; from 1. */
  readonly line: number;
  /** Other fields of the row, by the names in its corpus: a label, a question and its answer. */
  readonly fields?: Readonly<Record<string, string>>;
  /** The messages of a chat, for encodeChat. */
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

/** The reason for leaving out a line with bytes that are not valid in the file's encoding. */
export const DAMAGED = "some of its bytes are not valid in the file's encoding";

/** Options of a reader of one file. */
export interface FileReaderOptions {
  readonly encoding?: string;
  /** The file's bytes, when they come from a zip; the path is then only its name. */
  readonly bytes?: Uint8Array;
  /** Column of the text in a table. Default: found. */
  readonly column?: string;
  /** Called with the number of bytes read so far. */
  readonly onBytes: (bytes: number) => void;
  readonly onBadRow: (row: BadRow) => void;
}

/** Reads one file of a format. */
export type FileReader = (path: string, options: FileReaderOptions) => AsyncGenerator<CorpusDocument>;
