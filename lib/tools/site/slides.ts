/**
 * One notebook as slides of 1280 × 720 for a meeting: slide_plan.ts chooses what is on them, this file writes the page, and
 * the browser (browser/slides.ts) finds the largest type and the arrangement that fit.
 *
 * The notebook's text is in the speaker's notes (key S), in the teacher's version below what the speaker points at and asks. What a cell
 * showed appears with a click where the slide asks a question first.
 */
import { language, translate } from "../../language.ts";
import { escapeHtml } from "../../notebook/plot/displayable.ts";
import { renderCode } from "./highlight.ts";
import { type Lesson, otherTitle } from "./lesson.ts";
import { markdownPage } from "./markdown.ts";
import { renderOutputs } from "./outputs.ts";
import { browserTexts, head, languageLink, toSite } from "./page.ts";
import type { ContentSlide, ExerciseTask, Slide } from "./slide.ts";
import { readSlideList } from "./slide_list.ts";
import { planSlides } from "./slide_plan.ts";
import { lead, textBlocks } from "./slide_text.ts";
import { type Version, versionOf } from "./version.ts";

const STYLES = ["reveal.css", "course.css", "slides.css"];

type Render = (markdown: string) => string;

/** @param o.inBoth whether the site has the notebook in the other language, too */
export function slidesPage(lesson: Lesson, version: Version, { inBoth = false } = {}): string {
  const { render } = markdownPage({ englishPages: `../../${version}/` });
  const site = toSite("../");
  const title = `${lesson.number} · ${lesson.title}`;
  const slides = planSlides(versionOf(lesson.notebook, version), readSlideList(lesson.notebook))
    .map((slide) => slideHtml(slide, { lesson, title, render, version }));
  return `<!DOCTYPE html>
<html lang="${language()}">
${head({ title: `${title}: ${translate("slides")}`, up: "../", body: slides.join(), styles: STYLES })}
<body class="deck light">
<main aria-label="${escapeHtml(title)}"><div class="slides">
${slides.join("\n")}
</div></main>
<p class="back"><a href="${escapeHtml(lesson.name)}.html">${translate("Page")}</a> · ${
    inBoth ? `${languageLink(`${version}/${lesson.name}-slides.html`)} · ` : ""
  }MIT, CC BY 4.0: <a href="../licences.html">${translate("licences")}</a></p>
${browserTexts()}<script src="${site}assets/slides.js"></script>
</body>
</html>
`;
}

function slideHtml(
  slide: Slide,
  { lesson, title, render, version }: { lesson: Lesson; title: string; render: Render; version: Version },
): string {
  const section = slide.kind === "content" ? slide.section : undefined;
  const next = slide.kind === "content" ? exercisesThatFollow(slide.exercises) : "";
  const speaker = slide.kind === "content" && version === "teacher" ? slide.speaker : undefined;
  const notes = (speaker ? `<div class="speaker">${render(speaker)}</div>` : "") +
    slide.notes.map(render).join("\n") + (slide.kind === "quiz" ? renderOutputs(slide.quiz) : "");
  return `<section class="${slide.kind}">
<p class="bar"><span>${
    escapeHtml(section ? `${title}  ›  ${section.replaceAll("`", "")}` : title)
  }</span><span class="next">${escapeHtml(next)}</span></p>
${slideBody(slide, { lesson, render })}
${notes ? `<aside class="notes">${notes}</aside>` : ""}</section>`;
}

/** One exercise as its title says; of several only the numbers, which fit into a line. */
function exercisesThatFollow(titles: readonly string[]): string {
  if (titles.length < 2) return titles.join("");
  const numbers = titles.map((title) => title.match(/\d+\.\d+/)?.[0] ?? title);
  return `${translate("Exercises")} ${numbers.join(", ")}`;
}

function slideBody(slide: Slide, { lesson, render }: { lesson: Lesson; render: Render }): string {
  switch (slide.kind) {
    case "title":
      return titleBody(lesson, { sections: slide.sections, render });
    case "content":
      return contentBody(slide, render);
    case "exercises":
      return `<h2>${translate("Exercises")}</h2>
<div class="body cards">${slide.tasks.map((task) => card(task, render)).join("\n")}</div>`;
    case "quiz":
      return `<h2>${translate("Quiz")}</h2>
<div class="body"><div class="words">${
        render(slide.questions.map((question, i) => `${i + 1}. ${question}`).join("\n"))
      }</div></div>`;
  }
}

function titleBody(
  lesson: Lesson,
  { sections, render }: { sections: readonly string[]; render: Render },
): string {
  const { title, number, objectives = "", time = "" } = lesson;
  const short = (paragraph: string, words: number) => sourceOf(lead(textBlocks(paragraph), words));
  return `<div class="body">
<div class="words"><h1>${escapeHtml(number)} · ${escapeHtml(title)}</h1>
${otherTitle(lesson)}
${objectives ? render(`**${translate("You will")}** ${objectives}`) : ""}
${time ? render(`**${translate("Time")}** ${short(time, 20)}`) : ""}</div>
${
    sections.length > 0
      ? `<div class="shown agenda"><ol>${
        sections.map((section) => agendaItem(section, render)).join("")
      }</ol></div>`
      : ""
  }</div>`;
}

/** "3 · Self-attention by hand" as an item with the section's own number: the quiz, which is not listed, may have one. */
function agendaItem(section: string, render: Render): string {
  const [, number = "", title = section] = section.match(/^(\d+) · (.+)$/) ?? [];
  return `<li value="${number}">${withoutParagraph(render(title))}</li>`;
}

function withoutParagraph(html: string): string {
  return html.replaceAll(/<\/?p>/g, "").trim();
}

/** Ends a class and begins another attribute: what has it appears with a click, all of a slide with the same one. */
const AFTER_A_CLICK = ' fragment" data-fragment-index="0';

function contentBody(slide: ContentSlide, render: Render): string {
  const { heading, words, question, code, shown, happened } = slide;
  const text = (words.length > 0 ? `<div class="context">${render(sourceOf(words))}</div>` : "") +
    (question ? `<div class="question">${render(question)}</div>` : "") +
    (happened ? `<div class="happened${question ? AFTER_A_CLICK : ""}">${render(happened)}</div>` : "");
  const results = shown ? renderOutputs(shown) : "";
  const fragment = question && results ? AFTER_A_CLICK : "";
  const right = (code ? renderCode(code, "typescript") : "") +
    (results ? `<div class="results${fragment}">${results}</div>` : "");
  return `<h2>${withoutParagraph(render(heading))}</h2>
<div class="body">${text ? `<div class="words">${text}</div>` : ""}${
    right ? `<div class="shown">${right}</div>` : ""
  }</div>`;
}

function card({ title, words }: ExerciseTask, render: Render): string {
  return `<div class="card">${render(`### ${title}\n\n${sourceOf(words)}`)}</div>`;
}

function sourceOf(blocks: ReturnType<typeof textBlocks>): string {
  return blocks.map(({ source }) => source).join("\n\n");
}
