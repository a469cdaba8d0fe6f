/**
 * Checks the form of a notebook's exercises, quiz and teacher's notes. The export and the test of stubs and solutions
 * rely on it.
 *
 * The course's notebooks 00 to 13 must have all of them. In other notebooks, those that are there must be well-formed.
 */
import { basename } from "node:path";
import { quizText } from "../../notebook/quiz.ts";
import { NOTEBOOK_QUIZZES } from "../../notebook/quizzes/registry.ts";
import { codeBlocks, type ExerciseCell, exerciseCells, type Role, ROLES } from "./exercises.ts";
import {
  dataText,
  isSourceHidden,
  joinText,
  type Notebook,
  type OpenNotebook,
  tagsOf,
} from "../notebook_file/notebook_file.ts";
import type { Problem } from "./problem.ts";

export const FRAME = {
  exercises: { least: 5, most: 8 },
  questions: { least: 4, most: 6 },
} as const;

/** A task's first line: number, difficulty of one to three stars, time. */
const TASK = /^### Exercise (\d\d\.\d+) · ★{1,3} · \d+ minutes?$/;

type Report = (message: string, index?: number) => void;
type Quizzes = typeof NOTEBOOK_QUIZZES;

/** What to do where a notebook is refused because its exercises are solved. */
export function solvedHint(name: string): string {
  return `solved exercises are fine in a notebook of your own: save it under another name, then ` +
    `\`git restore notebooks/${name}\` brings the course's back, with its stubs`;
}

export function checkExercises(
  { path, notebook }: OpenNotebook,
  quizzes: Quizzes = NOTEBOOK_QUIZZES,
): Problem[] {
  const problems: Problem[] = [];
  const report: Report = (message, index) =>
    problems.push({ notebook: path, message, ...(index === undefined ? {} : { cell: index + 1 }) });
  const number = /^(\d\d)-/.exec(basename(path))?.[1];
  const needed = number !== undefined && number <= "13";
  checkRuns(notebook, { name: basename(path), number, needed, report });
  checkQuiz(notebook, { number, needed, report, quizzes });
  checkTeacher(notebook, { needed, report });
  return problems;
}

interface Context {
  readonly number?: string;
  /** Whether the notebook must have what is checked. */
  readonly needed: boolean;
  readonly report: Report;
}

function checkRuns(notebook: Notebook, context: Context & { readonly name: string }): void {
  const { name, number, needed, report } = context;
  const cells = exerciseCells(notebook);
  for (const { exercise, role, index } of cells) {
    if (exercise === "") report('belongs to an exercise, but has no metadata.exercise such as "01.3"', index);
    if (!role) report(`tags and type of the cell are none of ${ROLES.join(", ")} of an exercise`, index);
  }
  const ids = [...new Set(cells.map(({ exercise }) => exercise))].filter((id) => id !== "");
  const { least, most } = FRAME.exercises;
  if (needed && (ids.length < least || ids.length > most)) {
    report(`${ids.length} exercises, expected ${least} to ${most}`);
  }
  ids.forEach((id, i) => {
    const run = cells.filter(({ exercise }) => exercise === id);
    const expected = `${number ?? id.split(".")[0]}.${i + 1}`;
    if (id !== expected) report(`exercise "${id}" should be "${expected}": they count up`, run[0].index);
    const roles = run.map(({ role }) => role).join(", ");
    if (roles !== ROLES.join(", ")) {
      return report(`exercise ${id} has the cells ${roles}; expected ${ROLES.join(", ")}`, run[0].index);
    }
    if (run.at(-1)!.index - run[0].index !== run.length - 1) {
      report(`exercise ${id}: another cell is between its five`, run[0].index);
    }
    for (const cell of run) checkCell(notebook, { cell, name, report });
  });
}

