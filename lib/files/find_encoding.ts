/**
 * Finds the encoding of bytes: by the byte order mark, UTF-16 by its zero bytes, UTF-8 by its structure, and older
 * encodings by jschardet's character frequencies.
 *
 * A guess is accepted only when the bytes are valid in it and the result looks like text; otherwise an error says what the
 * bytes look like. decode_text.ts and file_lines.ts do the decoding.
 */

import { detectAll } from "jschardet";
import { controlShare, countOf, isHangul, looksLikeText, looksLikeWideText } from "./looks_like_text.ts";

/** Number of bytes from which the encoding is found. */
export const sampleBytes = 2 ** 16;
/** Largest share of damaged characters for a guess: a few flipped bits, not another encoding. */
export const toleratedDamage = 0.005;

/** Common names of encodings, and the labels of the WHATWG Encoding Standard that decode them. */
const labels: Readonly<Record<string, string>> = {
  ...{ ascii: "utf-8", "utf-8-sig": "utf-8", "utf-16-le": "utf-16le", "utf-16-be": "utf-16be" },
  ...{ cp949: "euc-kr", uhc: "euc-kr", ms949: "euc-kr", euckr: "euc-kr" }, // WHATWG's "euc-kr" is CP949, a superset
  ...{ cp936: "gbk", cp950: "big5", cp932: "shift_jis", cp874: "windows-874", "tis-620": "windows-874" },
  ...{ cp1250: "windows-1250", cp1251: "windows-1251", cp1252: "windows-1252", cp1258: "windows-1258" },
  ...{ maccyrillic: "x-mac-cyrillic", macroman: "macintosh" },
};

/** The decoder for an encoding's name, or undefined when there is none. */
export function decoderFor(encoding: string, options?: TextDecoderOptions): TextDecoder | undefined {
  const name = encoding.toLowerCase().replaceAll("_", "-")
    .replace(/^iso8859/, "iso-8859").replace(/^(cp|ms)-(?=\d)/, "$1");
  for (const label of Object.hasOwn(labels, name) ? [labels[name]] : [encoding, name]) {
    try {
      return new TextDecoder(label, options);
    } catch {
      continue; // WHATWG knows "ks_c_5601-1987" and "euc-kr", Python also "euc_kr"
    }
  }
  return undefined;
}

/** The encoding that a byte order mark names: it says more than the caller, who may know no byte order ("utf-16"). */
export function markedEncoding(bytes: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" | undefined {
  const starts = (...mark: number[]) => mark.every((byte, i) => bytes[i] === byte);
  if (starts(0xef, 0xbb, 0xbf)) return "utf-8";
  if (starts(0xff, 0xfe)) return "utf-16le";
  if (starts(0xfe, 0xff)) return "utf-16be";
}

/** The error for an encoding that the caller named and that has no decoder. */
export function unknownEncoding(encoding: string, path: string): TypeError {
  return new TypeError(
    `cannot read ${path}: there is no decoder for the encoding "${encoding}". ` +
      `Convert the file: iconv -f ${encoding} -t UTF-8 OLD > NEW`,
  );
}

/**
 * Finds the encoding of the first bytes of a file by a byte order mark or zero bytes.
 *
 * @returns undefined when the bytes are in an encoding that contains ASCII
 * @throws {TypeError} when they are UTF-32, or not text
 */
export function findWideEncoding(
  bytes: Uint8Array,
  name: string,
): "utf-8" | "utf-16le" | "utf-16be" | undefined {
  const starts = (...mark: number[]) => mark.every((byte, i) => bytes[i] === byte);
  if (starts(0xff, 0xfe, 0, 0) || starts(0, 0, 0xfe, 0xff)) throw notText(name, "it is UTF-32", "UTF-32");
  if (starts(0x1b, 0x24, 0x29, 0x43)) throw notText(name, "it is ISO-2022-KR", "ISO-2022-KR");
  const marked = markedEncoding(bytes);
  if (marked !== undefined) return marked;
  const sample = bytes.subarray(0, sampleBytes);
  if (sample.includes(0)) {
    for (const wide of ["utf-16le", "utf-16be"] as const) {
      const text = decode(sample.subarray(0, sample.length & ~1), wide);
      if (text !== undefined && looksLikeWideText(text)) return wide;
    }
    if (quarterOfZeros(sample)) throw notText(name, "it looks like UTF-32", "UTF-32");
  }
  if (controlShare(sample) > 0.001) {
    throw notText(name, "it holds control bytes, as packed files and PDFs do");
  }
}

