/**
 * First stage of the pipeline: different ways to write the same text become one.
 *
 * A normalizer is plain data, written as in tokenizer.json. NFC makes the same syllable of 한 and of ㅎ + ㅏ + ㄴ, which
 * look alike and would otherwise be different tokens.
 *
 * All use the Unicode version of JavaScript's engine; Hugging Face's `tokenizers` has older tables. So results can differ
 * for rare characters that were added to Unicode since. V8 14.9 and tokenizers 0.23.3 differ in no code point for NFC, 21
 * for NFD, 170 for NFKC, 191 for NFKD, 28 for Lowercase, 408 for StripAccents and about 500 for BertNormalizer.
 */
import { bertNormalize, type BertNormalizer } from "./bert_normalizer.ts";
import { patternOf, replaceMatches, type TextPattern } from "./text_pattern.ts";

export type Normalizer =
  | BertNormalizer
  | { readonly type: "NFC" | "NFD" | "NFKC" | "NFKD" | "Lowercase" | "StripAccents" }
  | { readonly type: "Strip"; readonly strip_left: boolean; readonly strip_right: boolean }
  | { readonly type: "Prepend"; readonly prepend: string }
  | { readonly type: "Replace"; readonly pattern: TextPattern; readonly content: string }
  | { readonly type: "Sequence"; readonly normalizers: readonly Normalizer[] };

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
      return Array.from(text, (character) => character.toLowerCase()).join("");
    case "StripAccents":
      return text.replace(/\p{M}/gu, "");
    case "BertNormalizer":
      return bertNormalize(text, normalizer);
    case "Strip":
      return strip(text, normalizer);
    case "Prepend":
      return text === "" ? text : normalizer.prepend + text;
    case "Replace":
      return replaceMatches([text], {
        expression: patternOf(normalizer.pattern),
        content: normalizer.content,
      })[0];
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
