/**
 * The lines of a text file, one at a time, from a file that may be larger than memory.
 *
 * The encoding is found from the first bytes (see encoding.ts) unless it is named; line ends may be \n or \r\n.
 */

import { decodeText } from "./encoding.ts";

export interface FileLine {
  readonly text: string;
  /** From 1. */
  readonly number: number;
}

/** Bytes by which the encoding is recognised. */
const sampleBytes = 2 ** 16;
/** A line longer than this is no line: the file is something else than text in lines. */
const longestLine = 2 ** 26;

/**
 * Reads a file line by line.
 *
 * @param options.onBytes told the bytes read so far, after each piece
 * @throws {TypeError} when the bytes are no text in any known encoding
 * @throws {RangeError} when a line is longer than 64 Mi characters
 */
export async function* fileLines(
  path: string,
  options: { readonly encoding?: string; readonly onBytes?: (bytes: number) => void } = {},
): AsyncGenerator<FileLine> {
  const label = options.encoding ?? await findEncoding(path);
  let bytes = 0;
  const counted = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      bytes += chunk.length;
      options.onBytes?.(bytes);
      controller.enqueue(chunk);
    },
  });
  using file = await Deno.open(path);
  // Not fatal: a broken character becomes U+FFFD in its own line instead of ending the whole corpus.
  const pieces = file.readable.pipeThrough(counted).pipeThrough(new TextDecoderStream(label));
  let rest = "";
  let number = 0;
  for await (const piece of pieces) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop()!;
    if (rest.length > longestLine) {
      throw new RangeError(
        `cannot read ${path}: line ${number + lines.length + 1} is longer than ${longestLine} characters`,
      );
    }
    for (const line of lines) yield { text: withoutReturn(line), number: ++number };
  }
  if (rest !== "") yield { text: withoutReturn(rest), number: number + 1 };
}

async function findEncoding(path: string): Promise<string> {
  using file = await Deno.open(path);
  const sample = new Uint8Array(sampleBytes);
  const length = await file.read(sample) ?? 0;
  const whole = sample.subarray(0, length);
  // A sample may end in the middle of a character; up to its last line end it is whole.
  const end = length < sampleBytes ? length : whole.lastIndexOf(0x0a) + 1;
  if (end === 0) return "utf-8";
  const { encoding } = decodeText(whole.slice(0, end), { name: path });
  return encoding === "cp949" ? "euc-kr" : encoding; // WHATWG's "euc-kr" is CP949
}

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
