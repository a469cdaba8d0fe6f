/**
 * Notebooks for others to solve: where the reader has written an answer, the course's own stub and check take its place.
 * Without this, a student's page would show the answers of whoever exported it.
 */
import { relative } from "node:path";
import { layout } from "../layout.ts";
import { exerciseCells } from "../notebook_checks/exercises.ts";
import { joinText, type Notebook } from "../notebook_file/notebook_file.ts";
import { tryGit } from "./git.ts";
import { courseVersion } from "./reset.ts";

export interface WithoutAnswers {
  readonly notebook: Notebook;
  /** The exercises whose answer was replaced. */
  readonly replaced: readonly string[];
  /** The exercises whose answer stays, because no version of the course with their stub is at hand. */
  readonly left: readonly string[];
}

/**
 * Replaces every stub that calls `todo` no more, and its check, which shows the verdict. The given notebook is not changed.
 *
 * @param original reads the course's version of the notebook; called only where there is an answer
 */
export async function withoutAnswers(
  notebook: Notebook,
  original: () => Promise<Notebook | undefined>,
): Promise<WithoutAnswers> {
  const answered = exerciseCells(notebook)
    .filter(({ role, index }) => role === "stub" && !isStub(notebook, index))
    .map(({ exercise }) => exercise);
  if (answered.length === 0) return { notebook, replaced: [], left: [] };
  const course = await original();
  const known = course ? exerciseCells(course) : [];
  const replaced = answered.filter((id) =>
    known.some(({ exercise, role, index }) => exercise === id && role === "stub" && isStub(course!, index))
  );
  let { cells } = notebook;
  for (const { exercise, role, index } of exerciseCells(notebook)) {
    if (!replaced.includes(exercise) || (role !== "stub" && role !== "check")) continue;
    const own = known.find((cell) => cell.exercise === exercise && cell.role === role);
    if (own) cells = cells.with(index, course!.cells[own.index]);
  }
  const left = answered.filter((id) => !replaced.includes(id));
  return { notebook: { ...notebook, cells }, replaced, left };
}

/** The course's version of a notebook; undefined where this folder is no clone, or the course has no such notebook. */
export async function courseNotebook(
  path: string,
  root: string = layout.root,
): Promise<Notebook | undefined> {
  const text = await tryGit(root, "show", `${await courseVersion(root)}:${relative(root, path)}`);
  return text === undefined ? undefined : JSON.parse(text);
}

const isStub = ({ cells }: Notebook, index: number) => joinText(cells[index].source).includes("todo(");
