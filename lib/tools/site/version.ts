/**
 * The two versions of a notebook: the student's, without solutions and teacher's notes, and the teacher's, with all cells.
 *
 * Both come from the same file by the cells' tags (CONTRIBUTING.md lists them). The student's version also has no outputs
 * of checks, because a verdict on the unchanged stub already shows what is asked for.
 */
import { type Cell, type Notebook, tagsOf } from "../notebook_file/notebook_file.ts";

export const VERSIONS = ["student", "teacher"] as const;
export type Version = typeof VERSIONS[number];

/** Cells that only the teacher's version has. */
const TEACHER_ONLY = ["solution", "teacher"];

/** Cells whose outputs only the teacher's version has. */
const OUTPUTS_TEACHER_ONLY = ["check", "stub"];

/** The notebook in one of the two versions; the given notebook is not changed. */
export function versionOf(notebook: Notebook, version: Version): Notebook {
  if (version === "teacher") return notebook;
  const has = (cell: Cell, tags: readonly string[]) =>
    tagsOf(cell.metadata).some((tag) => tags.includes(tag));
  return {
    ...notebook,
    cells: notebook.cells
      .filter((cell) => !has(cell, TEACHER_ONLY))
      .map((cell) => has(cell, OUTPUTS_TEACHER_ONLY) && cell.outputs ? { ...cell, outputs: [] } : cell),
  };
}
