/**
 * `./course reset 03.2`: the exercise's stub is in the notebook again. `./course reset 03`: the whole notebook is as the
 * course has it. What was there is kept in `.course/kept`.
 */
import { basename, join, relative } from "node:path";
import type { Language } from "../../language.ts";
import { CommandError } from "../command_error.ts";
import { writeAtomically } from "../files.ts";
import { layout } from "../layout.ts";
import { exerciseCells } from "../notebook_checks/exercises.ts";
import {
  type Cell,
  joinText,
  type Notebook,
  readNotebook,
  saveNotebook,
} from "../notebook_file/notebook_file.ts";
import { print } from "../terminal.ts";
import { findNotebooks } from "./find_notebooks.ts";
import { git, namesIn, requireClone, tryGit, upstreamOf } from "./git.ts";
import { keepCopies, newKeptFolder } from "./kept.ts";

/**
 * @param names exercises ("03.2") and notebooks ("03", "03-attention", "notebooks/ko/03-attention.ipynb") of the clone at
 *   `root`; "ko/03.2" is in the Korean notebook
 */
export async function reset(names: readonly string[], root: string = layout.root): Promise<void> {
  await requireClone(root);
  const version = await courseVersion(root);
  const course = async (language: Language) => {
    const folder = language === "ko" ? "notebooks/ko/" : "notebooks/";
    return namesIn(await git(root, ["ls-tree", "-z", "--name-only", version, folder], READ_COURSE))
      .filter((path) => path.endsWith(".ipynb")).map((path) => join(root, path));
  };
  // All names are looked up before anything is changed.
  const steps: (() => Promise<boolean>)[] = [];
  for (const name of names) {
    const exercise = /^(?:ko\/)?(\d{1,2})\.(\d+)$/.exec(name);
    const notebook = exercise ? name.slice(0, name.lastIndexOf(".")) : name;
    const [path] = await findNotebooks([notebook], { folder: root, course });
    const known = await git(root, ["ls-tree", "-z", "--name-only", version, "--", path], NOT_IN_CLONE);
    if (known === "") {
      throw new CommandError(`the course has no ${relative(root, path)}; nothing was changed.`, {
        next: "name a notebook of the course (03), or an exercise (03.2).",
      });
    }
    const content = await git(root, ["show", `${version}:${relative(root, path)}`], READ_COURSE);
    const id = exercise && `${exercise[1].padStart(2, "0")}.${exercise[2]}`;
    if (id) stubIn(JSON.parse(content), { id, path });
    steps.push(() =>
      id ? resetExercise({ root, path, id, content }) : resetNotebook({ root, path, content })
    );
  }
  let changed = false;
  for (const step of steps) changed = await step() || changed;
  if (changed) print("A notebook that is open in JupyterLab: File → Reload Notebook from Disk.");
}

const READ_COURSE = {
  what: "git cannot read the course's version of the notebook; nothing was changed",
  next: "`git status` and `git fsck` say what is wrong with this clone.",
};

const NOT_IN_CLONE = {
  what: "the notebook is not in this clone of the course; nothing was changed",
  next: "name a notebook of the course (03), or an exercise (03.2).",
};

/** The newest version of the course that this clone holds without the reader's own commits. */
export async function courseVersion(root: string): Promise<string> {
  const upstream = await upstreamOf(root);
  const common = upstream && await tryGit(root, "merge-base", "HEAD", upstream);
  return common?.trim() || "HEAD";
}

/** @throws {CommandError} where the notebook has no such exercise */
function stubIn(notebook: Notebook, { id, path }: { id: string; path: string }): Cell {
  const cells = exerciseCells(notebook);
  const found = cells.find(({ exercise, role }) => exercise === id && role === "stub");
  if (found) return notebook.cells[found.index];
  const ids = [...new Set(cells.map(({ exercise }) => exercise))];
  throw new CommandError(`${basename(path)} has no exercise ${id}; nothing was changed.`, {
    next: `its exercises are ${ids.join(", ")}.`,
  });
}

/** Returns whether the notebook changed. */
async function resetExercise(
  { root, path, id, content }: { root: string; path: string; id: string; content: string },
): Promise<boolean> {
  const course: Notebook = JSON.parse(content);
  const stub = stubIn(course, { id, path });
  const notebook = await readNotebook(path);
  const own = notebook.cells.findIndex((cell) => cell.id === stub.id);
  if (own === -1) {
    // The reader deleted the cell: it comes back behind the task.
    const task = exerciseCells(notebook).find(({ exercise, role }) => exercise === id && role === "task");
    const cells = notebook.cells.toSpliced(task ? task.index + 1 : notebook.cells.length, 0, stub);
    await saveNotebook(path, { ...notebook, cells });
    print(`${id}: the stub was gone; it is in ${relative(root, path)} again.`);
    return true;
  }
  const answer = joinText(notebook.cells[own].source);
  if (answer === joinText(stub.source)) {
    // It names the file: the reader's answer may be in the notebook of the other language.
    print(`${id}: there is nothing to reset, the stub in ${relative(root, path)} is unchanged.`);
    return false;
  }
  const file = join(await newKeptFolder(root, `reset-${id}`), `${id}.ts`);
  await writeAtomically(file, `${answer}\n`);
  await saveNotebook(path, { ...notebook, cells: notebook.cells.with(own, stub) });
  print(`${id}: the stub is in ${relative(root, path)} again. Your answer is in ${relative(root, file)}.`);
  return true;
}

/** Returns whether the notebook changed. */
async function resetNotebook(
  { root, path, content }: { root: string; path: string; content: string },
): Promise<boolean> {
  const name = relative(root, path);
  const own = await Deno.readTextFile(path).catch(() => undefined);
  if (own === content) {
    print(`${name}: there is nothing to reset, it is as the course has it.`);
    return false;
  }
  const folder = await newKeptFolder(root, `reset-${basename(path).slice(0, 2)}`);
  if (own !== undefined) await keepCopies(root, folder, [name]);
  await writeAtomically(path, content);
  print(
    `${name}: as the course has it.${own === undefined ? "" : ` Yours is in ${relative(root, folder)}.`}`,
  );
  return true;
}
