import assert from "node:assert/strict";
import { expectedHoursRows, fullFlops, GPU_CLASSES } from "../../lib/notebook/expected_hours.ts";
import { projectPath } from "../../lib/project_folder.ts";

Deno.test("fullFlops() of the lottery run is a by-hand product", () => {
  // 30 epochs of 9,500 samples of 280 tokens; 6 · (12·12·768² + 50257·768) + 12·12·256·768 FLOPs a token
  const perToken = 6 * (12 * 12 * 768 ** 2 + 50257 * 768) + 12 * 12 * 256 * 768;
  assert.equal(fullFlops().lotto, 30 * 9500 * 280 * perToken);
});

Deno.test("the table of expected hours has the computed rows", async () => {
  const text = (await Deno.readTextFile(projectPath("lib/tools/README.md"))).replace(/ +/g, " ");
  assert.equal(expectedHoursRows().length, GPU_CLASSES.length);
  for (const row of expectedHoursRows()) assert.ok(text.includes(row), `lib/tools/README.md lacks ${row}`);
});
