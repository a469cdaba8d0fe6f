/**
 * The index of the site's search: each section's heading and text, and the terms of the glossary, in the language that is
 * shown. It is a script, because a page opened from a disk (`file:`) may not fetch data.
 */
import { language, translate } from "../../language.ts";
import MiniSearch from "minisearch";
import { joinText } from "../notebook_file/notebook_file.ts";
import { scriptJson } from "../../notebook/plot/displayable.ts";
import type { Lesson } from "./lesson.ts";
import { markdownPage } from "./markdown.ts";
import { anchorOf, koreanNames, type Term } from "./glossary.ts";
import { SEARCH_OPTIONS } from "./search_options.ts";
import { type Version, versionOf } from "./version.ts";

interface Entry {
  readonly id: number;
  /** From the top folder of the language. */
  readonly url: string;
  readonly lesson: string;
  readonly title: string;
  readonly text: string;
}

interface Searched {
  readonly lessons: readonly Lesson[];
  readonly glossary: readonly Term[];
  readonly version: Version;
}

/** One entry for each second- or third-level heading of each lesson, as `version` sees it, and one for each term. */
export function searchEntries({ lessons, glossary, version }: Searched): Entry[] {
  const entries: Entry[] = [];
  for (const lesson of lessons) {
    const page = markdownPage();
    const label = `${lesson.number} · ${lesson.title}`;
    let current = { url: `${version}/${lesson.name}.html`, title: lesson.title, text: "" };
    const close = () => entries.push({ id: entries.length, lesson: label, ...current });
    for (const cell of versionOf(lesson.notebook, version).cells) {
      if (cell.cell_type !== "markdown") continue;
      // A cell is cut at its headings, so that a hit leads to the right section.
      for (const part of joinText(cell.source).split(/^(?=#{1,3} )/m)) {
        const known = page.headings.length;
        const html = page.render(part);
        const heading = page.headings.slice(known).find(({ level }) => level > 1);
        if (heading) {
          close();
          current = {
            url: `${version}/${lesson.name}.html#${heading.anchor}`,
            title: heading.title,
            text: "",
          };
        }
        current.text += " " + textOf(html);
      }
    }
    close();
  }
  const isKorean = language() === "ko";
  for (const term of glossary) {
    const also = [
      ...term.also ?? [],
      ...isKorean ? koreanNames(term).filter((name) => name !== term.korean) : [],
    ];
    const names = also.length > 0 ? ` (${also.join(", ")})` : "";
    entries.push({
      id: entries.length,
      url: `glossary.html#${anchorOf(term.term)}`,
      lesson: translate("Glossary"),
      title: isKorean ? `${term.korean} · ${term.term}` : `${term.term} · ${term.korean}`,
      text: (isKorean ? term.definitionKorean : term.definition) + names,
    });
  }
  return entries;
}

/** A script that stores the index for site.js. */
export function searchScript(searched: Searched): string {
  const index = new MiniSearch<Entry>(SEARCH_OPTIONS);
  index.addAll(searchEntries(searched));
  return `globalThis.courseSearchIndex = ${scriptJson(JSON.stringify(index))};\n`;
}

/** The words of a piece of HTML. Formulas are left out: their markup has everything twice. */
function textOf(html: string): string {
  return html
    .replaceAll(/<span class="katex[^]*?<\/span><\/span><\/span>/g, " ")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/&(lt|gt|amp|quot|#39);/g, (_, name) => ENTITIES[name])
    .replaceAll(/\s+/g, " ")
    .trim();
}

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', "#39": "'" };
