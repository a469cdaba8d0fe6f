/**
 * Which notebooks Jupyter may trust: it runs the scripts in outputs, and so shows live figures, only where it finds its
 * own signature of the file.
 */
import { join } from "node:path";
import { layout } from "../layout.ts";
import { say } from "../terminal.ts";
import { answer, run } from "../subprocess.ts";

/** The course's notebooks that are as git has them: their outputs are ours, so Jupyter may run their scripts. */
export async function unchangedNotebooks(root: string = layout.root): Promise<string[]> {
  // Both lists are relative to `root`, also where it lies inside another repository.
  const [known, changed] = await Promise.all([
    answer("git", ["-C", root, "ls-files", "-z", "--", "notebooks"]),
    answer("git", ["-C", root, "diff", "--name-only", "--relative", "-z", "HEAD", "--", "notebooks"]),
  ]);
  if (known === undefined || changed === undefined) return [];
  const names = (list: string) => list.split("\0").filter((name) => name.endsWith(".ipynb"));
  const differs = new Set(names(changed));
  return names(known).filter((name) => !differs.has(name)).map((name) => join(root, name));
}

/** Signs notebooks, in the course's own signature store, so that Jupyter shows their live figures. */
export async function trustNotebooks(paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return;
  const { code, tail } = await run(layout.python, ["-m", "nbformat.sign", ...paths]);
  if (code !== 0) {
    say(`could not sign the notebooks; figures show as pictures until you run them: ${tail.at(-1)}`);
  }
}
