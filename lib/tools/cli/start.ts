/**
 * The entry of the command line. It imports no npm package, so that it can install them before main.ts needs them.
 *
 * Where another version of Deno runs it (`deno task lab` with a Deno of the reader's own), it hands over to the `course`
 * script, which fetches the pinned one: the kernels of other versions lose outputs (tests/kernel shows it).
 */
import { join } from "node:path";
import { describeError } from "../command_error.ts";
import { layout } from "../layout.ts";
import { npmPackagesAreInstalled, setUpNpmPackages } from "./npm_packages.ts";
import { withSetupLock } from "./setup_lock.ts";
import { printError, say } from "../terminal.ts";

/** The version of Deno that `course` fetches. */
export async function pinnedDeno(): Promise<string> {
  const script = await Deno.readTextFile(join(layout.root, "course"));
  const version = script.match(/^version=(\d+\.\d+\.\d+)$/m)?.[1];
  if (!version) throw new Error("the course script names no version of Deno");
  return version;
}

async function start(): Promise<number> {
  const pinned = await pinnedDeno();
  if (Deno.version.deno !== pinned) {
    say(`this is Deno ${Deno.version.deno}; the course runs on ${pinned} and hands over to it.`);
    const child = new Deno.Command("sh", { args: [join(layout.root, "course"), ...Deno.args] }).spawn();
    return (await child.status).code;
  }
  // Without the lock where there is nothing to do: `doctor` works in a read-only folder, too.
  if (!await npmPackagesAreInstalled()) await withSetupLock(setUpNpmPackages);
  // Not a literal: Deno would read through main.ts, and install what it imports, before this file's first line.
  const { main }: typeof import("./main.ts") = await import(import.meta.resolve("./main.ts"));
  return await main(Deno.args);
}

if (import.meta.main) {
  try {
    Deno.exitCode = await start();
  } catch (error) {
    printError(describeError(error));
    Deno.exitCode = 1;
  }
}
