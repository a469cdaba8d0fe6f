import assert from "node:assert/strict";
import type { Notebook } from "../../../lib/tools/notebook_file/notebook_file.ts";
import { quizText } from "../../../lib/notebook/quiz.ts";
import { NOTEBOOK_QUIZZES } from "../../../lib/notebook/quizzes/registry.ts";
import { checkExercises, solvedHint } from "../../../lib/tools/notebook_checks/check_exercises.ts";
import { GOOD, sample, type SampleCell } from "./sample.ts";
import { exercise, verdict } from "./sample_exercise.ts";

const QUIZ: SampleCell = {
  source: 'import { quiz } from "lib/notebook";\n\nquiz("01");',
  outputs: [verdict(quizText(NOTEBOOK_QUIZZES["01"]!))],
  patch: { metadata: { tags: ["quiz"] } },
};
const TEACHER: SampleCell = {
  source: "<details><summary>For the teacher</summary>\n\nAn hour.\n\n</details>",
  markdown: true,
  tags: ["teacher"],
};
const exercises = (count: number) =>
  Array.from({ length: count }, (_, i) => exercise(`01.${i + 1}`, { name: `f${i + 1}` })).flat();
const FULL = [...GOOD, ...exercises(5), QUIZ, TEACHER];

function messages(cells: readonly SampleCell[], path = "01-sample.ipynb", edit?: (n: Notebook) => void) {
  const notebook = sample(cells);
  edit?.(notebook);
  return checkExercises({ path, notebook }).map(({ cell, message }) => `${cell ?? "-"} ${message}`);
}

/** One exercise with one of its cells changed (0 the task … 4 the solution). */
function changed(index: number, source: string): string[] {
  const cells = exercise("01.1");
  cells[index] = { ...cells[index], source };
  return messages(cells, "a.ipynb");
}

Deno.test("checkExercises() finds nothing in a complete notebook, nor in others without exercises", () => {
  assert.deepEqual(messages(FULL), []);
  assert.deepEqual(messages(GOOD, "20-bonus.ipynb"), []);
  assert.deepEqual(messages(GOOD, "a.ipynb"), []);
  assert.deepEqual(messages(exercise("04.1"), "a.ipynb"), []);
});

Deno.test("checkExercises() requires 5 to 8 exercises, a quiz and notes for the teacher in every notebook of the course", () => {
  assert.deepEqual(messages(GOOD), [
    "- 0 exercises, expected 5 to 8",
    '- 0 cells tagged "quiz", expected one',
    '- no cell tagged "teacher": timing, what groups stumble over',
  ]);
  assert.deepEqual(messages([...GOOD, ...exercises(9), QUIZ, TEACHER]), ["- 9 exercises, expected 5 to 8"]);
  assert.equal(messages(GOOD, "12-deepseek.ipynb")[0], "- 0 exercises, expected 5 to 8");
});

Deno.test("checkExercises() requires the five cells of an exercise, in order and together", () => {
  const [task, stub, check, hint, solution] = exercise("01.1");
  const found = (cells: SampleCell[]) => messages(cells, "a.ipynb");
  const five = "expected task, stub, check, hint, solution";
  assert.deepEqual(found([task, stub, check, solution]), [
    `1 exercise 01.1 has the cells task, stub, check, solution; ${five}`,
  ]);
  assert.deepEqual(found([task, check, stub, hint, solution]), [
    `1 exercise 01.1 has the cells task, check, stub, hint, solution; ${five}`,
  ]);
  assert.deepEqual(found([task, stub, ...GOOD, check, hint, solution]), [
    "1 exercise 01.1: another cell is between its five",
  ]);
  assert.deepEqual(
    found([task, stub, check, hint, { ...solution, patch: {}, tags: ["solution"] }])[0],
    [
      '5 belongs to an exercise, but has no metadata.exercise such as "01.3"',
    ][0],
  );
  assert.deepEqual(
    found([{ source: "1;", patch: { metadata: { exercise: "01.1" } } }])[0],
    [
      "1 tags and type of the cell are none of task, stub, check, hint, solution of an exercise",
    ][0],
  );
});

