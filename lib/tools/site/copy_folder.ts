/** Copies the files of one folder (not those of folders inside it). */
import { join } from "node:path";

export async function copy(from: string, to: string, { only = "" }: { only?: string } = {}): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const entry of Deno.readDir(from)) {
    if (entry.isFile && entry.name.endsWith(only)) {
      await Deno.copyFile(join(from, entry.name), join(to, entry.name));
    }
  }
}
