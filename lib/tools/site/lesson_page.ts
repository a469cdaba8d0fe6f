/** One notebook as a page, in one version: its text, a table of contents, downloads, links to the next and previous page. */
import { translate } from "../../language.ts";
import { escapeHtml } from "../../notebook/plot/displayable.ts";
import type { GlossaryLinker } from "./glossary.ts";
import type { Lesson } from "./lesson.ts";
import { lessonBody } from "./lesson_body.ts";
import { type Heading, markdownPage } from "./markdown.ts";
import { type Link, page, renderLink } from "./page.ts";
import { type Version, versionOf } from "./version.ts";

interface LessonPageOptions {
  readonly version: Version;
  /** The versions that the site has. The page links to its other version only if it is there. */
  readonly versions: readonly Version[];
  readonly glossary: GlossaryLinker;
  readonly previous?: Lesson;
  readonly next?: Lesson;
  /** Whether the site has the notebook in the other language, too. Default: no. */
  readonly inBoth?: boolean;
  /** Whether there is a PDF beside the page. */
  readonly pdf: boolean;
  /** HTML to put below the cells with a tag, by tag. Default: none. */
  readonly cellFigures?: Readonly<Record<string, string>>;
  /** The exercises that are ticked from the start. Default: none. */
  readonly solved?: ReadonlySet<string>;
}

export function lessonPage(lesson: Lesson, o: LessonPageOptions): string {
  const markdown = markdownPage({
    glossary: o.glossary,
    englishPages: `../../${o.version}/`,
  });
  const { cellFigures: figures = {}, solved } = o;
  const body = lessonBody(versionOf(lesson.notebook, o.version), { markdown, figures, solved });
  const others = o.versions.filter((version) => version !== o.version);
  const links: Link[] = [
    ...(o.previous ? [neighbour(o.previous, "prev")] : []),
    ...(o.next ? [neighbour(o.next, "next")] : []),
  ];
  const files: Link[] = [
    { text: translate("Slides"), href: `${lesson.name}-slides.html` },
    ...(o.pdf ? [{ text: "PDF", href: `${lesson.name}.pdf` }] : []),
    { text: translate("Notebook"), href: `${lesson.name}.ipynb` },
    ...others.map((other) => ({
      text: translate(other === "student" ? "Student's version" : "Teacher's version"),
      href: `../${other}/${lesson.name}.html`,
    })),
  ];
  return page({
    title: `${lesson.number} · ${lesson.title}`,
    path: `${o.version}/${lesson.name}.html`,
    inBoth: o.inBoth,
    version: o.version,
    links: links.map(({ text, ...link }) => ({ ...link, text: SHORT[link.rel!](text), title: text })),
    aside: contents(markdown.headings, files),
    body: `<p class="files">${files.map(renderLink).join(" · ")}</p>\n${body}` +
      `<nav class="neighbours" aria-label="${translate("Previous and next")}">${
        links.map(renderLink).join(" ")
      }</nav>`,
  });
}

/** Shortens "← 03 Attention …" to "← 03". */
const SHORT = {
  prev: (text: string) => text.slice(0, 4),
  next: (text: string) => `${text.slice(0, 2)} →`,
};

function neighbour({ number, title, name }: Lesson, rel: "prev" | "next"): Link {
  return {
    text: rel === "prev" ? `← ${number} ${title}` : `${number} ${title} →`,
    href: `${name}.html`,
    rel,
  };
}

function contents(headings: readonly Heading[], files: readonly Link[]): string {
  const items = headings.filter(({ level }) => level === 2).map(({ title, anchor }) =>
    `<li><a href="#${escapeHtml(anchor)}">${escapeHtml(title)}</a></li>`
  );
  return `<nav aria-label="${translate("On this page")}"><ol>${items.join("\n")}</ol></nav><p>${
    files.map(renderLink).join("<br>")
  }</p>`;
}
