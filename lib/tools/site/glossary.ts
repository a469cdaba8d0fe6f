/**
 * The glossary: the field's terms in English and Korean, and the links of a page to them.
 *
 * The entries are data (assets/export/glossary.json), so that a study group can add its own without changing code.
 */
import { escapeHtml } from "../../notebook/plot/displayable.ts";

export interface Term {
  /** As the notebooks' texts write it. */
  readonly term: string;
  readonly korean: string;
  /** One or two sentences. */
  readonly definition: string;
  /** Other spellings that link here. */
  readonly also?: readonly string[];
  /** The notebook that teaches it, e.g. "03". */
  readonly notebook?: string;
}

/**
 * Reads the glossary.
 *
 * @throws {SyntaxError} when the file is not a list of entries with term, korean and definition.
 */
export async function readGlossary(path: string | URL): Promise<Term[]> {
  const entries: Term[] = JSON.parse(await Deno.readTextFile(path));
  entries.forEach((entry, i) => {
    if (![entry.term, entry.korean, entry.definition].every((text) => typeof text === "string" && text)) {
      throw new SyntaxError(
        `${path}: entry ${i + 1} needs "term", "korean" and "definition"; found ${JSON.stringify(entry)}`,
      );
    }
  });
  return entries;
}

/** The address of a term or a heading on its page: lower-case words joined by hyphens. */
export function anchorOf(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "-").replaceAll(/^-|-$/g, "");
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

  /** @param page address of the glossary, relative to the page that links. */
  constructor(terms: readonly Term[], page: string) {
    for (const term of terms) {
      for (const name of [term.term, ...(term.also ?? [])]) this.#byName.set(name.toLowerCase(), term);
    }
    // Longer names first: "self-attention" is not "attention".
    const names = [...this.#byName.keys()].sort((a, b) => b.length - a.length).map((name) =>
      name.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")
    );
    this.#pattern = names.length > 0
      ? new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${names.join("|")})(?![\\p{L}\\p{N}_-])`, "giu")
      : /(?!)/g;
    this.#page = page;
  }

  /** Plain text as HTML, with links. */
  link(text: string): string {
    let html = "", from = 0;
    for (const match of text.matchAll(this.#pattern)) {
      const term = this.#byName.get(match[0].toLowerCase())!;
      if (this.#linked.has(term)) continue;
      this.#linked.add(term);
      html += escapeHtml(text.slice(from, match.index)) +
        `<a class="term" href="${this.#page}#${anchorOf(term.term)}" title="${escapeHtml(term.korean)}">` +
        `${escapeHtml(match[0])}</a>`;
      from = match.index + match[0].length;
    }
    return html + escapeHtml(text.slice(from));
  }
}
