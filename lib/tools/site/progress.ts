/** The exercises of a notebook on the site, and which of them were solved on the computer that makes the pages. */
import { translate } from "../../language.ts";
import { escapeHtml } from "../../notebook/plot/displayable.ts";
import { tagsOf } from "../notebook_file/notebook_file.ts";
import type { Lesson } from "./lesson.ts";

/** The learner's own progress. A site for others has none. */
export interface SolvedExercises {
  readonly ids: ReadonlySet<string>;
  /** The day on which the site is made: "2026-11-27". */
  readonly day: string;
}

/** The ids of a notebook's exercises, in order. */
export function exerciseIds({ notebook }: Lesson): string[] {
  return notebook.cells.flatMap(({ metadata }) =>
    typeof metadata.exercise === "string" && tagsOf(metadata).includes("check") ? [metadata.exercise] : []
  );
}

/** "3 of 9 exercises solved", as a paragraph; browser/progress.ts adds what the visitor ticks. */
export function progressLine(lessons: readonly Lesson[], solved: SolvedExercises | undefined): string {
  const ids = lessons.flatMap(exerciseIds);
  if (ids.length === 0) return "";
  const done = ids.filter((id) => solved?.ids.has(id));
  const line = done.length === 0
    ? translate(`${ids.length} exercise${ids.length === 1 ? "" : "s"}`)
    : translate(`${done.length} of ${ids.length} exercises solved (on this computer, ${solved!.day})`);
  return `<p class="progress" data-exercises="${escapeHtml(ids.join(" "))}"` +
    `${done.length === 0 ? "" : ` data-solved="${escapeHtml(done.join(" "))}"`}>${line}</p>`;
}
