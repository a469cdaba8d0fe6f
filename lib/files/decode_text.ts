/**
 * From bytes to text: finds the encoding of a whole file (find_encoding.ts) and decodes it.
 *
 * A file that is not valid in any encoding is refused, with one exception: a few damaged characters, such as a flipped bit
 * in a long book, become U+FFFD and are counted.
 */

import {
  allowsAllBytes,
  decoderFor,
  endOfAscii,
  findEncoding,
  findWideEncoding,
  markedEncoding,
  toleratedDamage,
  unknownEncoding,
} from "./find_encoding.ts";
import { looksLikeText } from "./looks_like_text.ts";

interface DecodedText {
  readonly text: string;
  readonly encoding: string;
  /** Number of characters that are not valid and became U+FFFD, and the line of the first; absent if there are none. */
  readonly damaged?: { readonly characters: number; readonly line: number };
}

/** The longest string that V8 makes, in UTF-16 units. */
const longestString = 2 ** 29 - 24;

/**
 * Decodes the bytes of a whole text file.
 *
 * @param options.encoding any label of the WHATWG Encoding Standard, or "cp949"; a byte order mark overrides it. Default: found
 * @throws {TypeError} when the bytes are not text in any known encoding, or not in the named one
 * @throws {RangeError} when they are too many for one string (512 MiB)
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const { text, encoding } = decodeText(Uint8Array.of(0xc7, 0xd1, 0xb1, 0xdb), { name: "word.txt" });
 * assert.deepEqual([text, encoding], ["한글", "cp949"]);
 * ```
 */
export function decodeText(bytes: Uint8Array, options: { name: string; encoding?: string }): DecodedText {
  const { name, encoding } = options;
  if (bytes.length > longestString) {
    throw new RangeError(
      `cannot decode ${name} at once: it has ${bytes.length} bytes, expected at most ${longestString}. ` +
        `Split it, or save it as JSONL or as lines of text: readDocuments reads those a document at a time.`,
    );
  }
  if (encoding !== undefined) {
    if (decoderFor(encoding) === undefined) throw unknownEncoding(encoding, name);
    const marked = markedEncoding(bytes) ?? encoding;
    return { text: decodeStrictly(bytes, marked, name), encoding: marked };
  }
  // The bytes from the first one that is not ASCII show the encoding.
  const found = findWideEncoding(bytes, name) ??
    findEncoding(bytes.subarray(Math.max(0, endOfAscii(bytes))), name);
  const text = decodeAs(found).decode(bytes);
  // The sample may not be typical: every byte is valid in Windows-1252, and Hangul later in the file would be lost.
  if (allowsAllBytes(found) && !looksLikeText(text)) {
    throw new TypeError(
      `cannot decode ${name}: it begins as ${found} and goes on as something else. ` +
        `Is it put together from files of different encodings? Save it as UTF-8.`,
    );
  }
  const damaged = damageOf(text, bytes, found);
  if (damaged === undefined) return { text, encoding: found };
  const beyondAscii = text.match(/[\u0080-\uffff]/g)?.length ?? 0;
  if (damaged.characters > Math.max(toleratedDamage * beyondAscii, Math.min(3, 0.4 * beyondAscii))) {
    throw new TypeError(
      `cannot decode ${name}: most of it is ${found}, but ${damaged.characters} characters are not, the first in line ` +
        `${damaged.line}. Is it put together from files of different encodings? Save it as UTF-8.`,
    );
  }
  return { text, encoding: found, damaged };
}

function decodeStrictly(bytes: Uint8Array, encoding: string, name: string): string {
  try {
    return decoderFor(encoding, { fatal: true })!.decode(bytes);
  } catch (cause) {
    const { characters, line } = damageOf(decodeAs(encoding).decode(bytes), bytes, encoding)!;
    throw new TypeError(
      `cannot decode ${name} as ${encoding}: ${characters} characters are not valid in it, the first in line ${line}. ` +
        `Leave the encoding out to have it found, or save the file as UTF-8.`,
      { cause },
    );
  }
}

const decodeAs = (encoding: string) => decoderFor(encoding)!;

/** Counts what became U+FFFD in decoding; a U+FFFD that is in the file itself does not count. */
function damageOf(text: string, bytes: Uint8Array, encoding: string): DecodedText["damaged"] {
  const first = text.indexOf("\ufffd");
  if (first < 0) return undefined;
  try {
    decoderFor(encoding, { fatal: true })!.decode(bytes);
    return undefined;
  } catch {
    const characters = text.match(/\ufffd/g)!.length;
    return { characters, line: text.slice(0, first).split(/\r\n|\r|\n/).length };
  }
}
