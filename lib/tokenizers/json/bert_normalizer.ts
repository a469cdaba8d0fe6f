/**
 * The normaliser of BERT's tokenizers: control characters are dropped, white space becomes a space, Chinese characters
 * stand apart, accents and case go. Which characters those are follows the Unicode version of JavaScript's engine, as
 * in normalizers.ts.
 */

export interface BertNormalizer {
  readonly type: "BertNormalizer";
  readonly clean_text: boolean;
  readonly handle_chinese_chars: boolean;
  /** null: as `lowercase`. */
  readonly strip_accents: boolean | null;
  readonly lowercase: boolean;
}

/** The Chinese characters that BERT's authors listed: Hangul and kana are not among them. */
const CHINESE =
  /[\u4E00-\u9FFF\u3400-\u4DBF\u{20000}-\u{2A6DF}\u{2A700}-\u{2B81F}\u{2B920}-\u{2CEAF}\uF900-\uFAFF\u{2F800}-\u{2FA1F}]/gu;

/** The text as BERT's tokenizers see it: "Café 漢字" becomes "cafe  漢  字 ". */
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
