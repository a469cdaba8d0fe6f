import assert from "node:assert/strict";
import { translateLines } from "../../../lib/language.ts";
import { cellPlace, describeFailure } from "../../../lib/tools/cli/run.ts";
import { inKorean } from "../../korean.ts";

Deno.test("describeFailure() numbers the cell's lines and shows the error below", () => {
  const text = describeFailure("04.ipynb", {
    cell: 2,
    source: "const a = 1;\nfail();",
    name: "Error",
    message: "bad",
    traceback: "Error: bad\n    at <anonymous>:2:1",
  });
  assert.match(
    text,
    /^04\.ipynb: code cell 2 failed:\n {2}1 \| const a = 1;\n {2}2 \| fail\(\);\n\n {2}Error: bad/,
  );
});

Deno.test("in Korean, the progress of every cell is Korean, whatever its code is", () =>
  inKorean(() => {
    for (
      const code of ["lineChart([", "const sentence = ['The', 'owl'];", "return a < b ? a : b;", "[hello]"]
    ) {
      const line = `${cellPlace(17, 29)}: 0.1 s  ${code}`;
      assert.equal(translateLines(line), `  셀 17/29: 0.1 s  ${code}`);
    }
  }));
