/**
 * The options with which the search index is built (by the export) and read (in the browser); both must be the same.
 *
 * Korean words are found by their parts: the index holds "사전학습을" also as "전학습을", "학습을" and "습을", so the beginning
 * of a word is found anywhere in it. A particle at the end of what the reader types is left out: "토큰을" finds "토큰이".
 */
import type { Options } from "minisearch";

export const SEARCH_OPTIONS = {
  fields: ["title", "text"],
  storeFields: ["url", "lesson", "title", "text"],
  processTerm: partsOf,
  searchOptions: {
    boost: { title: 3 },
    prefix: true,
    // A Korean word has few letters; one other is another word.
    fuzzy: (term) => HANGUL.test(term) ? false : 0.15,
    combineWith: "AND",
    processTerm: withoutParticle,
  },
} satisfies Options;

/** The hits whose whole title, or a part between dots as in "어텐션 · attention", is what the reader typed come first. */
export function namesakesFirst<Hit extends { readonly title?: string }>(
  hits: readonly Hit[],
  words: string,
): Hit[] {
  const typed = new Set([words.toLowerCase(), withoutParticle(words)]);
  const isNamesake = ({ title = "" }: Hit) =>
    title.toLowerCase().split(" · ").some((part) => typed.has(part));
  return [...hits.filter(isNamesake), ...hits.filter((hit) => !isNamesake(hit))];
}

const HANGUL = /^[가-힣]+$/;

/** The ends of a Korean word that have two letters or more, the whole word first. */
export function partsOf(term: string): string | string[] {
  const word = term.toLowerCase();
  if (!/[가-힣]{3}/.test(word)) return word;
  return Array.from({ length: word.length - 1 }, (_, i) => word.slice(i));
}

/** A word without the particle at its end, where two letters are left. */
export function withoutParticle(term: string): string {
  return term.toLowerCase().replace(
    /(?<=[가-힣]{2})(?:에서|으로|까지|부터|은|는|이|가|을|를|의|에|로|와|과|도)$/,
    "",
  );
}
