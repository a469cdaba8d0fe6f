import assert from "node:assert/strict";
import { studentT95 } from "../../lib/statistics/student_t.ts";

Deno.test("studentT95() gives the values of the tables, from one degree of freedom to infinity", () => {
  const table = [[1, 12.7062], [3, 3.1824], [4, 2.7764], [5, 2.5706], [6, 2.4469], [10, 2.2281], [
    30,
    2.0423,
  ]];
  for (const [n, t] of [...table, [120, 1.9799], [Infinity, 1.96]]) {
    assert.ok(Math.abs(studentT95(n) - t) < 5e-4, `${n}: ${studentT95(n)}, expected ${t}`);
  }
  assert.equal(studentT95(7.9), studentT95(7));
});
