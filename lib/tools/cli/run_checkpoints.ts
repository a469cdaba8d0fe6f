/**
 * The checkpoints of a notebook that `./course run` executes: a new folder for each run, so that the run shows a whole
 * training, not the end of an earlier one.
 *
 * The folder is removed when the run ends. The next run removes the folder of a run that was killed.
 */
import { join } from "node:path";
import process from "node:process";
import { layout } from "../layout.ts";

interface RunCheckpoints extends AsyncDisposable {
  readonly folder: string;
}

/** Makes the folder inside `parent`; its name begins with the id of this process. */
export async function runCheckpoints(
  parent: string = join(layout.cache, "run_checkpoints"),
): Promise<RunCheckpoints> {
  await Deno.mkdir(parent, { recursive: true });
  for await (const { name } of Deno.readDir(parent)) {
    if (!isRunning(Number.parseInt(name))) await Deno.remove(join(parent, name), { recursive: true });
  }
  const folder = await Deno.makeTempDir({ dir: parent, prefix: `${Deno.pid}.` });
  return { folder, [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }) };
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0); // asks only: no signal is sent
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
