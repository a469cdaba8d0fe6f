/**
 * Whether decoded bytes look like text: bytes can be valid in a wrong encoding and give nonsense. Each rule is about one
 * kind of nonsense that a wrong encoding makes.
 */

/** How often a pattern matches. */
export function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/**
 * False for the typical results of a wrong encoding: capitals, signs and box-drawing characters between letters ("donÕt"),
 * characters that do not exist, accents on every letter.
 */
export function looksLikeText(whole: string): boolean {
  // Only characters beyond ASCII with their neighbours: in a Western book these are few.
  const text = whole.match(/[\0-\x7f]?[\u0080-\uffff]+[\0-\x7f]?/g)?.join("\n") ?? "";
  const beyond = countOf(text, /[\u0080-\uffff]/g);
  const strange = [
    /[\u0080-\u009f\p{Co}\p{Cn}]/gu,
    /(?<=\p{Ll})(?![A-Z])\p{Lu}/gu,
    /(?<!\p{L})[ÐÑÔÕ](?!\p{L})|(?<=[.,!?;])[ÓÕ]/gu, // the Macintosh's dash and quotation marks
    // Latin and other alphabets in one word.
    /(?<=\p{sc=Latin})[\p{sc=Cyrl}\p{sc=Grek}\p{sc=Arab}\p{sc=Hebr}\p{sc=Thai}]/gu,
    /(?<=[\p{sc=Cyrl}\p{sc=Grek}\p{sc=Arab}\p{sc=Hebr}\p{sc=Thai}])\p{sc=Latin}/gu,
    /(?<=\p{L})[\u2500-\u259f‚„†‡ˆ‰‹›¡¿¢£¤¥¦§¨©¬¯°±´¶¸](?=\p{L})/gu,
  ].reduce((sum, pattern) => sum + countOf(text, pattern), 0);
  return strange <= 0.1 * beyond && !accentsEverywhere(text);
}

/** In Western text, letters with accents are single; in wrongly decoded Korean or Chinese they are next to each other. */
function accentsEverywhere(text: string): boolean {
  const others = countOf(text, /(?![\p{sc=Latin}\p{P}\p{S}])[\u0100-\u{10ffff}]/gu);
  const latin = countOf(text, /[\x80-\xff]/g);
  const beside = countOf(text, /(?<=[\x80-\xff])[\x80-\xff]/g);
  return latin > 3 && others < latin && beside > 0.45 * latin;
}

/** UTF-16 without a byte order mark: true when nearly all characters exist and most are common ones. */
export function looksLikeWideText(text: string): boolean {
  // deno-lint-ignore no-control-regex
  const strange = countOf(text, /[^\P{C}\t\n\v\f\r\x1a\x1b\u00ad\u200b-\u200f\u2060\ufeff]/gu);
  const everyday = countOf(
    text,
    /[\t\n\r\x20-\x7e\u00a0-\u024f\u0370-\u052f\u0e00-\u0e7f\u1100-\u11ff\u2010-\u203f\u3000-\u318f\uac00-\ud7a3]/g,
  );
  return text.length > 1 && strange <= 0.001 * text.length && everyday > 0.6 * text.length;
}

/**
 * True when nine of ten characters beyond ASCII are among the 2,350 syllables of KS X 1001. This holds only for Korean: in
 * Chinese it would be half of them. Checked before frequencies, which repeated text can mislead.
 */
export function isHangul(bytes: Uint8Array): boolean {
  let syllables = 0, pairs = 0;
  for (let i = 0; i + 1 < bytes.length; i++) {
    if (bytes[i] < 0x80) continue;
    pairs++;
    if (bytes[i] >= 0xb0 && bytes[i] <= 0xc8 && bytes[i + 1] >= 0xa1) syllables++;
    i++;
  }
  return syllables >= 20 && syllables >= 0.9 * pairs;
}

/** Share of bytes that text does not contain: C0 controls other than white space, escape and ^Z. */
export function controlShare(bytes: Uint8Array): number {
  const allowed = new Set([0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1a, 0x1b]); // 0x0b: a line break within a paragraph, of Word;
  let controls = 0;
  for (const byte of bytes) if ((byte < 0x20 && !allowed.has(byte)) || byte === 0x7f) controls++;
  return controls / Math.max(1, bytes.length);
}
