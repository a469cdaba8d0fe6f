/** What `./course run` leaves in a notebook and on the disk. */
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { layout } from "../../lib/tools/layout.ts";
import { joinText, readNotebook } from "../../lib/tools/notebook_file/notebook_file.ts";
import { runNotebook } from "../../lib/tools/cli/run.ts";
import { outputOf } from "../../lib/tools/subprocess.ts";

Deno.env.delete("COURSE_CHECKPOINTS");

const writesCheckpoint = [
  'const folder = Deno.env.get("COURSE_CHECKPOINTS")!;',
  'await Deno.writeTextFile(folder + "/step-1", "weights");',
  "console.log(folder);",
].join("\n");

/** Runs a notebook of one cell, calls `check` with its path, and removes it. */
async function withRun(source: string, check: (path: string, ran: boolean) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ dir: layout.course, prefix: "run-" });
  try {
    const path = join(folder, "one.ipynb");
    const cell = { cell_type: "code", id: "one", metadata: {}, source, outputs: [], execution_count: null };
    await Deno.writeTextFile(
      path,
      JSON.stringify({ cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 }),
    );
    await check(path, await runNotebook(path) !== undefined);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function printedBy(path: string): Promise<string> {
  const [output] = (await readNotebook(path)).cells[0].outputs!;
  assert.equal(output.output_type, "stream");
  return output.output_type === "stream" ? joinText(output.text).trim() : "";
}

const checksSignature =
  "import nbformat, sys; from nbformat.sign import NotebookNotary; from jupyter_core.paths import jupyter_data_dir; " +
  "print(NotebookNotary(data_dir=jupyter_data_dir()).check_signature(nbformat.read(sys.argv[1], 4)))";

/** Whether Jupyter would run the scripts in the notebook's outputs. */
const isTrusted = async (path: string) =>
  await outputOf(layout.python, ["-c", checksSignature, path]) === "True";

Deno.test("a headless run has its own checkpoints, which it removes, and Jupyter trusts the saved notebook", async () => {
  await withRun(writesCheckpoint, async (path, ran) => {
    assert.ok(ran);
    const folder = await printedBy(path);
    assert.equal(dirname(folder), join(layout.cache, "run_checkpoints"));
    await assert.rejects(Deno.stat(folder), Deno.errors.NotFound);
    assert.ok(await isTrusted(path));
    await Deno.writeTextFile(path, (await Deno.readTextFile(path)).replace(folder, "changed by another"));
    assert.equal(await isTrusted(path), false, "an output that the run did not make");
  });
});

Deno.test("a headless run goes on from the checkpoints of COURSE_CHECKPOINTS, and does not remove them", async () => {
  const mine = await Deno.makeTempDir();
  Deno.env.set("COURSE_CHECKPOINTS", mine);
  try {
    await withRun(writesCheckpoint, async (path) => assert.equal(await printedBy(path), mine));
    assert.equal(await Deno.readTextFile(join(mine, "step-1")), "weights");
  } finally {
    Deno.env.delete("COURSE_CHECKPOINTS");
    await Deno.remove(mine, { recursive: true });
  }
});
