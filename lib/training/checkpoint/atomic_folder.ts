/**
 * Writing a folder so that it is there whole or not at all, whatever happens in between.
 *
 * The files are written into a hidden folder beside the target and synced; one rename then makes them appear. A
 * process killed, a full disk or a power cut leaves at most a hidden folder, which the next writer of the same name
 * removes. The parent may be anyone's: what else lies in it, hidden folders too, is left alone.
 */
import { writingFailed } from "./write_error.ts";

const PARTIAL = ".partial-";

/**
 * Makes the folder `parent/name` from what `write` puts into the folder it is given.
 *
 * @throws whatever `write` throws, after removing what was written; an error of the system (disk full, no permission)
 *   with a sentence that says what to do; {@link Deno.errors.AlreadyExists} where the target is there already.
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
    await Deno.remove(temporary, { recursive: true }).catch(() => {}); // the first error is the one to report
    throw writingFailed(target, error);
  }
}

/** Removes a folder so that it disappears at once: a half-removed folder is never seen under its name. */
export async function removeFolderAtomically(parent: string, name: string): Promise<void> {
  const hidden = `${parent}/${PARTIAL}removed-${name}`;
  await Deno.rename(`${parent}/${name}`, hidden);
  await Deno.remove(hidden, { recursive: true });
}

/**
 * Removes what interrupted writers and removers left in a folder that has one writer only.
 *
 * @param names which folders that writer makes; hidden folders of other names are someone else's.
 */
export async function removePartialFolders(parent: string, names: RegExp): Promise<void> {
  if (!await exists(parent)) return;
  for await (const entry of Deno.readDir(parent)) {
    if (!entry.name.startsWith(PARTIAL)) continue;
    const name = entry.name.slice(PARTIAL.length).replace(/^removed-/, "");
    if (names.test(name)) await Deno.remove(`${parent}/${entry.name}`, { recursive: true });
  }
}

/** Puts a folder's list of names on the disk; without it a rename may be forgotten in a power cut. */
async function syncFolder(path: string): Promise<void> {
  if (Deno.build.os === "windows") return; // cannot open folders; NTFS journals its names
  using folder = await Deno.open(path);
  await folder.sync();
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw writingFailed(path, error);
  }
}
