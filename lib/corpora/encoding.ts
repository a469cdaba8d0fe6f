/**
 * From bytes to text: finds out the encoding of a file and decodes it without losing a character.
 *
 * Tried in this order: byte order mark, strict UTF-8, UTF-16 without a mark, CP949 (Korean Windows, includes
 * EUC-KR), Windows-1252 (Western Windows, includes Latin-1). What is none of these is refused rather than
 * decoded into rubbish. Other encodings are left to the `encoding` option.
 */

/** A decoded file: its text and the encoding that was found. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: string;
}

const byteOrderMarks: readonly { readonly encoding: string; readonly bytes: readonly number[] }[] = [
  { encoding: "utf-8", bytes: [0xef, 0xbb, 0xbf] },
  { encoding: "utf-16le", bytes: [0xff, 0xfe] },
  { encoding: "utf-16be", bytes: [0xfe, 0xff] },
];

/**
 * Decodes the bytes of a text file.
 *
 * @param bytes the whole file
 * @param options.name how the file is called in errors
 * @param options.encoding decode as this (any label of the WHATWG Encoding Standard) instead of finding out
 * @throws {TypeError} when the bytes are no text in any encoding known here, or not in the one asked for
 * @example
 * ```ts
 * import { decodeText } from "lib/corpora";
 * import assert from "node:assert/strict";
 * const { text, encoding } = decodeText(Uint8Array.of(0xc7, 0xd1, 0xb1, 0xdb), { name: "word.txt" });
 * assert.deepEqual([text, encoding], ["한글", "cp949"]);
 * ```
 */
export function decodeText(bytes: Uint8Array, options: { name: string; encoding?: string }): DecodedText {
  const { name, encoding } = options;
  if (encoding !== undefined) return { text: decodeStrictly(bytes, encoding, name), encoding };

  const mark = byteOrderMarks.find((mark) => mark.bytes.every((byte, i) => bytes[i] === byte));
  if (mark) return { text: decodeStrictly(bytes, mark.encoding, name), encoding: mark.encoding };

  const wide = utf16WithoutMark(bytes);
  if (wide) return { text: decodeStrictly(bytes, wide, name), encoding: wide };
  if (controlShare(bytes) > 0.001) throw new TypeError(notText(name, "it holds control bytes"));

  const utf8 = tryDecode(bytes, "utf-8");
  if (utf8 !== undefined) return { text: utf8, encoding: "utf-8" };
  if (highBytesComeInPairs(bytes)) {
    const korean = tryDecode(bytes, "euc-kr"); // WHATWG's "euc-kr" is CP949, the superset
    if (korean !== undefined) return { text: korean, encoding: "cp949" };
    throw new TypeError(notText(name, "it is neither valid UTF-8 nor valid CP949"));
  }
  return { text: decodeStrictly(bytes, "windows-1252", name), encoding: "windows-1252" };
}

function decodeStrictly(bytes: Uint8Array, encoding: string, name: string): string {
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(encoding, { fatal: true });
  } catch (cause) {
    throw new TypeError(`cannot decode ${name}: no encoding is called "${encoding}"`, { cause });
  }
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new TypeError(
      `cannot decode ${name} as ${encoding}: the bytes are not valid in it. ` +
        `Leave the encoding out to have it found, or save the file as UTF-8.`,
      { cause },
    );
  }
}

function tryDecode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Western text in UTF-16 has a zero in every second byte; no text in an 8-bit encoding has any. */
function utf16WithoutMark(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  const length = Math.min(bytes.length, 65_536) & ~1;
  if (length < 4) return undefined;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  const pairs = length / 2;
  if (odd > 0.3 * pairs && even < 0.05 * pairs) return "utf-16le";
  if (even > 0.3 * pairs && odd < 0.05 * pairs) return "utf-16be";
  return undefined;
}

/** Share of bytes that no text holds: C0 controls other than tab, line feed, form feed, carriage return, escape, ^Z. */
function controlShare(bytes: Uint8Array): number {
  const allowed = new Set([0x09, 0x0a, 0x0c, 0x0d, 0x1a, 0x1b]);
  let controls = 0;
  for (const byte of bytes) if ((byte < 0x20 && !allowed.has(byte)) || byte === 0x7f) controls++;
  return controls / Math.max(1, bytes.length);
}

/** Korean characters are two high bytes side by side; an accent or a curly quote of Windows-1252 stands alone. */
function highBytesComeInPairs(bytes: Uint8Array): boolean {
  let high = 0;
  let beside = 0;
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] < 0x80) continue;
    high++;
    if ((i > 0 && bytes[i - 1] >= 0x80) || (i + 1 < bytes.length && bytes[i + 1] >= 0x80)) beside++;
  }
  return high > 0 && beside / high > 0.7;
}

function notText(name: string, why: string): string {
  return `cannot read ${name} as text: ${why}. Expected UTF-8, UTF-16, CP949 or Windows-1252; ` +
    `save the book as UTF-8 text, or name the encoding with the option "encoding".`;
}
