/** The lotto model that the course ships, for notebook 07's playground. */
import { projectPath } from "../project_folder.ts";
import { type ModelRecord, readScratchpadModel } from "../lotto/scratchpad/mod.ts";
import type { Model } from "../gpt/mod.ts";

/** The file of each exported model; `deno task experiments:lotto --export` writes one. */
const NAME = /^lotto-final-seed-\d+\.safetensors$/;

/**
 * The final model of notebook 07 and the record of what made it.
 *
 * @param folder where it is; default the project's assets/models
 * @returns the model, whose tensors the caller disposes
 * @throws {Error} when there is none, or more than one, or the file is not what its record says
 */
export async function finalLottoModel(
  folder: string = projectPath("assets/models"),
): Promise<{ model: Model; record: ModelRecord }> {
  const names: string[] = [];
  try {
    for await (const { name } of Deno.readDir(folder)) if (NAME.test(name)) names.push(name);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  if (names.length !== 1) {
    throw new Error(
      `loading the final lotto model: expected one file lotto-final-seed-N.safetensors in ${folder}, ` +
        `found ${names.length === 0 ? "none" : names.sort().join(", ")}; restore the folder from the ` +
        `repository, or export the model again with \`./course deno task experiments:lotto --export\``,
    );
  }
  return await readScratchpadModel(`${folder}/${names[0]}`);
}
