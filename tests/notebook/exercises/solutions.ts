/** The folded solutions of the notebooks, as functions. */
import { join } from "node:path";
import { layout } from "../../../lib/tools/layout.ts";
import { joinText, readNotebook } from "../../../lib/tools/notebook_file/notebook_file.ts";
import { readExercises } from "../../../lib/tools/notebook_checks/exercises.ts";

/** What the notebook's other cells give the solutions. */
const SCOPE = `
import * as tf from "@tensorflow/tfjs";
import { noWinProbability, rankOf } from "lib/lotto";
function mergePair(tokens, { left, right, merged }) { // notebook 01, section 3
  const next = [];
  for (let i = 0; i < tokens.length; i++) {
    const isPair = tokens[i] === left && tokens[i + 1] === right;
    next.push(isPair ? merged : tokens[i]);
    if (isPair) i++;
  }
  return next;
}
`;

/** Every exercise of the notebook with this number, and what its solution cell defines. */
export async function readSolutions(number: string): Promise<Map<string, unknown>> {
  const folder = join(layout.root, "notebooks"), solutions = new Map<string, unknown>();
  const file = [...Deno.readDirSync(folder)].find(({ name }) => name.startsWith(`${number}-`))!.name;
  const notebook = await readNotebook(join(folder, file));
  for (const { id, cells, solution } of readExercises(notebook)) {
    const name = /check\("[\d.]+", (\w+)\)/.exec(joinText(notebook.cells[cells.check].source))![1];
    const source = solution!.source.replaceAll(/^import .*;$/gm, "");
    const module = `${SCOPE}\n${source}\nexport default ${name};\n`;
    const file = await Deno.makeTempFile({ dir: layout.course, suffix: ".ts" }); // inside, for deno.json's imports
    try {
      await Deno.writeTextFile(file, module);
      solutions.set(id, (await import(`file://${file}`)).default);
    } finally {
      await Deno.remove(file);
    }
  }
  return solutions;
}
