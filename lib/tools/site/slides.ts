/**
 * One notebook as slides: the same cells, cut into blocks. The browser places the blocks on slides of 1280 × 720
 * (browser/slides.ts), because only there the height of a figure or a line of Korean is known.
 *
 * A second-level heading begins a new column of slides. Hints, solutions and the rest of a long output are left out.
 * Teacher's notes become speaker notes (key S) in the teacher's version.
 */
import { type Cell, isSourceHidden, joinText, tagsOf } from "../notebook_file/notebook_file.ts";
import { escapeHtml } from "../../notebook/plot/displayable.ts";
import { renderCode } from "./highlight.ts";
import type { Lesson } from "./lesson.ts";
import { markdownPage } from "./markdown.ts";
import { renderOutputs } from "./outputs.ts";
import { head } from "./page.ts";
import { type Version, versionOf } from "./version.ts";

/** Lines of an output that a slide shows. */
const OUTPUT_LINES = 12;
const LEFT_OUT = ["hint", "solution"];
const STYLES = ["reveal.css", "course.css", "slides.css"];

export function slidesPage(lesson: Lesson, version: Version): string {
  const markdown = markdownPage();
  const blocks = versionOf(lesson.notebook, version).cells
    .filter((cell) => !tagsOf(cell.metadata).some((tag) => LEFT_OUT.includes(tag)))
    .flatMap((cell) => blocksOf(cell, markdown.render));
  const title = `${lesson.number} · ${lesson.title}`;
  return `<!DOCTYPE html>
<html lang="en">
${head({ title: `${title}: slides`, up: "../", body: blocks.join(), styles: STYLES })}
<body class="deck light">
<div id="blocks">
${blocks.join("\n")}
</div>
<main class="reveal" aria-label="${escapeHtml(title)}"><div class="slides"></div></main>
<p class="back"><a href="${
    escapeHtml(lesson.name)
  }.html">Page</a> · MIT, CC BY 4.0: <a href="../licences.html">licences</a></p>
<script src="../assets/slides.js"></script>
</body>
</html>
`;
}

function blocksOf(cell: Cell, render: (source: string) => string): string[] {
  const source = joinText(cell.source);
  const tags = tagsOf(cell.metadata);
  if (tags.includes("teacher")) return [block("notes", render(source))];
  if (cell.cell_type === "markdown") {
    // Cut at headings, so that each can begin a slide, and between paragraphs, so that slides can be filled.
    return source.split(/^(?=#{1,3} )/m).filter((part) => part.trim() !== "").flatMap((part) => {
      const [, level = "", heading = "", rest = part] = part.match(/^(#{1,3}) (.+)\n?([^]*)$/) ?? [];
      const title = level ? [block("title", render(`${level} ${heading}`), { level: level.length })] : [];
      return [...title, ...paragraphs(rest).map((paragraph) => block("text", render(paragraph)))];
    });
  }
  if (cell.cell_type !== "code") return [];
  const outputs = renderOutputs(shortened(cell));
  return [
    ...(isSourceHidden(cell.metadata) ? [] : [block("code", renderCode(source, "typescript"))]),
    ...(outputs ? [block("outputs", outputs)] : []),
  ];
}

/** Markdown cut at blank lines, except inside code fences, lists and tables, which stay whole. */
function paragraphs(source: string): string[] {
  const found: string[] = [];
  let fenced = false, open = "";
  for (const line of source.split("\n")) {
    if (line.startsWith("```")) fenced = !fenced;
    if (line.trim() === "" && !fenced && open !== "") {
      found.push(open);
      open = "";
    } else open += line + "\n";
  }
  if (open.trim() !== "") found.push(open);
  // `<details>` stay one block: Markdown needs the blank lines in it.
  return found.join("\n").includes("<details") ? [source] : found.filter((text) => text.trim() !== "");
}

function block(kind: string, html: string, { level }: { level?: number } = {}): string {
  return `<div class="block ${kind}"${level ? ` data-level="${level}"` : ""}>${html}</div>`;
}

function shortened(cell: Cell): Cell {
  return {
    ...cell,
    outputs: (cell.outputs ?? []).map((output) => {
      if (output.output_type !== "stream") return output;
      const lines = joinText(output.text).trimEnd().split("\n");
      if (lines.length <= OUTPUT_LINES) return output;
      const more = `… ${lines.length - OUTPUT_LINES + 1} more lines on the page`;
      return { ...output, text: [...lines.slice(0, OUTPUT_LINES - 1), more].join("\n") };
    }),
  };
}
