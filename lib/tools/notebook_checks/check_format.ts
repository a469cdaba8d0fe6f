/** Checks that `deno fmt` would change no cell, code or text, and names those that it would change. */
import { dirname, resolve } from "node:path";
import { deno } from "./deno_command.ts";
import { joinText, type Notebook, type OpenNotebook } from "../notebook_file/notebook_file.ts";
import type { Problem } from "./problem.ts";

/** Formats a copy of the notebook with the project's settings and compares it cell by cell. */
export async function checkFormat({ path, notebook }: OpenNotebook): Promise<Problem[]> {
  // `deno fmt` skips a notebook that does not name its language.
  const named: Notebook = {
    ...notebook,
    metadata: { ...notebook.metadata, language_info: { name: "typescript" } },
    cells: notebook.cells.map((cell) => cell.cell_type === "code" ? { ...cell, outputs: [] } : cell),
  };
  const { success, text } = await deno(
    ["fmt", "--quiet", "--ext=ipynb", "-"],
    dirname(resolve(path)),
    JSON.stringify(named),
  );
  if (!success) return [{ notebook: path, message: `deno fmt could not read it: ${text.trim()}` }];
  const formatted: Notebook = JSON.parse(text);
  return notebook.cells.flatMap((cell, i) => {
    const is = joinText(cell.source).split("\n");
    const should = joinText(formatted.cells[i].source).split("\n");
    const line = is.findIndex((text, at) => text !== should[at]);
    if (line === -1 && is.length === should.length) return [];
    return [{
      notebook: path,
      cell: i + 1,
      line: (line === -1 ? is.length : line) + 1,
      message: `not formatted; run: deno fmt ${path}`,
    }];
  });
}
