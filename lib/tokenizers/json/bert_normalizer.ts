/**
 * The normalizer of BERT's tokenizers: it removes control characters, accents and case, writes white space as spaces, and
 * puts spaces around Chinese characters. It uses the Unicode version of JavaScript's engine, as in normalizers.ts.
 */

export interface BertNormalizer {
  readonly type: "BertNormalizer";
  readonly clean_text: boolean;
  readonly handle_chinese_chars: boolean;
  /** null: the same as `lowercase`. */
  readonly strip_accents: boolean | null;
  readonly lowercase: boolean;
}

/** The Chinese characters in the list of BERT's authors, without Hangul and kana. */
const CHINESE =
  /[\u4E00-\u9FFF\u3400-\u4DBF\u{20000}-\u{2A6DF}\u{2A700}-\u{2B81F}\u{2B920}-\u{2CEAF}\uF900-\uFAFF\u{2F800}-\u{2FA1F}]/gu;

/** Normalizes a text for BERT: "Café 漢字" becomes "cafe  漢  字 ". */
export function bertNormalize(text: string, normalizer: BertNormalizer): string {
  const { clean_text, handle_chinese_chars, lowercase, strip_accents } = normalizer;
  if (clean_text) {
    text = text.replace(/\uFFFD|(?![\t\n\r])[\p{Cc}\p{Cf}\p{Co}]/gu, "").replace(/\p{White_Space}/gu, " ");
  }
  if (handle_chinese_chars) text = text.replace(CHINESE, " $& ");
  if (strip_accents ?? lowercase) text = text.normalize("NFD").replace(/\p{Mn}/gu, "");
  if (lowercase) text = Array.from(text, (character) => character.toLowerCase()).join("");
  return text;
}
