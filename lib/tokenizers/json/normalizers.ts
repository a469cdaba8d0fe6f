/**
 * First stage of the pipeline: different ways to write the same text become one.
 *
 * NFC makes the same syllable of 한 and of ㅎ + ㅏ + ㄴ, which look alike and would otherwise be different tokens.
 *
 * All use the Unicode version of JavaScript's engine; Hugging Face's `tokenizers` has older tables. So results can differ
 * for rare characters that were added to Unicode since. V8 14.9 and tokenizers 0.23.3 differ in no code point for NFC, 21
 * for NFD, 170 for NFKC, 191 for NFKD, 28 for Lowercase, 408 for StripAccents and about 500 for BertNormalizer.
 */
import { boolean, nullOrBoolean, type StageOf, stageReader, string } from "./stage.ts";
import { readPattern, replaceMatches } from "./text_pattern.ts";

const NORMALIZERS = {
  NFC: {},
  NFD: {},
  NFKC: {},
  NFKD: {},
  Lowercase: {},
  StripAccents: {},
  BertNormalizer: {
    clean_text: boolean,
    handle_chinese_chars: boolean,
    strip_accents: nullOrBoolean, // null: the same as `lowercase`
    lowercase: boolean,
  },
  Strip: { strip_left: boolean, strip_right: boolean },
  Prepend: { prepend: string },
  Replace: { pattern: readPattern, content: string },
};

export type Normalizer =
  | StageOf<typeof NORMALIZERS>
  | { readonly type: "Sequence"; readonly normalizers: readonly Normalizer[] };

export const readNormalizer = stageReader<Normalizer>(NORMALIZERS, "normalizers");

/**
 * Normalizes a text.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(normalize("\u1112\u1161\u11AB", { type: "NFC" }), "한");
 * ```
 */
export function normalize(text: string, normalizer: Normalizer): string {
  switch (normalizer.type) {
    case "NFC":
    case "NFD":
    case "NFKC":
    case "NFKD":
      return text.normalize(normalizer.type);
    case "Lowercase":
      return lowercase(text);
    case "StripAccents":
      return text.replace(/\p{M}/gu, "");
    case "BertNormalizer":
      return bertNormalize(text, normalizer);
    case "Strip":
      return strip(text, normalizer);
    case "Prepend":
      return text === "" ? text : normalizer.prepend + text;
    case "Replace":
      return replaceMatches([text], normalizer)[0];
    case "Sequence":
      return normalizer.normalizers.reduce(normalize, text);
  }
}

function strip(text: string, ends: { readonly strip_left: boolean; readonly strip_right: boolean }): string {
  const isSpace = (at: number) => /\p{White_Space}/u.test(text.charAt(at));
  let start = 0;
  let end = text.length;
  while (ends.strip_left && start < end && isSpace(start)) start++;
  while (ends.strip_right && start < end && isSpace(end - 1)) end--;
  return text.slice(start, end);
}

/** The Chinese characters in the list of BERT's authors, without Hangul and kana. */
const CHINESE =
  /[\u4E00-\u9FFF\u3400-\u4DBF\u{20000}-\u{2A6DF}\u{2A700}-\u{2B81F}\u{2B920}-\u{2CEAF}\uF900-\uFAFF\u{2F800}-\u{2FA1F}]/gu;

/**
 * BERT's: removes control characters, accents and case, writes white space as spaces, and puts spaces around Chinese
 * characters. "Café 漢字" becomes "cafe  漢  字 ".
 */
function bertNormalize(text: string, o: Normalizer & { readonly type: "BertNormalizer" }): string {
  if (o.clean_text) {
    text = text.replace(/\uFFFD|(?![\t\n\r])[\p{Cc}\p{Cf}\p{Co}]/gu, "").replace(/\p{White_Space}/gu, " ");
  }
  if (o.handle_chinese_chars) text = text.replace(CHINESE, " $& ");
  if (o.strip_accents ?? o.lowercase) text = text.normalize("NFD").replace(/\p{Mn}/gu, "");
  return o.lowercase ? lowercase(text) : text;
}

/** Each character by itself: text.toLowerCase() would write a Σ at the end of a word in another form. */
function lowercase(text: string): string {
  return Array.from(text, (character) => character.toLowerCase()).join("");
}
