/** The glossary as a page: every term in English and Korean, its meaning, and the notebook that teaches it. */
import { escapeHtml } from "../../notebook/plot/displayable.ts";
import { anchorOf, type Term } from "./glossary.ts";
import type { Lesson } from "./lesson.ts";
import { page } from "./page.ts";
import type { Version } from "./version.ts";

/** @param o.version the version to whose pages the terms link */
export function glossaryPage(
  terms: readonly Term[],
  { lessons, version }: { lessons: readonly Lesson[]; version: Version },
): string {
  const sorted = [...terms].sort((a, b) => a.term.localeCompare(b.term, "en"));
  const entries = sorted.map(({ term, korean, definition, notebook }) => {
    const lesson = lessons.find(({ number }) => number === notebook);
    const where = lesson
      ? ` <a href="${version}/${escapeHtml(lesson.name)}.html">${escapeHtml(lesson.number)} · ${
        escapeHtml(lesson.title)
      }</a>`
      : "";
    return `<dt id="${escapeHtml(anchorOf(term))}">${escapeHtml(term)} <span lang="ko">${
      escapeHtml(korean)
    }</span></dt>
<dd>${escapeHtml(definition)}${where}</dd>`;
  });
  return page({
    title: "Glossary · 용어집",
    up: "",
    version,
    body: `<h1>Glossary <span lang="ko">용어집</span></h1>
<p>${terms.length} terms of the field, as the course uses them. In the notebooks' pages the first appearance of each
links here.</p>
<dl class="glossary">
${entries.join("\n")}
</dl>`,
  });
}
