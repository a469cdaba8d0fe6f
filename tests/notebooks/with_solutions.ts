/** A notebook in which each exercise is tried with its stub and with its solution. */
import type { Cell, Notebook } from "../../lib/tools/notebook_file/notebook_file.ts";
import { readExercises } from "../../lib/tools/notebook_checks/exercises.ts";

/** Indices of the checks of an exercise in the notebook that `withSolutions` makes. */
interface SolvedExercise {
  readonly id: string;
  readonly stubCheck: number;
  readonly solutionCheck: number;
}

/**
 * Adds after each check the solution, the check again, and then the stub again. So one run tries stub and solution, and
 * later cells run as for a reader who skips the exercise.
 */
export function withSolutions(notebook: Notebook): { notebook: Notebook; exercises: SolvedExercise[] } {
  const byCheck = new Map(readExercises(notebook).map((exercise) => [exercise.cells.check, exercise]));
  const cells: Cell[] = [];
  const exercises: SolvedExercise[] = [];
  notebook.cells.forEach((cell, index) => {
    cells.push(cell);
    const exercise = byCheck.get(index);
    if (!exercise) return;
    const { id, solution, cells: { stub } } = exercise;
    exercises.push({ id, stubCheck: cells.length - 1, solutionCheck: cells.length + 1 });
    const added = (name: string, cell: Cell, source = cell.source) => ({
      ...cell,
      id: `${id}-${name}`,
      source,
    });
    cells.push(added("solution", notebook.cells[stub], solution.source));
    cells.push(added("check", cell), added("stub", notebook.cells[stub]));
  });
  return { notebook: { ...notebook, cells }, exercises };
}
