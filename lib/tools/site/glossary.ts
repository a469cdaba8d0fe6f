/**
 * The glossary: the field's terms in English and Korean, and the links of a page to them.
 *
 * The entries are data (assets/export/glossary.json), so that a study group can add its own without changing code.
 */
import type { Language } from "../../language.ts";
import { escapeHtml } from "../../notebook/plot/displayable.ts";

export interface Term {
  /** As the notebooks' texts write it. */
  readonly term: string;
  readonly korean: string;
  /** One or two sentences. */
  readonly definition: string;
  readonly definitionKorean: string;
  /** Other spellings that link here. */
  readonly also?: readonly string[];
  /** Other Korean words that link here. */
  readonly alsoKorean?: readonly string[];
  /** The notebook that teaches it, e.g. "03". */
  readonly notebook?: string;
}

/**
 * Reads the glossary.
 *
 * @throws {SyntaxError} when the file is not a list of entries with term, korean, and definitions in both languages
 */
export async function readGlossary(path: string | URL): Promise<Term[]> {
  const entries: Term[] = JSON.parse(await Deno.readTextFile(path));
  entries.forEach((entry, i) => {
    const { term, korean, definition, definitionKorean } = entry;
    if (![term, korean, definition, definitionKorean].every((text) => typeof text === "string" && text)) {
      throw new SyntaxError(
        `${path}: entry ${i + 1} needs "term", "korean", "definition" and "definitionKorean"; found ` +
          `${JSON.stringify(entry)}`,
      );
    }
  });
  return entries;
}

/**
 * A term's Korean words: "그래디언트(기울기)" has two, "지시(instruction) 튜닝" one, because the English word in brackets
 * only explains it.
 */
export function koreanNames({ korean, alsoKorean = [] }: Term): string[] {
  const inside = [...korean.matchAll(/\(([^)]*)\)/g)].map(([, word]) => word);
  const outside = korean.replaceAll(/\([^)]*\)/g, "").trim();
  return [...new Set([outside, ...inside.filter((word) => !/^[a-z ]+$/.test(word)), ...alsoKorean])];
}

/** The address of a term or a heading on its page: lower-case words joined by hyphens. */
export function anchorOf(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "-").replaceAll(/^-|-$/g, "");
}

/** What may follow a Korean word in the same word: "토큰을", "토큰에서는", "토큰입니다". */
const PARTICLES =
  "(?:들)?(?:은|는|이|가|을|를|의|도|만|와|과|로|으로|에|에서|에게|부터|까지|보다|처럼|마다|이나|나|란|이란|라는|이라는|" +
  "라고|이라고|이며|며|이고|이다|인|인지|일|이자|이면|입니다|이었습니다|였습니다|뿐|하고)?(?:은|는|도|만|의)?(?![\\p{L}\\p{N}_-])";

/** Finds whole names in a text, longer names first: "self-attention" is not "attention". Korean ones may have particles. */
export function namesPattern(names: readonly string[], language: Language): RegExp {
  if (names.length === 0) return /(?!)/g;
  const sorted = names.toSorted((a, b) => b.length - a.length)
    .map((name) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const end = language === "ko" ? `(?=${PARTICLES})` : "(?![\\p{L}\\p{N}_-])";
  return new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${sorted.join("|")})${end}`, "giu");
}

/**
 * Links each term's first appearance in a page's prose to the glossary.
 *
 * One linker serves one page: it remembers which terms it has linked.
 */
export class GlossaryLinker {
  readonly #byName = new Map<string, Term>();
  readonly #pattern: RegExp;
  readonly #linked = new Set<Term>();
  readonly #page: string;
  readonly #language: Language;

  /**
   * @param page address of the glossary, relative to the page that links
   * @param language of the page; default English
   */
  constructor(terms: readonly Term[], page: string, language: Language = "en") {
    for (const term of terms) {
      const names = language === "ko" ? koreanNames(term) : [term.term, ...(term.also ?? [])];
      for (const name of names) this.#byName.set(name.toLowerCase(), term);
    }
    this.#pattern = namesPattern([...this.#byName.keys()], language);
    this.#page = page;
    this.#language = language;
  }

  /** Plain text as HTML, with links. */
  link(text: string): string {
    let html = "", from = 0;
    for (const match of text.matchAll(this.#pattern)) {
      const term = this.#byName.get(match[0].toLowerCase())!;
      if (this.#linked.has(term)) continue;
      this.#linked.add(term);
      const other = this.#language === "ko" ? term.term : term.korean;
      html += escapeHtml(text.slice(from, match.index)) +
        `<a class="term" href="${this.#page}#${anchorOf(term.term)}" title="${escapeHtml(other)}">` +
        `${escapeHtml(match[0])}</a>`;
      from = match.index + match[0].length;
    }
    return html + escapeHtml(text.slice(from));
  }
}
