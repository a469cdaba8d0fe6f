/**
 * Whether a reading of some bytes can be what was written: what an encoding allows is not yet text.
 *
 * find_encoding.ts asks; each rule is about one kind of rubbish that a wrong encoding makes.
 */

/**
 * False for what the wrong encoding makes of words: capitals, signs and lines of boxes between letters ("donÕt"),
 * characters that do not exist, accents on every letter.
 */
export function looksLikeText(whole: string): boolean {
  // What is not ASCII, with its neighbours: little of a Western book.
  const text = whole.match(/[\0-\x7f]?[\u0080-\uffff]+[\0-\x7f]?/g)?.join("\n") ?? "";
  const beyond = text.match(/[\u0080-\uffff]/g)?.length ?? 0;
  const strange = [
    /[\u0080-\u009f\p{Co}\p{Cn}]/gu,
    /(?<=\p{Ll})(?![A-Z])\p{Lu}/gu,
    /(?<!\p{L})[ÐÑÔÕ](?!\p{L})|(?<=[.,!?;])[ÓÕ]/gu, // the Macintosh's dash and quotation marks
    // Alphabets of the East and Latin letters in one word.
    /(?<=\p{sc=Latin})[\p{sc=Cyrl}\p{sc=Grek}\p{sc=Arab}\p{sc=Hebr}\p{sc=Thai}]/gu,
    /(?<=[\p{sc=Cyrl}\p{sc=Grek}\p{sc=Arab}\p{sc=Hebr}\p{sc=Thai}])\p{sc=Latin}/gu,
    /(?<=\p{L})[\u2500-\u259f‚„†‡ˆ‰‹›¡¿¢£¤¥¦§¨©¬¯°±´¶¸](?=\p{L})/gu,
  ].reduce((sum, pattern) => sum + (text.match(pattern)?.length ?? 0), 0);
  return strange <= 0.1 * beyond && !accentsEverywhere(text);
}

/** In Western languages a letter with an accent stands among others; in what was Korean or Chinese they stand together. */
function accentsEverywhere(text: string): boolean {
  const others = text.match(/(?![\p{sc=Latin}\p{P}\p{S}])[\u0100-\u{10ffff}]/gu)?.length ?? 0;
  const latin = text.match(/[\x80-\xff]/g)?.length ?? 0;
  const beside = text.match(/(?<=[\x80-\xff])[\x80-\xff]/g)?.length ?? 0;
  return latin > 3 && others < latin && beside > 0.45 * latin;
}

/** UTF-16 without a mark: made of characters that exist, with ASCII's spaces and line ends where they belong. */
export function looksLikeWideText(text: string): boolean {
  // deno-lint-ignore no-control-regex
  const strange = text.match(/[^\P{C}\t\n\f\r\x1a\x1b\u00ad\u200b-\u200f\u2060\ufeff]/gu)?.length ?? 0;
  const everyday = text.match(
    /[\t\n\r\x20-\x7e\u00a0-\u024f\u0370-\u052f\u0e00-\u0e7f\u1100-\u11ff\u2010-\u203f\u3000-\u318f\uac00-\ud7a3]/g,
  )?.length ?? 0;
  return text.length > 1 && strange <= 0.001 * text.length && everyday > 0.6 * text.length;
}

/**
 * Nine of ten characters beyond ASCII are the 2,350 syllables of KS X 1001, as in Korean and in no other language: in
 * Chinese half of them would be. Said first because frequencies are misled by text that repeats itself.
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

/** Share of bytes that no text holds: C0 controls other than tab, line feed, form feed, carriage return, escape, ^Z. */
export function controlShare(bytes: Uint8Array): number {
  const allowed = new Set([0x09, 0x0a, 0x0c, 0x0d, 0x1a, 0x1b]);
  let controls = 0;
  for (const byte of bytes) if ((byte < 0x20 && !allowed.has(byte)) || byte === 0x7f) controls++;
  return controls / Math.max(1, bytes.length);
}
