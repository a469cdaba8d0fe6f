/**
 * Writes a folder atomically: afterwards it exists complete or not at all.
 *
 * The files are written into a hidden folder beside the target and synced; then the folder is renamed. A killed process, a
 * full disk or a power cut leaves at most a hidden folder, which the next writer of the same name removes.
 */
import { writingFailed } from "./write_error.ts";

const PARTIAL = ".partial-";

/**
 * Makes the folder `parent/name`. `write` puts the files into the folder that it is given.
 *
 * @throws what `write` throws; a system error (disk full, no permission) with a sentence that says what to do;
 *   {@link Deno.errors.AlreadyExists} if the target exists.
 */
export async function writeFolderAtomically(
  parent: string,
  o: { readonly name: string; readonly write: (temporary: string) => Promise<void> },
): Promise<void> {
  const target = `${parent}/${o.name}`;
  const temporary = `${parent}/${PARTIAL}${o.name}`;
  if (await exists(target)) throw new Deno.errors.AlreadyExists(`${target} exists already`);
  try {
    await Deno.mkdir(parent, { recursive: true });
    if (await exists(temporary)) await Deno.remove(temporary, { recursive: true });
    await Deno.mkdir(temporary);
    await o.write(temporary);
    await syncFolder(temporary);
    await Deno.rename(temporary, target);
    await syncFolder(parent);
  } catch (error) {
    await Deno.remove(temporary, { recursive: true }).catch(() => {}); // report the first error
    throw writingFailed(target, error);
  }
}

/** Removes a folder atomically: it is renamed first, so a half-removed folder never has its name. */
export async function removeFolderAtomically(parent: string, name: string): Promise<void> {
  const hidden = `${parent}/${PARTIAL}removed-${name}`;
  await Deno.rename(`${parent}/${name}`, hidden);
  await Deno.remove(hidden, { recursive: true });
}

/**
 * Removes what interrupted writes and removals left in a folder that has only one writer.
 *
 * @param names the names of the folders that this writer makes; other hidden folders are not touched.
 */
export async function removePartialFolders(parent: string, names: RegExp): Promise<void> {
  if (!await exists(parent)) return;
  for await (const entry of Deno.readDir(parent)) {
    if (!entry.name.startsWith(PARTIAL)) continue;
    const name = entry.name.slice(PARTIAL.length).replace(/^removed-/, "");
    if (names.test(name)) await Deno.remove(`${parent}/${entry.name}`, { recursive: true });
  }
}

/** Writes a new file and waits until it is on the disk. */
export async function writeSynced(path: string, text: string): Promise<void> {
  using file = await Deno.open(path, { write: true, createNew: true });
  const bytes = new TextEncoder().encode(text);
  for (let done = 0; done < bytes.length;) done += await file.write(bytes.subarray(done));
  await file.sync();
}

/** Writes a folder's list of names to the disk. Without it, a power cut may undo a rename. */
async function syncFolder(path: string): Promise<void> {
  if (Deno.build.os === "windows") return; // cannot open folders; NTFS journals its names
  using folder = await Deno.open(path);
  await folder.sync();
}

export async function exists(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw writingFailed(path, error);
  }
}
