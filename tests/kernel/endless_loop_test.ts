import assert from "node:assert/strict";
import { layout } from "../../lib/tools/layout.ts";
import { run } from "../../lib/tools/subprocess.ts";

Deno.test("an endless loop: one press changes nothing, a second one later ends the kernel, which says why; a restarted kernel explains unknown names", async () => {
  const folder = import.meta.dirname!;
  const { code, tail } = await run(layout.python, [`${folder}/endless_loop.py`, folder]);
  assert.equal(code, 0, tail.join("\n"));
  const { traceback, first, second, printed } = JSON.parse(tail.at(-1)!);
  assert.match(traceback, /does not know `smoothed`\..*Run → Run All\nAbove Selected Cell/);
  assert.deepEqual([first, second], [true, false]);
  assert.match(printed, /the stop button was pressed twice while a loop could not hear it/);
});
