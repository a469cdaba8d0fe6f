import assert from "node:assert/strict";
import { checkCells, joinCells } from "../../../lib/tools/notebook_checks/check_cells.ts";
import { type Problem, sortProblems } from "../../../lib/tools/notebook_checks/problem.ts";
import { exercise } from "./sample_exercise.ts";
import { GOOD, sample, type SampleCell, withNotebooks } from "./sample.ts";

async function problemsOf(
  cells: readonly SampleCell[],
  more: Record<string, string> = {},
): Promise<Problem[]> {
  const notebook = sample(cells);
  let problems: Problem[] = [];
  await withNotebooks({ "a.ipynb": notebook, ...more }, async ([path], folder) => {
    problems = await checkCells([{ path, notebook }]);
    const left = [...Deno.readDirSync(folder)].map((entry) => entry.name);
    assert.deepEqual(left.sort(), ["a.ipynb", ...Object.keys(more)].sort(), "the joined file is gone");
  });
  return problems;
}

const positions = (problems: readonly Problem[]) => problems.map(({ cell, line }) => [cell, line]);

Deno.test("joinCells() keeps the origin of each line and leaves out prose and cells tagged no-check", () => {
  const { source, origin } = joinCells(sample([
    { source: "# Title", markdown: true },
    { source: "const a = 1;\nconst b = 2;" },
    { source: "not typescript", tags: ["no-check"] },
    { source: "[a, b]" },
  ]));
  const lines = source.split("\n");
  assert.deepEqual(lines.flatMap((text, i) => origin[i] ? [[text, origin[i].cell, origin[i].line]] : []), [
    ["const a = 1;", 2, 1],
    ["const b = 2;", 2, 2],
    ["[a, b]", 4, 1],
  ]);
});

Deno.test("checkCells() finds nothing in a good notebook", async () => {
  assert.deepEqual(await problemsOf(GOOD), []);
});

Deno.test("checkCells() maps a type error to its cell and line", async () => {
  const [problem, ...more] = await problemsOf([...GOOD, { source: '// Adds.\n\nsum("one", 2);' }]);
  assert.deepEqual(more, []);
  assert.deepEqual([problem.cell, problem.line], [4, 3]);
  assert.match(
    problem.message,
    /^TS2345: Argument of type 'string' is not assignable to parameter of type 'number'/,
  );
});

Deno.test("checkCells() finds a name that a module does not export, which the kernel would not", async () => {
  const problems = await problemsOf([{
    source: 'import { here, missing } from "./module.ts";\nhere + missing;',
  }], {
    "module.ts": "export const here = 1;\n",
  });
  assert.deepEqual(positions(problems), [[1, 1]]);
  assert.match(problems[0].message, /TS2305.*has no exported member 'missing'/);
});

Deno.test("checkCells() names the cell of a missing module and of a syntax error", async () => {
  const missing = await problemsOf([{ source: "1 + 1;" }, {
    source: 'import { a } from "./nowhere.ts";\na;',
  }]);
  assert.deepEqual(positions(missing), [[2, 1]]);
  assert.match(missing[0].message, /nowhere\.ts/);

  const syntax = await problemsOf([{ source: "1 + 1;" }, { source: "const a = 1;\nconst = 2;" }]);
  assert.deepEqual(positions(syntax)[0], [2, 2]);
});

Deno.test("checkCells() finds a name that two cells declare", async () => {
  const problems = await problemsOf([{ source: "const a = 1;" }, { source: "const a = 2;\na;" }]);
  assert.deepEqual(positions(problems.filter(({ message }) => message.includes("TS2451"))), [[1, 1], [2, 1]]);
});

Deno.test("checkCells() maps lint findings, and allows unused names", async () => {
  const problems = await problemsOf([{ source: "const unused = 1;" }, { source: "let b = 2;\nb;" }]);
  assert.deepEqual(positions(problems), [[2, 1]]);
  assert.match(problems[0].message, /\(prefer-const\)/);
});

Deno.test("checkCells() checks several notebooks and names the right one", async () => {
  const good = sample(GOOD), bad = sample([{ source: 'const n: number = "1";\nn;' }]);
  await withNotebooks({ "good.ipynb": good, "bad.ipynb": bad }, async ([goodPath, badPath]) => {
    const problems = await checkCells([{ path: goodPath, notebook: good }, { path: badPath, notebook: bad }]);
    assert.deepEqual(problems.map(({ notebook, cell, line }) => [notebook, cell, line]), [[badPath, 1, 1]]);
  });
});

Deno.test("checkCells() checks stubs and solutions, and reports once what both have", async () => {
  const course = {
    "deno.json": '{ "imports": { "lib/notebook": "./course.ts" } }',
    "course.ts": "export declare function todo(task: string): never;\n" +
      "export declare function check(id: string, answer: unknown): Promise<string>;\n",
  };
  assert.deepEqual(await problemsOf(exercise("01.1"), course), []);
  const problems = sortProblems(
    await problemsOf(
      [...exercise("01.1", { solution: 'return "1";' }), { source: 'const n: number = "";' }],
      course,
    ),
  );
  assert.deepEqual(positions(problems), [[5, 7], [6, 1]]);
  assert.match(problems[0].message, /TS2322/);
});

Deno.test("checkCells() finds nothing in no notebook", async () => {
  assert.deepEqual(await checkCells([]), []);
});
