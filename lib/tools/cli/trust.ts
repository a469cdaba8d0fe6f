/**
 * Signs notebooks that Jupyter may trust: it runs the scripts in outputs, which live figures need, only in a signed file.
 */
import { join } from "node:path";
import { layout } from "../layout.ts";
import { namesIn } from "./git.ts";
import { say } from "../terminal.ts";
import { outputOf, run } from "../subprocess.ts";

/** The notebooks that are unchanged in git. Their outputs come with the course, so Jupyter may run their scripts. */
export async function unchangedNotebooks(root: string = layout.root): Promise<string[]> {
  // Both lists are relative to `root`, also where it is inside another repository.
  const [known, changed] = await Promise.all([
    outputOf("git", ["-C", root, "ls-files", "-z", "--", "notebooks"]),
    outputOf("git", ["-C", root, "diff", "--name-only", "--relative", "-z", "HEAD", "--", "notebooks"]),
  ]);
  if (known === undefined || changed === undefined) return [];
  const differs = new Set(namesIn(changed));
  return namesIn(known).filter((name) => name.endsWith(".ipynb") && !differs.has(name))
    .map((name) => join(root, name));
}

/** Signs notebooks in the course's signature store, so that Jupyter shows their live figures. */
export async function trustNotebooks(paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return;
  const { code, tail } = await run(layout.python, ["-m", "nbformat.sign", ...paths]);
  if (code !== 0) {
    say(`could not sign the notebooks; figures stay pictures until you run the notebooks: ${tail.at(-1)}`);
  }
}
