/** Keeps copies of a reader's files in `.course/kept` before a command changes them. `./course clean` leaves them there. */
import { dirname, join } from "node:path";

/** A new folder's path: "update-2026-11-26T21-05-00", with a number behind it where there is one already. */
export async function newKeptFolder(root: string, reason: string): Promise<string> {
  const name = join(
    root,
    ".course",
    "kept",
    `${reason}-${new Date().toISOString().slice(0, 19).replaceAll(":", "-")}`,
  );
  for (let n = 1;; n++) {
    const folder = n === 1 ? name : `${name}-${n}`;
    if (await Deno.lstat(folder).then(() => false, () => true)) return folder;
  }
}

/** Copies files, paths relative to `root`, with their folders. */
export async function keepCopies(root: string, folder: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await Deno.mkdir(dirname(join(folder, path)), { recursive: true });
    await Deno.copyFile(join(root, path), join(folder, path));
  }
}
