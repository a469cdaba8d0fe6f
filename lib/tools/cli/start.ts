/**
 * The entry of the command line. It imports no npm package, so that it can install them before main.ts needs them.
 *
 * If another version of Deno runs it (`deno task lab` with the reader's own Deno), it starts the `course` script instead,
 * which fetches the pinned version: the kernels of other versions lose outputs (tests/kernel shows it).
 */
import { join } from "node:path";
import { language, setLanguage } from "../../language.ts";
import { describeError } from "../command_error.ts";
import { commandLanguage } from "../command_language.ts";
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

/** Whether the list of commands is all that is wanted; it can be printed before anything is installed. */
function asksForHelp(args: readonly string[]): boolean {
  return args.length === 0 || args.length === 1 && ["-h", "--help", "help"].includes(args[0]);
}

async function start(): Promise<number> {
  setLanguage(commandLanguage());
  const pinned = await pinnedDeno();
  if (Deno.version.deno !== pinned) {
    say(`this is Deno ${Deno.version.deno}; the course runs on ${pinned} and starts that.`);
    const child = new Deno.Command("sh", { args: [join(layout.root, "course"), ...Deno.args] }).spawn();
    return (await child.status).code;
  }
  // Only lock where there is something to install: `doctor` also works in a read-only folder.
  if (!await npmPackagesAreInstalled()) {
    if (asksForHelp(Deno.args)) {
      const file = language() === "ko" ? "help.ko.txt" : "help.txt";
      console.log(await Deno.readTextFile(new URL(file, import.meta.url)));
      return 0;
    }
    await withSetupLock(setUpNpmPackages);
  }
  // Not a literal: Deno would load main.ts and its packages before this file's first line runs.
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
