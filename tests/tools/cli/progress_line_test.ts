import assert from "node:assert/strict";
import { firstColumns, formatElapsed } from "../../../lib/tools/cli/progress_line.ts";

Deno.test("formatElapsed() shows tenths of a second below a minute", () => {
  assert.deepEqual([0.25, 59, 59.97, 61, 250, 7500].map(formatElapsed), [
    "0.3 s",
    "59.0 s",
    "1 min 0 s",
    "1 min 1 s",
    "4 min 10 s",
    "2 h 5 min",
  ]);
});

Deno.test("firstColumns() cuts a line where the terminal ends: a Korean syllable takes two columns", () => {
  assert.equal(firstColumns("cell 3 of 24", 6), "cell 3");
  assert.equal(firstColumns("셀 3/24: 학습", 11), "셀 3/24: 학");
  assert.equal(firstColumns("short", 80), "short");
});
