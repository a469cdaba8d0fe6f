/**
 * Which notebooks Jupyter may trust: it runs the scripts in outputs, and so shows live figures, only where it finds its
 * own signature of the file.
 */
import { layout } from "./layout.ts";
import { courseNotebooks } from "./notebook_file.ts";
import { say } from "./setup_lock.ts";
import { answer, run } from "./subprocess.ts";

/** The course's notebooks that are as git has them: their outputs are ours, so Jupyter may run their scripts. */
export async function unchangedNotebooks(): Promise<string[]> {
  const changed = await answer("git", [
    "-C",
    layout.root,
    "status",
    "--porcelain",
    "--no-renames",
    "-z",
    "notebooks",
  ]);
  if (changed === undefined) return [];
  const names = new Set(changed.split("\0").map((entry) => entry.slice(3)));
  return (await courseNotebooks()).filter((path) => !names.has(path.slice(layout.root.length + 1)));
}

/** Signs notebooks, in the course's own signature store, so that Jupyter shows their live figures. */
export async function trustNotebooks(paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return;
  const { code, tail } = await run(layout.python, ["-m", "jupyter", "trust", ...paths]);
  if (code !== 0) {
    say(`could not sign the notebooks; figures show as pictures until you run them: ${tail.at(-1)}`);
  }
}
