import assert from "node:assert/strict";
import { joinCells } from "../../../lib/tools/notebook_checks/check_cells.ts";
import { codeBlocks, readExercises } from "../../../lib/tools/notebook_checks/exercises.ts";
import { withSolutions } from "../../notebooks/with_solutions.ts";
import { GOOD, sample } from "./sample.ts";
import { exercise } from "./sample_exercise.ts";

const notebook = sample([...GOOD, ...exercise("01.1"), ...GOOD, ...exercise("01.2", { name: "g" })]);

Deno.test("readExercises() finds the cells of each exercise and the code of its solution", () => {
  const [first, second, ...more] = readExercises(notebook);
  assert.deepEqual(more, []);
  assert.deepEqual(first.cells, { task: 3, stub: 4, check: 5, hint: 6, solution: 7 });
  assert.equal(second.id, "01.2");
  assert.deepEqual(second.solution, { source: "function g(): number {\n  return 1;\n}", line: 4 });
  assert.deepEqual(readExercises(sample(exercise("01.1").slice(0, 4))), []);
});

Deno.test("codeBlocks() finds only ts blocks, with the lines on which they start", () => {
  const text = "One\n\n```ts\na;\n\nb;\n```\n\n```text\nc\n```\n\n```ts\nd;\n```\n";
  assert.deepEqual(codeBlocks(text), [{ source: "a;\n\nb;", line: 4 }, { source: "d;", line: 14 }]);
});

Deno.test("withSolutions() tries the solution after each check and puts the stub back", () => {
  const { notebook: solved, exercises } = withSolutions(notebook);
  assert.equal(solved.cells.length, notebook.cells.length + 6);
  const [{ stubCheck, solutionCheck }] = exercises;
  const sources = solved.cells.map(({ source }) => source);
  assert.match(sources[stubCheck - 1] as string, /todo\("return one"\)/);
  assert.equal(sources[stubCheck], 'await check("01.1", f);');
  assert.match(sources[stubCheck + 1] as string, /return 1;/);
  assert.equal(sources[solutionCheck], 'await check("01.1", f);');
  assert.equal(sources[solutionCheck + 1], sources[stubCheck - 1]);
  const ids = solved.cells.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length, "ids stay unique");
});

Deno.test("joinCells() replaces stubs by solutions, with their own cell and line", () => {
  const { source, origin } = joinCells(notebook, { solved: true });
  assert.doesNotMatch(source, /todo\("/);
  const line = source.split("\n").indexOf("function g(): number {");
  assert.deepEqual(origin[line], { cell: 16, line: 4 });
  assert.match(joinCells(notebook).source, /todo\("/);
});