/** Chinese in HZ: pairs of ASCII characters between ~{ and ~}. */
const hzText = /~\{(?:[\x21-\x77][\x21-\x7e])+~\}/;

/**
 * Finds the encoding of bytes among those that contain ASCII.
 *
 * @param bytes a sample, best from the first byte that is not ASCII
 * @returns a label such as "utf-8", "cp949", "shift_jis", "windows-1252"
 * @throws {TypeError} when the bytes are not valid in any known encoding, or look like one that cannot be read
 */
export function findEncoding(bytes: Uint8Array, name: string): string {
  const sample = bytes.subarray(0, sampleBytes);
  if (controlShare(sample) > 0.001) {
    throw notText(name, "it holds control bytes, as packed files and PDFs do");
  }
  if (endOfAscii(sample) < 0) return "utf-8";
  if (!sample.some((byte) => byte >= 0x80) && hzText.test(String.fromCharCode(...sample.subarray(0, 4096)))) {
    throw notText(name, "it looks like HZ-GB-2312", "HZ");
  }
  const { valid, invalid } = countUtf8(sample);
  // Bytes of other encodings are sometimes valid UTF-8 by chance, but not mostly.
  if (valid > 2 * invalid) return "utf-8";

  if (isHangul(sample) && damage(sample, "cp949") <= toleratedDamage) return "cp949";

  const whole = guessOf(sample);
  if (whole.encoding !== undefined && multiByte.has(whole.encoding)) return whole.encoding;
  // One damaged byte makes a Chinese, Japanese, Hebrew or Thai text invalid, and an encoding that allows all bytes would
  // be chosen.
  const most = encodingOfMost(sample);
  if (most !== undefined && most !== whole.encoding) {
    const damaged = damage(sample, most);
    if (damaged <= toleratedDamage && (damaged > 0 || multiByte.has(most))) return most;
  }
  if (whole.encoding !== undefined) return whole.encoding;
  const why = most !== undefined
    ? `much of it is ${most}, but not all (is it put together from files of different encodings?)`
    : whole.looks !== undefined
    ? `it looks like ${whole.looks}`
    : "it is valid in no encoding that is known here";
  throw notText(name, why, whole.looks);
}

/** The encoding of most parts of a long sample: a flipped bit damages only one of them. */
function encodingOfMost(sample: Uint8Array): string | undefined {
  const parts = 9;
  if (sample.length < 100 * parts) return undefined;
  const votes = new Map<string, number>();
  for (let i = 0, start = 0; i < parts; i++) {
    const near = Math.ceil((i + 1) * sample.length / parts);
    const lineEnd = sample.indexOf(0x0a, near);
    const end = i === parts - 1 ? sample.length : lineEnd < 0 ? near : lineEnd + 1;
    if (end <= start) continue;
    const { encoding } = guessOf(sample.subarray(start, end));
    if (encoding !== undefined) votes.set(encoding, (votes.get(encoding) ?? 0) + end - start);
    start = end;
  }
  return [...votes].find(([, bytes]) => bytes > 0.5 * sample.length)?.[0];
}

/** True for encodings with one byte per character, in which nearly all bytes are valid. */
export function allowsAllBytes(encoding: string): boolean {
  const label = canonical(encoding);
  return !label.startsWith("utf-") && !multiByte.has(label);
}

const multiByte = new Set(["cp949", "shift_jis", "euc-jp", "iso-2022-jp", "gbk", "gb18030", "big5"]);

/** Where the bytes stop being plain ASCII (a high byte, or an escape sequence of ISO-2022 or HZ); −1 if nowhere. */
export function endOfAscii(bytes: Uint8Array): number {
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i], next = bytes[i + 1];
    if (byte >= 0x80) return i;
    if (byte === 0x1b && (next === 0x24 || next === 0x28)) return i; // ESC $ or ESC (
    if (byte === 0x7e && next === 0x7b) return i; // ~{
  }
  return -1;
}

