/**
 * `./course check 03`: runs the checks of all exercises of a notebook on the answers in its saved file, one line for each.
 * Right answers count as solved (`./course progress`).
 */
import { basename, relative } from "node:path";
import * as esbuild from "esbuild";
import { translate } from "../../language.ts";
import { addSolved, progressFile } from "../../notebook/exercises/progress.ts";
import { NOTEBOOK_EXERCISES } from "../../notebook/exercises/registry.ts";
import { padColumns } from "../../notebook/plot/text_width.ts";
import { layout } from "../layout.ts";
import { callerFolder } from "./caller_folder.ts";
import { CommandError, describeError } from "../command_error.ts";
import { checkAnswers, type CheckedAnswer } from "../notebook_checks/check_answers.ts";
import { readNotebook } from "../notebook_file/notebook_file.ts";
import { savedAnswers } from "../notebook_checks/saved_answers.ts";
import { findNotebooks } from "./find_notebooks.ts";
import { print, printError } from "../terminal.ts";

/** What a verdict is called, in a column. */
const WORDS: Readonly<Record<CheckedAnswer["kind"], string>> = {
  right: "right",
  wrong: "not yet",
  todo: "not begun",
  unchecked: "not checked",
};

/**
 * Checks the saved answers of notebooks and prints the verdicts, as text or, for the notebooks' `checkAll`, as JSON.
 *
 * @param names as `findNotebooks` takes them; by default all notebooks
 * @returns whether every notebook could be read, and no answer is wrong
 */
export async function check(names: readonly string[], o: { json?: boolean } = {}): Promise<boolean> {
  const paths = await findNotebooks(names, { folder: callerFolder() });
  const all: CheckedAnswer[] = [];
  let unread = 0;
  try {
    for (const path of paths) {
      if (!o.json) print(relative(layout.notebooks, path).replace(/\.ipynb$/, ""));
      try {
        all.push(...await checkNotebook(path, o.json ? undefined : (answer) => print(lineOf(answer))));
      } catch (error) {
        // One notebook that cannot be read does not keep the others from being checked.
        if (o.json || paths.length === 1 || !(error instanceof CommandError)) throw error;
        printError(describeError(error));
        unread++;
      }
    }
  } finally {
    await esbuild.stop();
  }
  if (o.json) console.log(JSON.stringify(all));
  else print(sumOf(all));
  return unread === 0 && !all.some(({ kind }) => kind === "wrong");
}

/**
 * Checks the answers in one saved notebook, and notes the right ones as solved.
 *
 * @throws {CommandError} when the notebook cannot be read, or the course has no exercises with its number
 */
export async function checkNotebook(
  path: string,
  onChecked?: (checked: CheckedAnswer) => void,
  o: { readonly limitSeconds?: number } = {},
): Promise<CheckedAnswer[]> {
  const load = NOTEBOOK_EXERCISES[basename(path).slice(0, 2)];
  if (!load) {
    throw new CommandError(
      `${
        basename(path)
      } is not a notebook with exercises: its name does not begin with the number of one of the course.`,
      {
        next: "name one of the course's notebooks, such as `./course check 03`.",
      },
    );
  }
  const ids = Object.keys((await load()).exercises);
  const checked = await checkAnswers(await savedAnswers(await readNotebook(path), ids), { ...o, onChecked });
  const file = progressFile();
  for (const { id, kind } of checked) if (kind === "right" && file !== "") await addSolved(file, id);
  return checked;
}

/** "03.2  not yet     `f(2)` gives `3` …" on one line. */
function lineOf({ id, kind, message, hint }: CheckedAnswer): string {
  const mark = { right: "✓", wrong: "✗", todo: "·", unchecked: "?" }[kind];
  const text = kind === "todo" ? "" : translate(message);
  const advice = hint ? ` ${translate("Hint:")} ${translate(hint)}` : "";
  const line = `${mark} ${id}  ${padColumns(translate(WORDS[kind]), 12)} ${text}${
    kind === "todo" ? "" : advice
  }`;
  return line.replaceAll(/\s*\n\s*/g, " ").trimEnd();
}

function sumOf(all: readonly CheckedAnswer[]): string {
  const count = (kind: CheckedAnswer["kind"]) => all.filter((answer) => answer.kind === kind).length;
  const sum = translate(
    `${all.length} exercises: ${count("right")} right, ${count("wrong")} not yet, ${count("todo")} not begun`,
  );
  const unchecked = count("unchecked");
  return unchecked === 0 ? `${sum}.` : `${sum}, ${translate(`${unchecked} not checked`)}.`;
}
