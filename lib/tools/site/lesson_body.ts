/**
 * The cells of a notebook as the body of a page.
 *
 * The cells of one exercise (`metadata.exercise`) are together in one box. Tags become class names, which the style sheet
 * colours; below a cell with a tag of `figures` stands that figure.
 */
import { translate } from "../../language.ts";
import {
  type Cell,
  isSourceHidden,
  joinText,
  type Notebook,
  tagsOf,
} from "../notebook_file/notebook_file.ts";
import { escapeHtml } from "../../notebook/plot/displayable.ts";
import { renderCode } from "./highlight.ts";
import type { MarkdownPage } from "./markdown.ts";
import { renderOutputs } from "./outputs.ts";

/** The exercise that a cell belongs to, e.g. "01.3". */
function exerciseOf(cell: Cell): string | undefined {
  return typeof cell.metadata.exercise === "string" ? cell.metadata.exercise : undefined;
}

export function lessonBody(
  notebook: Notebook,
  { markdown, figures, solved }: {
    readonly markdown: MarkdownPage;
    readonly figures: Readonly<Record<string, string>>;
    /** The exercises that are ticked from the start. */
    readonly solved?: ReadonlySet<string>;
  },
): string {
  let html = "", open: string | undefined;
  for (const cell of notebook.cells) {
    const exercise = exerciseOf(cell);
    if (exercise !== open) {
      if (open) html += "</section>\n";
      if (exercise) {
        html += `<section class="exercise" data-exercise="${escapeHtml(exercise)}"` +
          `${solved?.has(exercise) ? " data-solved" : ""} ` +
          `aria-label="${translate("Exercise")} ${escapeHtml(exercise)}">\n`;
      }
      open = exercise;
    }
    html += renderCell(cell, markdown) + tagsOf(cell.metadata).map((tag) => figures[tag] ?? "").join("");
  }
  return html + (open ? "</section>\n" : "");
}

/** One cell, with its outputs. */
function renderCell(cell: Cell, markdown: MarkdownPage): string {
  const source = joinText(cell.source);
  const tags = tagsOf(cell.metadata).map((tag) => ` ${escapeHtml(tag)}`).join("");
  if (cell.cell_type === "markdown") {
    return `<div class="cell text${tags}">\n${markdown.render(source)}</div>\n`;
  }
  if (cell.cell_type !== "code") return "";
  const code = isSourceHidden(cell.metadata) ? "" : renderCode(source, "typescript") + "\n";
  return `<div class="cell code${tags}">\n${code}${renderOutputs(cell)}</div>\n`;
}
