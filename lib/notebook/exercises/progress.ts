/**
 * Which exercises are solved: `check()` and `./course check` note each answer that is right, in `.course/progress.json`.
 * Nothing leaves this machine.
 *
 * Runs without a reader (`./course run`, tests) set COURSE_PROGRESS to "" and note nothing.
 */
import { dirname } from "node:path";
import { translate } from "../../language.ts";
import { projectPath } from "../../project_folder.ts";
import { inJupyter } from "../kernel/kernel_display.ts";
import { NOTEBOOK_EXERCISES } from "./registry.ts";

/** The day on which each exercise was first solved: { "03.2": "2026-11-26" }. */
type Solved = Readonly<Record<string, string>>;

export interface NotebookProgress {
  /** The notebook's number: "03". */
  readonly notebook: string;
  readonly exercises: readonly string[];
  readonly solved: readonly string[];
}

/** Where solved exercises are noted; "" for nowhere. */
export function progressFile(): string {
  return Deno.env.get("COURSE_PROGRESS") ?? projectPath(".course/progress.json");
}

/** Notes that an answer was right, in a notebook; elsewhere it does nothing. A file that cannot be written is no error. */
export async function noteSolved(id: string): Promise<void> {
  const file = progressFile();
  if (!inJupyter() || file === "") return;
  await addSolved(file, id).catch(() => {});
}

/** Adds an exercise to the file, unless it is there. Writers take turns: a notebook and `./course check` may run at once. */
export async function addSolved(file: string, id: string): Promise<void> {
  await Deno.mkdir(dirname(file), { recursive: true });
  using turn = await Deno.open(`${file}.lock`, { create: true, write: true });
  await turn.lock(true).catch(() => {}); // a file system without locks
  const solved = await readSolved(file);
  if (solved[id]) return;
  const temporary = `${file}.${Deno.pid}.tmp`;
  const all = { ...solved, [id]: new Date().toISOString().slice(0, 10) };
  try {
    await Deno.writeTextFile(temporary, JSON.stringify(all, Object.keys(all).sort(), 2) + "\n");
    await Deno.rename(temporary, file);
  } catch (error) {
    await Deno.remove(temporary).catch(() => {}); // a full disk
    throw error;
  }
}

/** What is in the file; nothing where there is none, or one that is damaged. */
async function readSolved(file: string): Promise<Solved> {
  try {
    const solved = JSON.parse(await Deno.readTextFile(file));
    return typeof solved === "object" && solved !== null ? solved : {};
  } catch {
    return {};
  }
}

/** The progress in each notebook that has exercises, in order. */
export async function courseProgress(file: string = progressFile()): Promise<NotebookProgress[]> {
  const solved = file === "" ? {} : await readSolved(file);
  return await Promise.all(
    Object.keys(NOTEBOOK_EXERCISES).sort().map(async (notebook) => {
      const { exercises } = await NOTEBOOK_EXERCISES[notebook]!();
      const ids = Object.keys(exercises).sort();
      return { notebook, exercises: ids, solved: ids.filter((id) => Object.hasOwn(solved, id)) };
    }),
  );
}

const count = (solved: readonly string[], exercises: readonly string[]) =>
  `${String(solved.length).padStart(2)} ${translate("of")} ${String(exercises.length).padStart(2)}`;

/** As lines of text: "03  2 of 6  03.1 03.4", and the sum. */
export function formatProgressLines(progress: readonly NotebookProgress[]): string {
  const sum = (list: (p: NotebookProgress) => readonly string[]) =>
    progress.reduce((n, notebook) => n + list(notebook).length, 0);
  const rows = progress.map(({ notebook, exercises, solved }) =>
    `${notebook}   ${count(solved, exercises)}   ${solved.join(" ")}`.trimEnd()
  );
  const all = `all  ${String(sum((p) => p.solved)).padStart(2)} of ${sum((p) => p.exercises)} solved`;
  return [...rows, translate(all)].join("\n");
}

/** Prints the progress, for a cell of a notebook. */
export async function showProgress(): Promise<void> {
  console.log(formatProgressLines(await courseProgress()));
}
