/** Where the project is: the folder that holds `course`, `deno.json`, `data` and `assets`. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = new URL("../", import.meta.url);

/**
 * The absolute path of a file or folder of the project.
 *
 * @param path relative to the project's folder, with `/` between its parts; "" is the folder itself
 */
export function projectPath(path = ""): string {
  return fileURLToPath(new URL(path, ROOT)).replace(/(?<=.)[/\\]$/, "");
}

/** The folder of what `./course data NAME` fetches, whether it was fetched or not. @param root the project's folder */
export function downloadFolder(name: string, root: string = projectPath()): string {
  return join(root, "data", "downloads", name);
}
