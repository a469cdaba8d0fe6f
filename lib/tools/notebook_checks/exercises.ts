/**
 * The exercises of a notebook: each has five cells in a row, marked by their tags and by `metadata.exercise`.
 *
 * task (markdown, "exercise") · stub (code, "exercise" and "stub") · check (code, "check") · hint (markdown, "hint",
 * folded) · solution (markdown, "solution", folded: one ```ts block that replaces the stub).
 */
import { type Cell, joinText, type Notebook, tagsOf } from "../notebook_file/notebook_file.ts";

export const ROLES = ["task", "stub", "check", "hint", "solution"] as const;
export type Role = typeof ROLES[number];

export interface ExerciseCell {
  readonly exercise: string;
  /** Undefined where the cell's tags name no role. */
  readonly role?: Role;
  readonly index: number;
}

export interface Exercise {
  readonly id: string;
  /** Index of the cell of each role. */
  readonly cells: Readonly<Record<Role, number>>;
  /** The code that replaces the stub, and the line of the solution's cell on which it starts (from 1). */
  readonly solution: { readonly source: string; readonly line: number };
}

/** Every cell that belongs to an exercise, in order. */
export function exerciseCells({ cells }: Notebook): ExerciseCell[] {
  return cells.flatMap((cell, index) => {
    const { exercise } = cell.metadata;
    const role = roleOf(cell);
    if (typeof exercise !== "string" && !role) return [];
    return [{ exercise: typeof exercise === "string" ? exercise : "", role, index }];
  });
}

function roleOf({ cell_type, metadata }: Cell): Role | undefined {
  const tags = tagsOf(metadata);
  const code = cell_type === "code";
  if (tags.includes("stub")) return code ? "stub" : undefined;
  if (tags.includes("exercise")) return code ? undefined : "task";
  if (tags.includes("check")) return code ? "check" : undefined;
  if (tags.includes("hint")) return code ? undefined : "hint";
  if (tags.includes("solution")) return code ? undefined : "solution";
}

/** The complete exercises. Those with missing cells are left out; check_exercises.ts reports them. */
export function readExercises(notebook: Notebook): Exercise[] {
  const found = exerciseCells(notebook);
  const ids = [...new Set(found.map(({ exercise }) => exercise))];
  return ids.flatMap((id) => {
    const cells: Partial<Record<Role, number>> = {};
    for (const { exercise, role, index } of found) if (exercise === id && role) cells[role] = index;
    if (!ROLES.every((role) => cells[role] !== undefined)) return [];
    const [solution, ...more] = codeBlocks(joinText(notebook.cells[cells.solution!].source));
    return solution && more.length === 0 ? [{ id, cells: cells as Record<Role, number>, solution }] : [];
  });
}

/** The ```ts blocks of a markdown text. */
export function codeBlocks(markdown: string): { source: string; line: number }[] {
  return [...markdown.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map((match) => ({
    source: match[1].replace(/\n$/, ""),
    line: markdown.slice(0, match.index).split("\n").length + 1,
  }));
}
