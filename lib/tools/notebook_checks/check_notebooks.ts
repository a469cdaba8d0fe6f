/** Everything that is checked about notebooks before they are committed. */
import { homedir } from "node:os";
import { projectPath } from "../../project_folder.ts";
import { checkCells } from "./check_cells.ts";
import { checkExercises } from "./check_exercises.ts";
import { checkFileForm } from "./check_file_form.ts";
import { checkFormat } from "./check_format.ts";
import { checkPlan } from "./check_plan.ts";
import { checkQuestions } from "./check_questions.ts";
import { checkStructure } from "./check_structure.ts";
import { type OpenNotebook, readNotebook } from "../notebook_file/notebook_file.ts";
import { type Problem, sortProblems } from "./problem.ts";

/** Folders of this machine that no notebook may name. A home of "/" is left out: every path begins with it. */
export const MACHINE_FOLDERS: readonly string[] = [projectPath(), homedir()]
  .filter((folder) => folder.length > 1);

/** Checks types, lint, format, structure and exercises of the notebooks at `paths`. Returns what must be changed. */
export async function checkNotebooks(paths: readonly string[]): Promise<Problem[]> {
  const problems: Problem[] = [];
  const notebooks: OpenNotebook[] = [];
  for (const path of paths) {
    try {
      notebooks.push({ path, notebook: await readNotebook(path) });
    } catch (error) {
      problems.push({ notebook: path, message: (error as Error).message });
    }
  }
  for (const open of notebooks) {
    const text = await Deno.readTextFile(open.path);
    problems.push(
      ...checkFileForm(open, text),
      ...checkStructure(open, { bytes: new TextEncoder().encode(text).length, folders: MACHINE_FOLDERS }),
      ...checkExercises(open),
      ...checkQuestions(open),
      ...await checkFormat(open),
    );
  }
  problems.push(...checkPlan(notebooks), ...await checkCells(notebooks));
  return sortProblems(problems);
}
