import assert from "node:assert/strict";
import { formatElapsed } from "../../../lib/tools/cli/progress_line.ts";

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
