/**
 * Files and folders: what is there, removing, writing in one step, hashes and stamps.
 *
 * A stamp is a small JSON file that says what was installed. It is written last and in one step: where there is one, the
 * installation was finished.
 */
import { createHash } from "node:crypto";
import { dirname } from "node:path";

/** Whether there is a file or folder at the path. */
export function exists(path: string): Promise<boolean> {
  return Deno.stat(path).then(() => true, () => false);
}

/** Removes a file, or a folder with everything in it; does nothing where there is none. */
export async function removeTree(path: string): Promise<void> {
  await Deno.remove(path, { recursive: true }).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
}

/** The SHA-256 of a file's content, in hexadecimal digits. */
export async function fileHash(path: string): Promise<string> {
  return createHash("sha256").update(await Deno.readFile(path)).digest("hex");
}

/** What the stamp says, or undefined when it is absent or unreadable. */
export async function readStamp<T>(path: string): Promise<T | undefined> {
  try {
    return JSON.parse(await Deno.readTextFile(path));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export async function writeStamp(path: string, content: unknown): Promise<void> {
  await writeAtomically(path, JSON.stringify(content, null, 2) + "\n");
}

/** Writes a text file so that a reader sees the old content or the new one, never a part. */
export async function writeAtomically(path: string, text: string): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${Deno.pid}.tmp`;
  try {
    using file = await Deno.open(temporary, { write: true, create: true, truncate: true });
    const bytes = new TextEncoder().encode(text);
    for (let written = 0; written < bytes.length;) written += await file.write(bytes.subarray(written));
    await file.sync();
    await Deno.rename(temporary, path);
  } catch (error) {
    await Deno.remove(temporary).catch(() => {});
    throw error;
  }
}
