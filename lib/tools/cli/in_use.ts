/**
 * Who uses what the course has installed: every command that computes shares a lock for as long as it runs, and
 * `./course clean` needs the lock for itself. Without this, it would remove the files of a JupyterLab that is open.
 *
 * The operating system locks an open file, and releases the lock when the process ends or is killed.
 */
import { dirname } from "node:path";
import { CommandError } from "../command_error.ts";
import { layout } from "../layout.ts";

/** Shares the lock until the returned file is closed; undefined in a folder where no file can be locked. */
export async function shareInstalled(file: string = layout.inUse): Promise<Deno.FsFile | undefined> {
  try {
    return await openLocked(file, false);
  } catch {
    return undefined; // read-only, for example: the command itself says so where it matters
  }
}

/** The lock for one command alone. @throws {CommandError} where another command runs */
export async function holdInstalled(file: string = layout.inUse): Promise<Deno.FsFile> {
  const held = await openLocked(file, true);
  if (held) return held;
  throw new CommandError("another ./course command is running in this folder; nothing was removed.", {
    next: "wait until it ends, or stop it (JupyterLab: Ctrl-C in its terminal), then start again.",
  });
}

async function openLocked(path: string, exclusive: boolean): Promise<Deno.FsFile | undefined> {
  await Deno.mkdir(dirname(path), { recursive: true });
  const file = await Deno.open(path, { create: true, write: true });
  try {
    if (await file.tryLock(exclusive)) return file;
  } catch (error) {
    file.close();
    throw error;
  }
  file.close();
  return undefined;
}
