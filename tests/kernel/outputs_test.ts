import assert from "node:assert/strict";
import { executeCells, printed, shownValue } from "./execute_cells.ts";

// Deno 2.9.6's kernel loses a third of these values. A new pinned version must pass this test.
Deno.test("a kernel loses nothing of 40 cells that await, print and return", async () => {
  const count = 40;
  const cells = Array.from({ length: count }, (_, i) =>
    [
      `console.log("before ${i}");`,
      `await new Promise((resolve) => setTimeout(resolve, ${(i * 7) % 40}));`,
      `for (let line = 0; line < ${i}; line++) console.log("line " + line);`,
      `console.error("warned ${i}");`,
      `"value ${i}"`,
    ].join("\n"));
  const { failure, outputs } = await executeCells(cells);
  assert.equal(failure, undefined);
  for (let i = 0; i < count; i++) {
    const lines = Array.from({ length: i }, (_, line) => `line ${line}\n`);
    assert.equal(printed(outputs[i]), `before ${i}\n${lines.join("")}`, `what cell ${i} printed`);
    assert.equal(printed(outputs[i], "stderr"), `warned ${i}\n`, `what cell ${i} printed as an error`);
    assert.equal(shownValue(outputs[i]), `"value ${i}"`, `the value of cell ${i}`);
  }
});

Deno.test("every kind of value at the end of a cell is shown", async () => {
  const values: Record<string, string> = {
    "42n": "42n",
    "NaN": "NaN",
    "-0": "-0",
    "null": "null",
    "[1, 2]": "[ 1, 2 ]",
    "({ a: 1 })": "{ a: 1 }",
    "new Float32Array(2)": "Float32Array(2) [ 0, 0 ]",
    "await Promise.resolve(7)": "7",
  };
  const { outputs } = await executeCells(Object.keys(values));
  assert.deepEqual(outputs.map(shownValue), Object.values(values));
});

Deno.test("a syntax error is shown where it is", async () => {
  const { failure } = await executeCells(["const good = 1;", "const = 2;"]);
  assert.equal(failure?.cell, 2);
  assert.match(`${failure?.name}\n${failure?.message}\n${failure?.traceback}`, /const = 2|Expected|expected/);
});

Deno.test("a failed import is shown", async () => {
  const { failure } = await executeCells(['import { nothing } from "./no_such_file.ts";']);
  assert.match(`${failure?.message}\n${failure?.traceback}`, /no_such_file/);
});
