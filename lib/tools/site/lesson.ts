/**
 * A notebook as a lesson: its number, names and objectives, read from its first cell.
 *
 * Read a Korean notebook while Korean is shown (lib/language.ts): the labels are Korean there, and the name in italics is
 * English. The first cell is `# 04 · Title`, then the Korean name in italics, then "**You will** …" and "**Time** …".
 */
import { basename } from "node:path";
import { translate } from "../../language.ts";
import { joinText, type Notebook } from "../notebook_file/notebook_file.ts";
import { escapeHtml } from "../../notebook/plot/displayable.ts";
import { CommandError } from "../command_error.ts";

export interface Lesson {
  /** "04". */
  readonly number: string;
  /** "04-book-gpt": the file's name without its ending, and the page's. */
  readonly name: string;
  /** "A GPT trained on one book". */
  readonly title: string;
  /** The title in the other language: "책 한 권으로 학습시킨 GPT". */
  readonly otherTitle?: string;
  /** What the reader will do, one paragraph of Markdown. */
  readonly objectives?: string;
  /** How long it takes, one paragraph of Markdown. */
  readonly time?: string;
  readonly notebook: Notebook;
}

/** The title in the other language as a paragraph; nothing where there is none. */
export function otherTitle({ otherTitle }: Lesson): string {
  if (!otherTitle) return "";
  return `<p class="korean" lang="${/[가-힣]/.test(otherTitle) ? "ko" : "en"}">${escapeHtml(otherTitle)}</p>`;
}

/** @throws {CommandError} when the first cell has no title. */
export function readLesson(path: string, notebook: Notebook): Lesson {
  const name = basename(path, ".ipynb");
  const first = notebook.cells.find((cell) => cell.cell_type === "markdown");
  const text = first ? joinText(first.source) : "";
  const title = text.match(/^# (?:(\d\d) · )?(.+)$/m);
  if (!title) {
    throw new CommandError(`cannot export ${basename(path)}: its first text cell has no "# 00 · Title".`, {
      next: "begin the notebook with such a heading (CONTRIBUTING.md shows one).",
    });
  }
  const paragraph = (english: string) => {
    const label = `**${translate(english)}** `;
    return text.split(/\n{2,}/).find((part) => part.startsWith(label))?.slice(label.length).replaceAll(
      "\n",
      " ",
    );
  };
  return {
    number: title[1] ?? name.slice(0, 2),
    name,
    title: title[2].trim(),
    otherTitle: text.match(/^_(.+)_$/m)?.[1],
    objectives: paragraph("You will"),
    time: paragraph("Time"),
    notebook,
  };
}
