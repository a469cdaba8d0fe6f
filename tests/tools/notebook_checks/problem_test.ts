import assert from "node:assert/strict";
import { formatProblem, sortProblems } from "../../../lib/tools/notebook_checks/problem.ts";

Deno.test("formatProblem() names notebook, cell and line where they are known", () => {
  const notebook = "notebooks/01.ipynb", message = "TS2345: no";
  assert.equal(
    formatProblem({ notebook, cell: 7, line: 3, message }),
    "notebooks/01.ipynb cell 7 line 3: TS2345: no",
  );
  assert.equal(formatProblem({ notebook, cell: 7, message }), "notebooks/01.ipynb cell 7: TS2345: no");
  assert.equal(formatProblem({ notebook, message }), "notebooks/01.ipynb: TS2345: no");
});

Deno.test("sortProblems() sorts by file, then cell, then line", () => {
  const at = (notebook: string, cell?: number, line?: number) => ({ notebook, cell, line, message: "" });
  const sorted = [at("a"), at("a", 2, 1), at("a", 2, 10), at("a", 10), at("b", 1)];
  assert.deepEqual(sortProblems(sorted.toReversed()), sorted);
});