function checkCell(
  notebook: Notebook,
  { cell, name, report }: { cell: ExerciseCell; name: string; report: Report },
): void {
  const { exercise: id, role, index } = cell;
  const source = joinText(notebook.cells[index].source);
  const folded = (summary: string) =>
    source.startsWith(`<details><summary>${summary}</summary>\n\n`) &&
    source.trimEnd().endsWith("</details>");
  const checks: Record<Role, () => string | undefined> = {
    task: () =>
      TASK.exec(source.split("\n")[0])?.[1] === id
        ? undefined
        : `starts with "${source.split("\n")[0]}"; expected "### Exercise ${id} · ★★ · 10 minutes"`,
    stub: () => /\btodo\(/.test(source) ? undefined : `the stub does not call todo(); ${solvedHint(name)}`,
    check: () => {
      if (!source.trimEnd().split("\n").some((line) => line.startsWith(`await check("${id}", `))) {
        return `the check does not end with: await check("${id}", …)`;
      }
      const verdict = savedText(notebook, index);
      return verdict.startsWith(`✗ ${id} · not written yet: `)
        ? undefined
        : `its saved output is "${verdict.split("\n")[0]}", not a stub's; ${solvedHint(name)}`;
    },
    hint: () => folded("Hint") ? undefined : "expected <details><summary>Hint</summary>, an empty line, …",
    solution: () => {
      if (!folded("Solution")) {
        return "expected <details><summary>Solution</summary>, an empty line, …, </details>";
      }
      const blocks = codeBlocks(source).length;
      return blocks === 1 ? undefined : `${blocks} blocks of \`\`\`ts, expected exactly one`;
    },
  };
  const problem = role && checks[role]();
  if (problem) report(`exercise ${id}: ${problem}`, index);
}

function checkQuiz(notebook: Notebook, context: Context & { readonly quizzes: Quizzes }): void {
  const { number, needed, report, quizzes } = context;
  const quizCells = notebook.cells.flatMap((cell, index) =>
    cell.cell_type === "code" && tagsOf(cell.metadata).includes("quiz") ? [index] : []
  );
  if (needed && quizCells.length !== 1) report(`${quizCells.length} cells tagged "quiz", expected one`);
  const { least, most } = FRAME.questions;
  for (const index of quizCells) {
    const source = joinText(notebook.cells[index].source), shown = savedText(notebook, index);
    if (needed && number) {
      checkCourseQuiz({ source, shown, number, quizzes, report: (text) => report(text, index) });
    }
    if (!needed && /\bright: true\b/.test(source) && !isSourceHidden(notebook.cells[index].metadata)) {
      report("the quiz's source gives the answers away: set metadata.jupyter.source_hidden", index);
    }
    // quiz() itself requires one right answer, and a reason for each.
    const questions = Number(/^Quiz: (\d+) questions/.exec(shown)?.[1] ?? 0);
    if (questions < least || questions > most) {
      report(`its saved output shows ${questions} quiz questions, expected ${least} to ${most}`, index);
    }
  }
}

/** A quiz of the course is not written in its notebook: GitHub and VS Code show the source that JupyterLab hides. */
function checkCourseQuiz(
  { source, shown, number, quizzes, report }: {
    source: string;
    shown: string;
    number: string;
    quizzes: Quizzes;
    report: (message: string) => void;
  },
): void {
  if (!source.split("\n").includes(`quiz("${number}");`)) {
    report(`expected quiz("${number}"); and the questions in lib/notebook/quizzes/notebook_${number}.ts`);
  }
  const questions = Object.hasOwn(quizzes, number) && quizzes[number];
  if (!questions) report(`lib/notebook/quizzes/registry.ts names no quiz "${number}"`);
  else if (shown !== quizText(questions)) {
    report(
      `its saved output is not the quiz of lib/notebook/quizzes/notebook_${number}.ts: run the notebook again`,
    );
  }
}

function checkTeacher(notebook: Notebook, { needed, report }: Context): void {
  const notes = notebook.cells.flatMap((cell, index) =>
    tagsOf(cell.metadata).includes("teacher") ? [{ cell, index }] : []
  );
  if (needed && notes.length === 0) report('no cell tagged "teacher": timing, what groups stumble over');
  for (const { cell, index } of notes) {
    if (!joinText(cell.source).startsWith("<details><summary>For the teacher</summary>\n\n")) {
      report("expected <details><summary>For the teacher</summary>, an empty line, …", index);
    }
  }
}

/** What a code cell shows as text. */
function savedText(notebook: Notebook, index: number): string {
  const outputs = notebook.cells[index].outputs ?? [];
  return outputs.map((output) => dataText(output, "text/plain")).join("\n").trim();
}
