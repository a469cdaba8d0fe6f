/** The site's front page: an introduction, every notebook in the versions that the site has, the plan of meetings. */
import { language, translate } from "../../language.ts";
import { joinText, tagsOf } from "../notebook_file/notebook_file.ts";
import { escapeHtml } from "../../notebook/plot/displayable.ts";
import { type Lesson, otherTitle } from "./lesson.ts";
import { markdownPage } from "./markdown.ts";
import { progressLine, type SolvedExercises } from "./progress.ts";
import { page, renderLink, SITE_NAME } from "./page.ts";
import type { Version } from "./version.ts";

interface IndexOptions {
  readonly pdf: boolean;
  /** The versions that the site has; the page's own links lead to the first. */
  readonly versions: readonly Version[];
  /** HTML about the pages with models. Default: none. */
  readonly play?: string;
  /** Whether the site has both languages. Default: no. */
  readonly inBoth?: boolean;
  /** The learner's own progress. Default: none. */
  readonly solved?: SolvedExercises;
}

export function indexPage(
  lessons: readonly Lesson[],
  { pdf, versions, play = "", inBoth = false, solved }: IndexOptions,
): string {
  const markdown = markdownPage({ englishPages: `../${versions[0]}/` });
  const name = translate(SITE_NAME);
  const teachers = versions.includes("teacher") ? `<p>${translate(TEXTS.teachers)}</p>\n` : "";
  return page({
    title: translate(TEXTS.title),
    path: "index.html",
    inBoth,
    version: versions[0],
    body: `<h1>${language() === "ko" ? name : `${name},<br>to learn how one works`}</h1>
<p class="lead">${translate(TEXTS.lead)}</p>
<h2 id="notebooks">${translate("The notebooks")}</h2>
${progressLine(lessons, solved)}
<div class="lessons">
${lessons.map((lesson) => card(lesson, { pdf, versions, solved, inline: markdown.render })).join("\n")}
</div>
${play}
${plan(lessons, { version: versions[0], render: markdown.render })}
<h2 id="how">${translate("How to use it")}</h2>
<p>${translate(TEXTS.students)}</p>
${teachers}<p>${translate(TEXTS.slides)}</p>`,
  });
}

/** The page's paragraphs, HTML. */
const TEXTS = {
  title: `${SITE_NAME}, to learn how one works`,
  lead:
    "A course of notebooks in TypeScript, for a study group: a tokenizer, attention, a GPT trained on one book, a " +
    "Korean model, and a GPT that behaves like a program. Everything on these pages is here, in this folder: copy it " +
    "anywhere, open it without a network.",
  students: "<strong>Students</strong> read a page, then open the same notebook in JupyterLab " +
    "(<code>./course lab</code> in the project's folder), run it, change it, and do its exercises: the cell below each " +
    "one says whether the answer is right, and what is wrong with it if not. The notebooks to download here have no " +
    "solutions; put one into the project's <code>notebooks/</code> folder to run it.",
  teachers:
    "<strong>Teachers</strong> have a version with solutions and notes: timing, what groups stumble over, " +
    "questions to discuss. The key <kbd>S</kbd> opens the notes beside the slides.",
  slides: "The slides come from the same cells; <kbd>Esc</kbd> shows all slides at once.",
} as const;

function card(
  lesson: Lesson,
  { pdf, versions, solved, inline }: Omit<IndexOptions, "play"> & { inline: (markdown: string) => string },
): string {
  const isKorean = language() === "ko";
  const links = (version: Version) =>
    [
      {
        text: translate(version === "student" ? "Read" : "With solutions"),
        href: `${version}/${lesson.name}.html`,
      },
      { text: translate("Slides"), href: `${version}/${lesson.name}-slides.html` },
      ...(pdf ? [{ text: "PDF", href: `${version}/${lesson.name}.pdf` }] : []),
      { text: translate("Notebook"), href: `${version}/${lesson.name}.ipynb` },
    ].map(renderLink).join(" · ");
  return `<article>
<h3><a href="${versions[0]}/${escapeHtml(lesson.name)}.html">${escapeHtml(lesson.number)} · ${
    escapeHtml(lesson.title)
  }</a></h3>
${otherTitle(lesson)}
${lesson.objectives ? inline(isKorean ? lesson.objectives : `You will ${lesson.objectives}`) : ""}
${lesson.time ? inline(`**${translate("Time")}:** ${lesson.time}`) : ""}
${progressLine([lesson], solved)}
${
    versions.map((version) => `<p class="files"><span>${translate(version)}</span> ${links(version)}</p>`)
      .join("\n")
  }
</article>`;
}

/** The plan of meetings, from the notebook's cell with the tag `plan`. */
function plan(
  lessons: readonly Lesson[],
  { version, render }: { version: Version; render: (markdown: string) => string },
): string {
  const cell = lessons.flatMap(({ notebook }) => notebook.cells)
    .find(({ metadata, cell_type }) => cell_type === "markdown" && tagsOf(metadata).includes("plan"));
  if (!cell) return "";
  // The section's number is for the notebook only. Links must lead into the version's folder.
  const text = joinText(cell.source).replace(/^## \d+ · /m, "## ");
  return render(text).replaceAll(/href="(\d\d-[\w-]+\.html)/g, `href="${version}/$1`);
}
