import assert from "node:assert/strict";
import type { Output } from "../../../lib/tools/notebook_file/notebook_file.ts";
import { checkStructure, LIMITS } from "../../../lib/tools/notebook_checks/check_structure.ts";
import { GOOD, sample, type SampleCell, stdout } from "./sample.ts";

function messages(cells: readonly SampleCell[], metadata?: Record<string, unknown>, bytes = 1_000): string[] {
  const options = { bytes, folders: ["/srv/course-checkout"] };
  return checkStructure({ path: "a.ipynb", notebook: sample(cells, metadata) }, options)
    .map(({ cell, line, message }) => `${cell ?? "-"}:${line ?? "-"} ${message}`);
}

const display = (data: Record<string, unknown>): Output => ({
  output_type: "display_data",
  data,
  metadata: {},
});
const failure: Output = { output_type: "error", ename: "RangeError", evalue: "block size", traceback: [] };

/** Exactly one problem, of this form. */
function assertProblem(found: readonly string[], expected: RegExp): void {
  assert.equal(found.length, 1, found.join("\n"));
  assert.match(found[0], expected);
}

Deno.test("checkStructure() finds nothing in a good notebook", () => {
  assert.deepEqual(messages(GOOD), []);
});

Deno.test("checkStructure() requires outputs of the notebook and of every cell that prints", () => {
  assertProblem(messages([{ source: "const a = 1;" }]), /^-:- no cell has an output; run the notebook/);
  assertProblem(
    messages([...GOOD, { source: "const b = 1;\nconsole.log(b);" }]),
    /^4:2 prints, but has no output/,
  );
});

Deno.test("checkStructure() refuses error outputs, except where the tag allows them", () => {
  const cell = { source: "fail();", outputs: [failure] };
  assertProblem(messages([cell]), /^1:- ended with an error: RangeError: block size/);
  assert.deepEqual(messages([{ ...cell, tags: ["raises-exception"] }]), []);
});

Deno.test("checkStructure() limits the length of cells and the size of the file", () => {
  const lines = (n: number) => Array(n).fill("// line").join("\n");
  assert.deepEqual(messages([...GOOD, { source: lines(LIMITS.cellLines) }]), []);
  assertProblem(messages([...GOOD, { source: lines(LIMITS.cellLines + 1) }]), /^4:- 41 lines, at most 40/);
  assert.deepEqual(messages([...GOOD, { source: lines(99), markdown: true }]), []);
  assertProblem(messages(GOOD, {}, LIMITS.bytes + 1), /^-:- the file has 1,500,001 bytes, at most 1,500,000/);
});

Deno.test("checkStructure() finds what a run or an editor has left in the file", () => {
  const cell = { source: "1 + 1;", outputs: [stdout("2")] };
  assertProblem(messages([{ ...cell, patch: { execution_count: 7 } }]), /^1:- execution_count/);
  assertProblem(
    messages([{ ...cell, patch: { metadata: { execution: {} } } }]),
    /^1:- metadata\.execution is left/,
  );
  assertProblem(messages([{ source: "  " }, cell]), /^1:- an empty code cell/);
  const result: Output = { output_type: "execute_result", data: {}, metadata: {}, execution_count: 3 };
  assertProblem(messages([{ source: "1;", outputs: [result] }]), /^1:- an output's execution_count/);
  assertProblem(messages(GOOD, { widgets: {} }), /^-:- metadata\.widgets/);
  const stderr: Output = { output_type: "stream", name: "stderr", text: "Warning: deprecated\nmore" };
  assertProblem(
    messages([{ source: "1;", outputs: [stderr] }]),
    /^1:- writes to standard error: Warning: deprecated$/,
  );
  assertProblem(
    messages([cell, { ...cell, patch: { id: "cell-0" } }]),
    /^2:- the id "cell-0" belongs to an earlier/,
  );
});

Deno.test("checkStructure() refuses reads that WebGPU cannot do", () => {
  for (const read of ["x.dataSync()[0]", "tf.mean(x).arraySync()"]) {
    assertProblem(messages([...GOOD, { source: `const a = 1;\nconst b = ${read};` }]), /^4:2 reads a tensor/);
  }
  assert.deepEqual(messages([...GOOD, { source: "const b = await x.data();" }]), []);
});

Deno.test("checkStructure() requires the name of the language, for highlighting", () => {
  assertProblem(
    messages(GOOD, { language_info: undefined }),
    /^-:- metadata\.language_info\.name is undefined/,
  );
});

Deno.test("checkStructure() finds paths of one machine in sources and outputs, but not inside pictures", () => {
  assertProblem(
    messages([...GOOD, { source: 'const a = 1;\nconst path = "/srv/course-checkout/data";' }]),
    /^4:2 names a path of one machine: \/srv\/course-checkout$/,
  );
  for (const text of ["saved /home/jane/x.bin", "at file:///tmp/a.ts", "C:\\Users", "/Users/jane"]) {
    assertProblem(
      messages([{ source: "1;", outputs: [stdout(text)] }]),
      /^1:- its output names a path of one machine/,
    );
  }
  assertProblem(
    messages([{ source: "1;", outputs: [display({ "text/html": ["<b>", "/home/sam/course</b>"] })] }]),
    /^1:- its output names a path of one machine: \/home\/sam$/,
  );
  assert.deepEqual(
    messages([{
      source: "1;",
      outputs: [
        stdout("half the words, and/or home/school"),
        display({
          "text/html": '<img src="data:image/svg+xml;base64,aaaa/tmp/bbbb">',
          "image/png": "aa/home/bb",
        }),
      ],
    }]),
    [],
  );
});
