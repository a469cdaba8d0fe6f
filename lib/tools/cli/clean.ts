/**
 * `./course clean`: removes what the course installed and can install again, and says how much space that frees.
 *
 * While another command runs, it removes nothing. Books, downloads, checkpoints, notebooks, and of `.course` your progress
 * and the copies in `.course/kept` stay.
 */
import { join } from "node:path";
import { layout } from "../layout.ts";
import { formatBytes } from "../../statistics/mod.ts";
import { print } from "../terminal.ts";
import { holdInstalled } from "./in_use.ts";

/** The next start works offline without these. */
const remade = [layout.cache, join(layout.root, "site"), join(layout.root, "coverage")];
/** The next start downloads these again. */
const installed = [
  layout.venv,
  `${layout.venv}.new`,
  `${layout.venv}.old`,
  layout.nodeModules,
];
/** In `.course`, the reader's own. */
const own = [layout.kept, layout.progress];

export async function clean(o: { all?: boolean }): Promise<void> {
  using _held = await holdInstalled();
  let total = 0;
  for (const path of o.all ? [...remade, ...installed, ...await installedInCourse()] : remade) {
    const bytes = await folderBytes(path);
    if (bytes === undefined) continue;
    await Deno.remove(path, { recursive: true });
    total += bytes;
    print(`removed ${path}: ${formatBytes(bytes)}`);
  }
  print(total === 0 ? "nothing to remove." : `${formatBytes(total)} in total.`);
  print(
    o.all
      ? "The next ./course lab or ./course test downloads again what it needs. Your data, checkpoints and progress are still here."
      : "Deno, .venv and node_modules are still here; ./course clean --all removes them, too.",
  );
}

async function installedInCourse(): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(layout.course)).catch(() => []);
  return entries.map(({ name }) => join(layout.course, name)).filter((path) =>
    !(own as readonly string[]).includes(path)
  );
}

/** The size of a folder's files, links not followed; undefined when there is no such folder. */
async function folderBytes(path: string): Promise<number | undefined> {
  const info = await Deno.lstat(path).catch(() => undefined);
  if (!info) return undefined;
  if (!info.isDirectory) return info.size;
  let bytes = 0;
  for await (const entry of Deno.readDir(path)) bytes += await folderBytes(join(path, entry.name)) ?? 0;
  return bytes;
}
