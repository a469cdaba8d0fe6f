/**
 * The glossary as a page: every term in English and Korean, its meaning, and the notebook that teaches it. The Korean page
 * names the Korean term first and is sorted by it; addresses are the same on both.
 */
import { language, translate } from "../../language.ts";
import { escapeHtml } from "../../notebook/plot/displayable.ts";
import { anchorOf, type Term } from "./glossary.ts";
import type { Lesson } from "./lesson.ts";
import { page } from "./page.ts";
import type { Version } from "./version.ts";

/** @param o.version the version to whose pages the terms link */
export function glossaryPage(
  terms: readonly Term[],
  { lessons, version, inBoth = false }: {
    lessons: readonly Lesson[];
    version: Version;
    inBoth?: boolean;
  },
): string {
  const isKorean = language() === "ko";
  const sorted = terms.toSorted((a, b) =>
    isKorean ? a.korean.localeCompare(b.korean, "ko") : a.term.localeCompare(b.term, "en")
  );
  const entries = sorted.map(({ term, korean, definition, definitionKorean, notebook }) => {
    const lesson = lessons.find(({ number }) => number === notebook);
    const where = lesson
      ? ` <a href="${version}/${escapeHtml(lesson.name)}.html">${escapeHtml(lesson.number)} · ${
        escapeHtml(lesson.title)
      }</a>`
      : "";
    const [name, otherLanguage, other] = isKorean ? [korean, "en", term] : [term, "ko", korean];
    const also = other === name ? "" : ` <span lang="${otherLanguage}">${escapeHtml(other)}</span>`;
    return `<dt id="${escapeHtml(anchorOf(term))}">${escapeHtml(name)}${also}</dt>
<dd>${escapeHtml(isKorean ? definitionKorean : definition)}${where}</dd>`;
  });
  return page({
    title: isKorean ? "용어집" : "Glossary · 용어집",
    path: "glossary.html",
    inBoth,
    version,
    body: `<h1>${isKorean ? "용어집" : 'Glossary <span lang="ko">용어집</span>'}</h1>
<p>${
      translate(
        `${terms.length} terms of the field, as the course uses them. In the notebooks' pages the first appearance of ` +
          "each links here.",
      )
    }</p>
<dl class="glossary">
${entries.join("\n")}
</dl>`,
  });
}
