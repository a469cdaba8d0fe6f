/**
 * Runs a notebook once, and in that run tries every exercise twice: its check sees the stub, then the folded solution.
 */
import { dirname, join } from "node:path";
import { type CellFailure, executeNotebook } from "../../lib/tools/cli/execute.ts";
import { type Cell, joinText, readNotebook } from "../../lib/tools/notebook_file/notebook_file.ts";
import { withSolutions } from "./with_solutions.ts";

export interface TriedExercise {
  readonly id: string;
  /** What the check said, as text: of the stub, and of the solution. */
  readonly ofStub: string;
  readonly ofSolution: string;
}

export interface TriedNotebook {
  readonly failure?: CellFailure;
  readonly exercises: readonly TriedExercise[];
}

/** Executes the notebook at `path` with its solutions put in beside the stubs; the file stays as it is. */
export async function tryExercises(path: string, env: Record<string, string> = {}): Promise<TriedNotebook> {
  const { notebook, exercises } = withSolutions(await readNotebook(path));
  const folder = await Deno.makeTempDir({ prefix: "notebook-solved-" });
  try {
    const solved = join(folder, "solved.ipynb");
    await Deno.writeTextFile(solved, JSON.stringify(notebook));
    const run = await executeNotebook(solved, { folder: dirname(path), env });
    return {
      failure: run.failure,
      exercises: exercises.map(({ id, stubCheck, solutionCheck }) => ({
        id,
        ofStub: shownText(run.notebook.cells[stubCheck]),
        ofSolution: shownText(run.notebook.cells[solutionCheck]),
      })),
    };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Everything that a cell shows, as text. */
function shownText(cell: Cell): string {
  return (cell.outputs ?? []).map((output) => {
    if (output.output_type === "stream") return joinText(output.text);
    if (output.output_type === "error") return `${output.ename}: ${output.evalue}`;
    return joinText((output.data["text/plain"] ?? "") as string | string[]);
  }).join("\n");
}
