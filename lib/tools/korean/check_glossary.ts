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
  const english = cells.map((cell) => readParts(cell.english).prose);
  const korean = cells.map((cell) => readParts(cell.korean).prose).join("\n").replaceAll(/\s/g, "")
    .toLowerCase();
  return terms.flatMap((term) => {
    // Without the flag g, which makes test() remember a position.
    const pattern = new RegExp(namesPattern([term.term, ...(term.also ?? [])], "en").source, "iu");
    const uses = english.filter((text) => pattern.test(text)).length;
    const words = koreanNames(term);
    if (uses < LEAST || words.some((word) => korean.includes(word.replaceAll(/\s/g, "").toLowerCase()))) {
      return [];
    }
    return [{
      message:
        `the English text uses "${term.term}" in ${uses} cells, the Korean text never has the glossary's ` +
        `"${words.join('" or "')}"; use it, or change assets/export/glossary.json`,
    }];
  });
}
