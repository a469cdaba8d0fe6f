/**
 * The lines of a text file, one at a time, from a file that may be larger than memory.
 *
 * The encoding, unless it is named, is found at the first bytes that are not ASCII, wherever in the file they are. A line
 * ends with \n, \r\n or \r. A line with bytes that are not valid in the encoding is marked as damaged.
 */

import { concatBytes } from "./concat_bytes.ts";
import {
  allowsAllBytes,
  decoderFor,
  endOfAscii,
  findEncoding,
  findWideEncoding,
  markedEncoding,
  sampleBytes,
  unknownEncoding,
} from "./find_encoding.ts";
import { looksLikeText } from "./looks_like_text.ts";

export interface FileLine {
  readonly text: string;
  /** From 1. */
  readonly number: number;
  /** True when some of its bytes are not valid in the file's encoding; they are U+FFFD in `text`. */
  readonly damaged: boolean;
}

interface FileLinesOptions {
  readonly encoding?: string;
  /** Called after each piece with the number of bytes read so far. */
  readonly onBytes?: (bytes: number) => void;
  /** The file's bytes, when they come from a zip; the path is then only its name. */
  readonly bytes?: Uint8Array;
}

/** Longest line in bytes: a file with a longer one is not text in lines. */
const longestLine = 2 ** 26;

/**
 * Reads a file line by line.
 *
 * @throws {TypeError} when the bytes are not text in any known encoding
 * @throws {RangeError} when a line is longer than 64 MiB
 */
export async function* fileLines(path: string, options: FileLinesOptions = {}): AsyncGenerator<FileLine> {
  const pieces = new Pieces(chunksOf(path, options));
  const head = await pieces.peek(sampleBytes);
  const named = options.encoding;
  if (named !== undefined && decoderFor(named) === undefined) throw unknownEncoding(named, path);
  let encoding = named === undefined ? findWideEncoding(head, path) : markedEncoding(head) ?? named;
  const decoder = decoderFor(encoding ?? "utf-8")!;
  const wide = decoder.encoding.startsWith("utf-16") && decoder.encoding;
  let number = 0;
  for await (const block of blocksOfLines(pieces, { path, wide })) {
    // The bytes before were ASCII, which is the same in all encodings.
    const first = encoding === undefined ? endOfAscii(block) : -1;
    if (first >= 0) {
      const sample = concatBytes([block.subarray(first), await pieces.peek(sampleBytes)]);
      const found = findEncoding(sample, path);
      if (found !== "utf-8" || sample.some((byte) => byte >= 0x80)) encoding = found;
    }
    for (const line of decodeLines(block, encoding ?? "utf-8")) {
      number++;
      yield { ...line, text: number === 1 ? line.text.replace(/^\ufeff/, "") : line.text, number };
    }
  }
}

/** The lines of a block, which ends with a line end or the file; decoded at once when all of them are valid. */
function decodeLines(block: Uint8Array, encoding: string): { text: string; damaged: boolean }[] {
  const strict = decoderFor(encoding, { fatal: true, ignoreBOM: true })!;
  const lenient = decoderFor(encoding, { ignoreBOM: true })!;
  try {
    const text = strict.decode(block);
    // In encodings like Windows-1252 every byte is valid, so lines that do not look like text are damaged.
    const isOdd = allowsAllBytes(encoding) && !looksLikeText(text);
    return linesOf(text).map((line) => ({ text: line, damaged: isOdd && !looksLikeText(line) }));
  } catch {
    if (strict.encoding.startsWith("utf-16")) {
      const lines = linesOf(lenient.decode(block));
      return lines.map((line) => ({ text: line, damaged: line.includes("\ufffd") }));
    }
    return byteLinesOf(block).map((bytes) => {
      const text = lenient.decode(bytes);
      return { text, damaged: text.includes("\ufffd") && !isValid(strict, bytes) };
    });
  }
}

/** A U+FFFD may also be in the file itself. */
function isValid(strict: TextDecoder, bytes: Uint8Array): boolean {
  try {
    strict.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Cuts lines before decoding: in all encodings but UTF-16 the bytes of a line end are part of no other character. */
function byteLinesOf(block: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let start = 0; start < block.length;) {
    let end = start;
    while (end < block.length && block[end] !== 0x0a && block[end] !== 0x0d) end++;
    lines.push(block.subarray(start, end));
    start = end + (block[end] === 0x0d && block[end + 1] === 0x0a ? 2 : 1);
  }
  return lines;
}

function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/** Pieces of the file that end at a line end; the last one may end anywhere. */
async function* blocksOfLines(
  pieces: Pieces,
  { path, wide }: { path: string; wide: string | false },
): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  for (let piece = await pieces.next(); piece !== undefined; piece = await pieces.next()) {
    waiting.push(piece);
    length += piece.length;
    if (piece.includes(0x0a) || piece.includes(0x0d)) {
      const bytes = concatBytes(waiting);
      const end = wide ? lastWideLineEnd(bytes, wide) : lastLineEnd(bytes);
      if (end > 0) yield bytes.subarray(0, end);
      waiting = [bytes.subarray(end)];
      length = bytes.length - end;
    }
    if (length > longestLine) {
      throw new RangeError(
        `cannot read ${path}: it has a line that is longer than ${longestLine} bytes. Put line ends into it; ` +
          "readCorpus reads a book that is one line.",
      );
    }
  }
  if (length > 0) yield concatBytes(waiting);
}

/** The index after the last line end. A \r at the end of the piece may be half of a \r\n. */
function lastLineEnd(bytes: Uint8Array): number {
  const newline = bytes.lastIndexOf(0x0a);
  return (newline >= 0 ? newline : bytes.lastIndexOf(0x0d, bytes.length - 2)) + 1;
}

function lastWideLineEnd(bytes: Uint8Array, wide: string): number {
  const [low, high] = wide === "utf-16le" ? [0, 1] : [1, 0];
  for (const end of [0x0a, 0x0d]) {
    const from = (bytes.length & ~1) - (end === 0x0d ? 4 : 2);
    for (let at = from; at >= 0; at -= 2) {
      if (bytes[at + low] === end && bytes[at + high] === 0) return at + 2;
    }
  }
  return 0;
}

/** Pieces of a file in order; `peek` returns the next bytes without taking them. */
class Pieces {
  readonly #source: AsyncGenerator<Uint8Array>;
  #ahead: Uint8Array[] = [];

  constructor(source: AsyncGenerator<Uint8Array>) {
    this.#source = source;
  }

  async next(): Promise<Uint8Array | undefined> {
    if (this.#ahead.length > 0) return this.#ahead.shift();
    const { value, done } = await this.#source.next();
    return done ? undefined : value;
  }

  /** The next `length` bytes, or the rest of the file. */
  async peek(length: number): Promise<Uint8Array> {
    let have = this.#ahead.reduce((sum, piece) => sum + piece.length, 0);
    while (have < length) {
      const { value, done } = await this.#source.next();
      if (done) break;
      this.#ahead.push(value);
      have += value.length;
    }
    return concatBytes(this.#ahead).subarray(0, length);
  }
}

async function* chunksOf(path: string, { bytes, onBytes }: FileLinesOptions): AsyncGenerator<Uint8Array> {
  if (bytes !== undefined) {
    for (let at = 0; at < bytes.length; at += sampleBytes) yield bytes.subarray(at, at + sampleBytes);
    return;
  }
  using file = await Deno.open(path);
  let total = 0;
  for await (const chunk of file.readable) {
    total += chunk.length;
    onBytes?.(total);
    yield chunk;
  }
}
