/** Files that hold a secret, such as the log with JupyterLab's token: only the reader may open them. */
import { dirname } from "node:path";

/** Opens an empty file for writing. Only the owner may then read the file and its folder, also where they existed before. */
export async function openPrivately(path: string): Promise<Deno.FsFile> {
  await Deno.mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await Deno.chmod(dirname(path), 0o700);
  const file = await Deno.open(path, { write: true, create: true, mode: 0o600 });
  try {
    // Before anything is written: `mode` is used only for a new file.
    await Deno.chmod(path, 0o600);
    await file.truncate();
    return file;
  } catch (error) {
    file.close();
    throw error;
  }
}
