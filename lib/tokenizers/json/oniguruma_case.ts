/**
 * Ignoring case where one character equals several: with (?i:…), "ß" matches "ss" and "ﬁ" matches "fi" in Oniguruma, and
 * the reverse. JavaScript compares character by character, so these are written out as alternatives. So are characters with
 * more than two forms, such as "σ", "ς" and "Σ", of which oniguruma-to-es writes out only two.
 */

let folds: ReadonlyMap<string, readonly number[]> | undefined;

/**
 * By its case-folded text, each character that folds to it: "ss" → ß, ẞ. A text of one character is here if it has at least
 * three forms: "σ" → σ, ς, Σ.
 */
function charactersByFold(): ReadonlyMap<string, readonly number[]> {
  if (folds) return folds;
  const found = new Map<string, number[]>();
  for (let code = 0x41; code <= 0xFFFF; code++) {
    if (code === 0xAC00) code = 0xF900; // Hangul syllables, surrogates and private use have no case
    const folded = fold(code);
    found.set(folded, [...found.get(folded) ?? [], code]);
  }
  const written = [...found].filter(([folded, codes]) => [...folded].length > 1 || codes.length > 2);
  return folds = new Map(written.sort(([a], [b]) => a.length - b.length));
}

/** Unicode's full case folding of one character. */
function fold(code: number): string {
  const character = String.fromCodePoint(code);
  // the dotless i has an upper case, but folds to itself
  return character === "ı" ? character : character.toLowerCase().toUpperCase().toLowerCase();
}

/**
 * The source of an expression for a run of characters where case is ignored. As in Oniguruma, the longest joined
 * characters are taken first: "ffi" also matches "ﬃ" but not "ﬀi". In a lookbehind a character equals no text of several.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const codes = Array.from("mass", (character) => character.codePointAt(0)!);
 * assert.equal(foldedCharacters(codes), String.raw`\x{6d}\x{61}(?:\x{73}\x{73}|[\x{df}\x{1e9e}])`);
 * ```
 */
export function foldedCharacters(codes: readonly number[], { isBehind = false } = {}): string {
  const folded = codes.map(fold);
  let source = "";
  for (let at = 0; at < codes.length;) {
    const length = isBehind ? 1 : [3, 2].find((length) => {
      const parts = folded.slice(at, at + length);
      return parts.every((part) => [...part].length === 1) && charactersByFold().has(parts.join(""));
    }) ?? 1;
    const whole = folded.slice(at, at + length).join("");
    source += isBehind && [...whole].length > 1
      ? escape(codes[at])
      : written(codes.slice(at, at + length), whole);
    at += length;
  }
  return source;
}

function written(codes: readonly number[], folded: string): string {
  const apart = escape(...codes);
  const characters = charactersByFold().get(folded);
  if (characters === undefined) return apart;
  if ([...folded].length === 1) return oneOf(characters);
  const together = `[${escape(...characters)}]`;
  return codes.length === 1 ? `(?:${together}|${escape(...codesOf(folded))})` : `(?:${apart}|${together})`;
}

const THETA_SYMBOL = 0x3f4; // ϴ

/** One of these characters. In part of an expression, oniguruma-to-es replaces "ϴ" by its other forms. */
function oneOf(characters: readonly number[]): string {
  const source = `[${escape(...characters)}]`;
  return characters.includes(THETA_SYMBOL) ? `(?-i:${source})` : source;
}

/**
 * What a class also matches where case is ignored: the `forms` of its characters (for `[σ]` those of "σ"; undefined if there
 * are none), and `texts` of several characters (for `[ß]`, "ss").
 */
export function foldsWithin(characterClass: RegExp): { forms?: string; texts: string[] } {
  const found = [...charactersByFold()].filter(([, codes]) =>
    codes.some((code) => String.fromCodePoint(code).search(characterClass) >= 0)
  );
  const forms = found.flatMap(([folded, codes]) => [...folded].length === 1 ? codes : []);
  return {
    forms: forms.length === 0 ? undefined : oneOf(forms),
    texts: found.flatMap(([folded]) => [...folded].length > 1 ? [escape(...codesOf(folded))] : []),
  };
}

function codesOf(text: string): number[] {
  return Array.from(text, (character) => character.codePointAt(0)!);
}

function escape(...codes: number[]): string {
  return codes.map((code) => `\\x{${code.toString(16)}}`).join("");
}
