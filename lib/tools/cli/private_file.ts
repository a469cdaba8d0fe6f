/**
 * Files that hold a secret, such as the log with JupyterLab's token: only the reader may open them.
 */
import { dirname } from "node:path";

/** Opens an empty file for writing in a folder; both become readable by their owner alone, also where they were there. */
export async function openPrivately(path: string): Promise<Deno.FsFile> {
  await Deno.mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await Deno.chmod(dirname(path), 0o700);
  const file = await Deno.open(path, { write: true, create: true, mode: 0o600 });
  try {
    // Before it is written: `mode` counts only where the file is new.
    await Deno.chmod(path, 0o600);
    await file.truncate();
    return file;
  } catch (error) {
    file.close();
    throw error;
  }
}
