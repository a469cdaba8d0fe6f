import assert from "node:assert/strict";
import { basename } from "node:path";
import { executeNotebook } from "../../lib/cli/execute.ts";
import { courseNotebooks, normaliseNotebook, readNotebook } from "../../lib/cli/notebook_file.ts";
import { describeFailure } from "../../lib/cli/run.ts";

for (const path of await courseNotebooks()) {
  const name = basename(path);

  Deno.test(`${name} runs through with the small preset, every cell without an error`, async () => {
    const { failure } = await executeNotebook(path, { env: { COURSE_PRESET: "small" } });
    assert.ok(!failure, failure ? describeFailure(name, failure) : "");
  });

  Deno.test(`${name} is saved with the outputs of a run and without its noise`, async () => {
    const notebook = await readNotebook(path);
    assert.equal(JSON.stringify(normaliseNotebook(notebook), null, 1) + "\n", await Deno.readTextFile(path));
    const outputs = notebook.cells.flatMap((cell) => cell.outputs ?? []);
    assert.ok(outputs.length > 0, "no cell has an output");
    assert.deepEqual(outputs.filter((output) => output.output_type === "error"), []);
  });
}
