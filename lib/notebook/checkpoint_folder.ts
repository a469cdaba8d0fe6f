/**
 * The folder for a notebook's checkpoints: one for each model and book, so that they never mix.
 *
 * The folders are in checkpoints/ of the project (ignored by git). `./course run` sets COURSE_CHECKPOINTS to another
 * folder, because a headless run must show a whole training, not continue an earlier one.
 */
import { join } from "node:path";
import { projectPath } from "../project_folder.ts";

const FOLDER = projectPath("checkpoints");

/**
 * The folder for one model trained on one corpus.
 *
 * @example
 * ```ts
 * import { checkpointFolder } from "lib/notebook";
 * import assert from "node:assert/strict";
 * const folder = checkpointFolder("book-gpt-small", { sha256: "0123456789abcdef" }, "/runs");
 * assert.equal(folder, "/runs/book-gpt-small-01234567");
 * ```
 */
export function checkpointFolder(
  model: string,
  corpus: { readonly sha256: string },
  base: string = Deno.env.get("COURSE_CHECKPOINTS") || FOLDER,
): string {
  return join(base, `${model}-${corpus.sha256.slice(0, 8)}`);
}
