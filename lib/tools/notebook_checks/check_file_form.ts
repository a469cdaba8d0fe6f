/**
 * Checks that a notebook's file is what JupyterLab would write: otherwise opening and saving it changes hundreds of lines,
 * and git refuses a reader's next pull.
 */
import { normaliseNotebook, type OpenNotebook } from "../notebook_file/notebook_file.ts";
import { jupyterJson } from "../notebook_file/jupyter_json.ts";
import type { Problem } from "./problem.ts";

/** @param text the content of the notebook's file */
export function checkFileForm({ path, notebook }: OpenNotebook, text: string): Problem[] {
  const is = text.split("\n");
  const should = jupyterJson(normaliseNotebook(notebook)).split("\n");
  const line = is.findIndex((text, at) => text !== should[at]);
  if (line === -1 && is.length === should.length) return [];
  return [{
    notebook: path,
    message: `line ${line === -1 ? is.length : line + 1} of the file is not as JupyterLab writes it; run: ` +
      `./course deno task format:notebooks ${path}`,
  }];
}