Deno.test("checkExercises() requires exercises numbered after the notebook, from 1", () => {
  assert.deepEqual(messages([...FULL.slice(0, 3), ...exercise("01.2")], "21-x.ipynb"), [
    '4 exercise "01.2" should be "21.1": they count up',
  ]);
});

Deno.test("checkExercises() reads each of the five cells", () => {
  assert.deepEqual(changed(0, "### Exercise 01.1 · hard"), [
    '1 exercise 01.1: starts with "### Exercise 01.1 · hard"; expected "### Exercise 01.1 · ★★ · 10 minutes"',
  ]);
  assert.deepEqual(changed(1, "const f = () => 1;"), [
    `2 exercise 01.1: the stub does not call todo(); ${solvedHint("a.ipynb")}`,
  ]);
  assert.deepEqual(changed(2, 'await check("01.2", f);'), [
    '3 exercise 01.1: the check does not end with: await check("01.1", …)',
  ]);
  assert.match(changed(3, "Think.")[0], /^4 exercise 01\.1: expected <details><summary>Hint/);
  assert.match(changed(4, "return 1")[0], /^5 exercise 01\.1: expected <details><summary>Solution/);
  assert.deepEqual(changed(4, "<details><summary>Solution</summary>\n\nNone.\n\n</details>"), [
    "5 exercise 01.1: 0 blocks of ```ts, expected exactly one",
  ]);
});

Deno.test("checkExercises() refuses a notebook that was saved with solved exercises", () => {
  const cells = exercise("01.1");
  cells[2] = { ...cells[2], outputs: [verdict("✓ 01.1 · right")] };
  assert.deepEqual(messages(cells, "a.ipynb"), [
    `3 exercise 01.1: its saved output is "✓ 01.1 · right", not a stub's; ${solvedHint("a.ipynb")}`,
  ]);
});

Deno.test("checkExercises() requires the questions of 00 to 09 outside the notebook, and their current texts in the output", () => {
  const found = (quiz: Partial<SampleCell>) =>
    messages([...FULL.filter((cell) => cell !== QUIZ), { ...QUIZ, ...quiz }], "01-sample.ipynb")
      .map((message) => message.replace(/^\d+ /, ""));
  const elsewhere = 'expected quiz("01"); and the questions in lib/notebook/quizzes/notebook_01.ts';
  assert.deepEqual(found({}), []);
  assert.deepEqual(found({ source: "quiz([{ question, answers: [{ text, right: true, why }] }]);" }), [
    elsewhere,
  ]);
  assert.deepEqual(found({ source: 'quiz("03");', outputs: [verdict(quizText(NOTEBOOK_QUIZZES["03"]!))] }), [
    elsewhere,
    "its saved output is not the quiz of lib/notebook/quizzes/notebook_01.ts: run the notebook again",
  ]);
});

Deno.test("checkExercises() says when the registry lacks a notebook's quiz", () => {
  const found = checkExercises({ path: "01-sample.ipynb", notebook: sample(FULL) }, {});
  assert.deepEqual(found.map(({ message }) => message), [
    'lib/notebook/quizzes/registry.ts names no quiz "01"',
  ]);
});

Deno.test("checkExercises() requires 4 to 6 quiz questions, and in other notebooks their source hidden", () => {
  const found = (quiz: Partial<SampleCell>) => messages([{ ...QUIZ, ...quiz }], "a.ipynb");
  const own = "quiz([{ question, answers: [{ text, right: true, why }] }]);";
  assert.deepEqual(found({ outputs: [verdict("Quiz: 7 questions")] }), [
    "1 its saved output shows 7 quiz questions, expected 4 to 6",
  ]);
  assert.deepEqual(found({ source: own }), [
    "1 the quiz's source gives the answers away: set metadata.jupyter.source_hidden",
  ]);
  const hidden = { metadata: { tags: ["quiz"], jupyter: { source_hidden: true } } };
  assert.deepEqual(found({ source: own, patch: hidden }), []);
});

Deno.test("checkExercises() requires notes for the teacher inside <details>", () => {
  assert.deepEqual(messages([{ ...TEACHER, source: "An hour." }], "a.ipynb"), [
    "1 expected <details><summary>For the teacher</summary>, an empty line, …",
  ]);
});
