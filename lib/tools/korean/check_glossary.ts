/**
 * Checks that the Korean texts use the glossary's words: a term that several English cells of a notebook use has its
 * Korean word somewhere in the Korean notebook. Where it never stands, the translation uses another word for it.
 */
import { koreanNames, namesPattern, type Term } from "../site/mod.ts";
import { readParts } from "./markdown_parts.ts";
import type { TranslationProblem } from "./check_translation.ts";

/** English cells that use a term before its Korean word is asked for. */
const LEAST = 3;

/** @param cells English and Korean text of each cell of one notebook */
export function checkGlossary(
  cells: readonly { readonly english: string; readonly korean: string }[],
  terms: readonly Term[],
): TranslationProblem[] {
  const byName = new Map(
    terms.flatMap((term) =>
      [term.term, ...(term.also ?? [])].map((name) => [name.toLowerCase(), term] as const)
    ),
  );
  // All names at once: "layer normalisation" does not use the term "normalisation".
  const pattern = namesPattern([...byName.keys()], "en");
  const uses = new Map<Term, number>();
  for (const { english } of cells) {
    const names = readParts(english).prose.match(pattern) ?? [];
    for (const term of new Set(names.map((name) => byName.get(name.toLowerCase())!))) {
      uses.set(term, (uses.get(term) ?? 0) + 1);
    }
  }
  const plain = (text: string) => text.replaceAll(/\s/g, "").toLowerCase();
  const korean = plain(cells.map((cell) => readParts(cell.korean).prose).join("\n"));
  return [...uses].flatMap(([term, count]) => {
    const words = koreanNames(term);
    if (count < LEAST || words.some((word) => korean.includes(plain(word)))) return [];
    return [{
      message:
        `the English text uses "${term.term}" in ${count} cells, the Korean text never has the glossary's ` +
        `"${words.join('" or "')}"; use it, or change assets/export/glossary.json`,
    }];
  });
}
