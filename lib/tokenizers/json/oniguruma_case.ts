/**
 * Ignoring case where one character equals several: with (?i:…), "ß" matches "ss" and "ﬁ" matches "fi" in Oniguruma, and
 * the reverse. JavaScript compares character by character, so these are written out as alternatives.
 */

let folds: ReadonlyMap<string, readonly number[]> | undefined;

/** By its case-folded text of two or three characters, each character that folds to it: "ss" → ß, ẞ. */
function charactersByFold(): ReadonlyMap<string, readonly number[]> {
  if (folds) return folds;
  const found = new Map<string, number[]>();
  for (let code = 0x80; code <= 0xFFFF; code++) {
    if (code === 0xAC00) code = 0xF900; // Hangul syllables, surrogates and private use have no case
    const folded = fold(code);
    if ([...folded].length > 1) found.set(folded, [...found.get(folded) ?? [], code]);
  }
  return folds = new Map([...found].sort(([a], [b]) => a.length - b.length));
}

/** Unicode's full case folding of one character. */
function fold(code: number): string {
  const character = String.fromCodePoint(code);
  // the dotless i has an upper case, but folds to itself
  return character === "ı" ? character : character.toLowerCase().toUpperCase().toLowerCase();
}

/**
 * The source of an expression for a run of characters where case is ignored. As in Oniguruma, the longest joined
 * characters are taken first: "ffi" also matches "ﬃ" but not "ﬀi".
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const codes = Array.from("mass", (character) => character.codePointAt(0)!);
 * assert.equal(foldedCharacters(codes), String.raw`\x{6d}\x{61}(?:\x{73}\x{73}|[\x{df}\x{1e9e}])`);
 * ```
 */
export function foldedCharacters(codes: readonly number[]): string {
  const folded = codes.map(fold);
  let source = "";
  for (let at = 0; at < codes.length;) {
    const length = [3, 2].find((length) => {
      const parts = folded.slice(at, at + length);
      return parts.every((part) => [...part].length === 1) && charactersByFold().has(parts.join(""));
    }) ?? 1;
    source += written(codes.slice(at, at + length), folded.slice(at, at + length).join(""));
    at += length;
  }
  return source;
}

function written(codes: readonly number[], folded: string): string {
  const apart = escape(String.fromCodePoint(...codes));
  const characters = charactersByFold().get(folded);
  if (characters === undefined) return apart;
  const together = `[${characters.map((code) => escape(String.fromCodePoint(code))).join("")}]`;
  return codes.length === 1 ? `(?:${together}|${escape(folded)})` : `(?:${apart}|${together})`;
}

/** The texts of several characters that a class matches where case is ignored: for `[ß]`, "ss". */
export function foldsWithin(characterClass: RegExp): string[] {
  return [...charactersByFold()].filter(([, codes]) =>
    codes.some((code) => String.fromCodePoint(code).search(characterClass) >= 0)
  ).map(([folded]) => escape(folded));
}

function escape(text: string): string {
  return Array.from(text, (character) => `\\x{${character.codePointAt(0)!.toString(16)}}`).join("");
}
