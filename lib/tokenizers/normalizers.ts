/**
 * First stage of the pipeline: text is brought into one form before it is cut.
 *
 * A normaliser is plain data, written as in tokenizer.json. NFC makes one syllable of 한 and of ㅎ + ㅏ + ㄴ, which
 * look alike and would otherwise be different tokens.
 */
export type Normalizer =
  | { readonly type: "NFC" | "NFD" | "NFKC" | "NFKD" | "Lowercase" | "StripAccents" }
  | { readonly type: "Strip"; readonly strip_left: boolean; readonly strip_right: boolean }
  | { readonly type: "Prepend"; readonly prepend: string }
  | { readonly type: "Replace"; readonly pattern: TextPattern; readonly content: string }
  | { readonly type: "Sequence"; readonly normalizers: readonly Normalizer[] };

/** What to look for: a string as it is, or a regular expression. */
export type TextPattern = { readonly String: string } | { readonly Regex: string };

/**
 * Normalises a text.
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
    case "Strip":
      return strip(text, normalizer);
    case "Prepend":
      return text === "" ? text : normalizer.prepend + text;
    case "Replace":
      return text.replace(patternOf(normalizer.pattern), () => normalizer.content);
    case "Sequence":
      return normalizer.normalizers.reduce(normalize, text);
  }
}

const compiled = new Map<string, RegExp>();

function strip(text: string, ends: { readonly strip_left: boolean; readonly strip_right: boolean }): string {
  const isSpace = (at: number) => /\p{White_Space}/u.test(text.charAt(at));
  let start = 0;
  let end = text.length;
  while (ends.strip_left && start < end && isSpace(start)) start++;
  while (ends.strip_right && start < end && isSpace(end - 1)) end--;
  return text.slice(start, end);
}

/** Escapes of Oniguruma's expressions that mean something else in JavaScript. */
const ESCAPES: Record<string, string> = {
  "\\s": "\\p{White_Space}",
  "\\S": "\\P{White_Space}",
  "\\d": "\\p{Nd}",
  "\\D": "\\P{Nd}",
  "\\w": "\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}²³¹¼½¾",
};

/**
 * The pattern as a JavaScript regular expression. Those of tokenizer.json are Oniguruma's, in which \s, \d and \w
 * follow Unicode; constructs that JavaScript lacks are refused.
 *
 * @throws {RangeError} when JavaScript has no such expression
 */
export function patternOf(pattern: TextPattern): RegExp {
  const source = "String" in pattern ? RegExp.escape(pattern.String) : translate(pattern.Regex);
  let expression = compiled.get(source);
  if (expression === undefined) {
    try {
      expression = new RegExp(source, "gu");
    } catch (cause) {
      throw new RangeError(
        `tokenizer: the pattern ${JSON.stringify(pattern)} is not one that JavaScript can run`,
        {
          cause,
        },
      );
    }
    compiled.set(source, expression);
  }
  return expression;
}

function translate(oniguruma: string): string {
  let isInClass = false;
  return oniguruma.replace(/\\[\s\S]|[[\]]/g, (part) => {
    if (part === "[" || part === "]") isInClass = part === "[";
    if (/^\\[WbB]$/.test(part)) {
      throw new RangeError(
        `tokenizer: ${part} in the pattern ${JSON.stringify(oniguruma)} has no JavaScript form`,
      );
    }
    return part === "\\w" && !isInClass ? `[${ESCAPES[part]}]` : ESCAPES[part] ?? part;
  });
}