/** The most probable encoding in which the bytes are valid and look like text; none when two are nearly as probable. */
function guessOf(bytes: Uint8Array): { encoding?: string; looks?: string } {
  const found = detectAll(bytes, { minimumThreshold: 0 }).flatMap(({ encoding, confidence }) => {
    if (encoding === null) return [];
    const text = decode(bytes, encoding);
    // Leave out encodings in which the bytes are invalid or not text. Keep those that cannot be decoded here, for the error.
    if (text === undefined ? decoderFor(encoding) !== undefined : !looksLikeText(text)) return [];
    return [{ encoding, confidence, text }];
  });
  if (found.length === 0 || found[0].confidence < 0.01) return lonelyAccents(bytes);
  const asLikely = (share: number) =>
    found.filter(({ confidence, text }) =>
      text !== undefined && confidence >= share * found[0].confidence
    ) as { encoding: string; text: string }[];
  // When encodings are about equally probable, prefer the Korean and the Western one.
  const best = asLikely(0.9).find(({ encoding }) => usual(encoding)) ?? asLikely(0.7)[0];
  // Name an encoding that cannot be read here (Johab, code page 437), unless a readable one is nearly as probable.
  if (best === undefined) return { looks: found[0].encoding };
  const rival = asLikely(0.7).find(({ text }) => !usual(best.encoding) && differ(text, best.text));
  if (rival !== undefined) return { looks: `${best.encoding} or ${rival.encoding}` };
  return { encoding: canonical(best.encoding) };
}

/** A few quotation marks or accents among ASCII, too few for frequencies: Western, if no two are next to each other. */
function lonelyAccents(bytes: Uint8Array): { encoding?: string } {
  const beside = bytes.some((byte, i) => byte >= 0x80 && bytes[i + 1] >= 0x80);
  return !beside && looksLikeText(decode(bytes, "windows-1252")!) ? { encoding: "windows-1252" } : {};
}

/** True when two decodings of the same bytes differ in most characters beyond ASCII. */
function differ(a: string, b: string): boolean {
  if (a.length !== b.length) return true;
  let beyond = 0, other = 0;
  for (let i = 0; i < a.length; i++) {
    if (a.charCodeAt(i) < 0x80 && b.charCodeAt(i) < 0x80) continue;
    beyond++;
    if (a[i] !== b[i]) other++;
  }
  return other > 0.5 * beyond;
}

const usual = (encoding: string) => ["euc-kr", "windows-1252"].includes(decoderFor(encoding)?.encoding ?? "");

function canonical(encoding: string): string {
  const label = decoderFor(encoding)!.encoding;
  return label === "euc-kr" ? "cp949" : label;
}

function decode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    // A sample may end within a character: "stream" leaves that one out.
    return decoderFor(encoding, { fatal: true })?.decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
}

/** Share of characters beyond ASCII that are not valid. */
function damage(bytes: Uint8Array, encoding: string): number {
  const text = decoderFor(encoding)!.decode(bytes, { stream: true });
  return countOf(text, /\ufffd/g) / Math.max(1, countOf(text, /[\u0080-\uffff]/g));
}

/** How many characters beyond ASCII are valid UTF-8, and how many bytes are not. */
function countUtf8(bytes: Uint8Array): { valid: number; invalid: number } {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes, { stream: true });
  return { valid: countOf(text, /(?!\ufffd)[\u0080-\u{10ffff}]/gu), invalid: countOf(text, /\ufffd/g) };
}

function quarterOfZeros(sample: Uint8Array): boolean {
  const zeros = sample.filter((byte) => byte === 0).length;
  return sample.length >= 8 && zeros > 0.25 * sample.length && sample.length % 4 === 0;
}

function notText(name: string, why: string, from?: string): TypeError {
  const iconv = from === undefined || decoderFor(from) !== undefined
    ? ""
    : ` (iconv -f ${from.toUpperCase()} -t UTF-8 OLD > NEW)`;
  return new TypeError(
    `cannot read ${name} as text: ${why}. Expected UTF-8, UTF-16, CP949, Windows-1252 or another encoding of the web; ` +
      `save it as UTF-8${iconv}, or name the encoding with the option "encoding".`,
  );
}
