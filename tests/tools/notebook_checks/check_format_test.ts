import assert from "node:assert/strict";
import { checkFormat } from "../../../lib/tools/notebook_checks/check_format.ts";
import { GOOD, sample, type SampleCell, withNotebooks } from "./sample.ts";

async function placesOf(cells: readonly SampleCell[], metadata?: Record<string, unknown>) {
  const notebook = sample(cells, metadata);
  let places: unknown[] = [];
  await withNotebooks({ "a.ipynb": notebook }, async ([path]) => {
    places = (await checkFormat({ path, notebook })).map(({ cell, line }) => [cell, line]);
  });
  return places;
}

Deno.test("checkFormat() accepts formatted cells", async () => {
  assert.deepEqual(await placesOf(GOOD), []);
});

Deno.test("checkFormat() names the first line that deno fmt would change", async () => {
  assert.deepEqual(await placesOf([...GOOD, { source: "const a = 1;\nconst b   = 2" }]), [[4, 2]]);
});

Deno.test("checkFormat() does not depend on the notebook naming its language", async () => {
  assert.deepEqual(await placesOf([{ source: "const b   = 2" }], { language_info: undefined }), [[1, 1]]);
});
