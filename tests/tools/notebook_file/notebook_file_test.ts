import assert from "node:assert/strict";
import { jupyterJson } from "../../../lib/tools/notebook_file/jupyter_json.ts";
import {
  normaliseNotebook,
  type Notebook,
  readNotebook,
  saveNotebook,
} from "../../../lib/tools/notebook_file/notebook_file.ts";
import { chatBox } from "lib/notebook";
import { type DISPLAY, figureId } from "../../../lib/notebook/plot/displayable.ts";

const executed: Notebook = {
  cells: [
    { cell_type: "markdown", metadata: {}, source: "# One\ntwo" },
    {
      cell_type: "code",
      id: "a",
      metadata: { execution: { "iopub.status.busy": "2026-01-01" }, tags: ["solution"] },
      source: "1 + 1",
      execution_count: 7,
      outputs: [
        { output_type: "stream", name: "stdout", text: "a" },
        { output_type: "stream", name: "stdout", text: "b\nc" },
        { output_type: "stream", name: "stderr", text: "d" },
        { output_type: "execute_result", data: { "text/plain": "2" }, metadata: {}, execution_count: 7 },
      ],
    },
  ],
  metadata: { language_info: { name: "typescript", version: "6.0.3" }, title: "kept" },
  nbformat: 4,
  nbformat_minor: 4,
};

Deno.test("normaliseNotebook() keeps outputs and removes counts and timings", () => {
  const { cells: [, code], metadata } = normaliseNotebook(executed);
  assert.equal(code.execution_count, null);
  assert.deepEqual(code.metadata, { tags: ["solution"] });
  assert.deepEqual(code.outputs, [
    { output_type: "stream", name: "stdout", text: ["ab\n", "c"] },
    { output_type: "stream", name: "stderr", text: ["d"] },
    { output_type: "execute_result", data: { "text/plain": ["2"] }, metadata: {}, execution_count: null },
  ]);
  assert.equal(metadata.title, "kept");
  assert.deepEqual(metadata.kernelspec, {
    display_name: "Deno (course)",
    language: "typescript",
    name: "deno",
  });
});

Deno.test("normaliseNotebook() changes nothing the second time and does not change its input", () => {
  const before = structuredClone(executed);
  const once = normaliseNotebook(executed);
  assert.deepEqual(executed, before);
  assert.equal(JSON.stringify(normaliseNotebook(once)), JSON.stringify(once));
});

Deno.test("two runs of the same cells give the same file: random names and the order of MIME types are normalised", async () => {
  /** What one run leaves: a loss curve (whose status names its figure), another figure, and a chat box. */
  const ran = async (reversed: boolean): Promise<Notebook> => {
    const curve = figureId(), other = figureId();
    await using box = await chatBox(async function* () {});
    const bundles = [
      {
        "text/html": `<div id="${curve}"></div>`,
        "text/plain": "a curve",
        "application/json": { b: 1, a: [2] },
      },
      { "text/html": `<div id="${other}"></div>`, "text/plain": "a figure" },
      { "text/html": `<script>draw("${curve}")</script>`, "text/plain": "status" },
      box[Symbol.for("Jupyter.display") as typeof DISPLAY]() as Record<string, unknown>,
    ];
    const outputs = bundles.map((data) => ({
      output_type: "display_data" as const,
      data: Object.fromEntries(reversed ? Object.entries(data).reverse() : Object.entries(data)),
      metadata: {},
    }));
    return { ...executed, cells: [{ ...executed.cells[1], outputs }] };
  };
  const [first, second] = [normaliseNotebook(await ran(false)), normaliseNotebook(await ran(true))];
  assert.equal(jupyterJson(first), jupyterJson(second));
  const html = first.cells[0].outputs!.map((output) =>
    "data" in output ? String(output.data["text/html"]) : ""
  );
  assert.equal(html[0], '<div id="figure-00000001"></div>');
  assert.equal(html[2], '<script>draw("figure-00000001")</script>');
  assert.match(html[3], /fetch\("http:\/\/127\.0\.0\.1:0\/"/);
  assert.equal(JSON.stringify(normaliseNotebook(first)), JSON.stringify(first));
});

Deno.test("a saved notebook reads back, and a failed save leaves the old file and no other", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const path = `${folder}/a.ipynb`;
    const notebook = normaliseNotebook(executed);
    await saveNotebook(path, notebook);
    assert.deepEqual(await readNotebook(path), notebook);
    assert.deepEqual(Array.from(Deno.readDirSync(folder), ({ name }) => name), ["a.ipynb"]);
    await Deno.mkdir(`${folder}/folder.ipynb`);
    await assert.rejects(
      saveNotebook(`${folder}/folder.ipynb`, notebook),
      /cannot save .*the file is as it was/,
    );
    assert.deepEqual(Array.from(Deno.readDirSync(folder), ({ name }) => name).sort(), [
      "a.ipynb",
      "folder.ipynb",
    ]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("readNotebook() says what is wrong where a file is missing or not a notebook", async () => {
  await assert.rejects(readNotebook("no_such.ipynb"), /cannot read the notebook no_such\.ipynb/);
  const path = await Deno.makeTempFile({ suffix: ".ipynb" });
  await Deno.writeTextFile(path, "{ not json");
  await assert.rejects(readNotebook(path), /is not a Jupyter notebook/);
  await Deno.remove(path);
});
