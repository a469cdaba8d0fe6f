import assert from "node:assert/strict";
import { checkFormat } from "../../../lib/tools/notebook_checks/check_format.ts";
import { GOOD, sample, type SampleCell, withNotebooks } from "./sample.ts";

async function problemsOf(cells: readonly SampleCell[], metadata?: Record<string, unknown>) {
  const notebook = sample(cells, metadata);
  let found: unknown[] = [];
  await withNotebooks({ "a.ipynb": notebook }, async ([path]) => {
    found = (await checkFormat({ path, notebook })).map(({ cell, line }) => [cell, line]);
  });
  return found;
}

Deno.test("checkFormat() accepts formatted cells", async () => {
  assert.deepEqual(await problemsOf(GOOD), []);
});

Deno.test("checkFormat() names the first line that deno fmt would change", async () => {
  assert.deepEqual(await problemsOf([...GOOD, { source: "const a = 1;\nconst b   = 2" }]), [[4, 2]]);
});

Deno.test("checkFormat() also works where the notebook does not name its language", async () => {
  assert.deepEqual(await problemsOf([{ source: "const b   = 2" }], { language_info: undefined }), [[1, 1]]);
});
