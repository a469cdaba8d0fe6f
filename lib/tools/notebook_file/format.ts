/**
 * Formats notebooks and writes them as Jupyter does; the course's own where none is named:
 * `./course deno task format:notebooks [notebook …]`
 */
import { courseNotebooks, normaliseNotebook, readNotebook, saveNotebook } from "./notebook_file.ts";

if (import.meta.main) {
  const paths = Deno.args.length > 0 ? Deno.args : await courseNotebooks();
  const { code } = await new Deno.Command(Deno.execPath(), { args: ["fmt", "--quiet", ...paths] }).spawn()
    .status;
  for (const path of paths) await saveNotebook(path, normaliseNotebook(await readNotebook(path)));
  Deno.exit(code);
}
