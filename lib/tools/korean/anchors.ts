/**
 * Links to headings: the English heading's address becomes that of the Korean heading.
 *
 * JupyterLab's address of a heading is its text with hyphens for spaces; GitHub's is in small letters and without signs.
 * A link keeps its form.
 */
import { textCells } from "./translation.ts";
import type { Notebook } from "../notebook_file/notebook_file.ts";

/** An English heading and the Korean one that stands in its place. */
export interface HeadingPair {
  readonly english: string;
  readonly korean: string;
}

const FORMS: readonly ((heading: string) => string)[] = [
  (heading) => heading.replaceAll(" ", "-"),
  (heading) => heading.toLowerCase().replaceAll(/[^\p{L}\p{N}\s_-]/gu, "").replaceAll(" ", "-"),
];

/** The headings of a Markdown text as a reader sees them: without emphasis, code marks and links' addresses. */
export function headingsIn(markdown: string): string[] {
  return [...withoutFences(markdown).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) =>
    heading.trim().replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1").replaceAll(/[`*]/g, "")
  );
}

/** The headings of a notebook with those of its translation. Where a cell has more of one kind, these have no partner. */
export function pairHeadings(english: Notebook, korean: ReadonlyMap<string, string>): HeadingPair[] {
  return textCells(english).flatMap(({ id, text }) => {
    const theirs = headingsIn(korean.get(id) ?? "");
    return headingsIn(text).flatMap((heading, i) =>
      theirs[i] === undefined ? [] : [{ english: heading, korean: theirs[i] }]
    );
  });
}

/** The Korean heading's address for an English one, without "#"; undefined where no heading has it. */
export function koreanAnchor(anchor: string, headings: readonly HeadingPair[]): string | undefined {
  const wanted = decodeURIComponent(anchor);
  for (const form of FORMS) {
    const found = headings.find(({ english }) => form(english) === wanted);
    // A space or a bracket would end the link.
    if (found) return form(found.korean).replaceAll(/[()\s<>]/g, percentCode);
  }
  return undefined;
}

/** As in an address; encodeURIComponent() leaves brackets as they are. */
function percentCode(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}

function withoutFences(markdown: string): string {
  return markdown.replaceAll(/^(\s*)(```|~~~)[^]*?^\s*\2/gm, "");
}
