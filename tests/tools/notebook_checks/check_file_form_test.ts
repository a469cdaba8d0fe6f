import assert from "node:assert/strict";
import { checkFileForm } from "../../../lib/tools/notebook_checks/check_file_form.ts";
import { jupyterJson } from "../../../lib/tools/notebook_file/jupyter_json.ts";
import { normaliseNotebook } from "../../../lib/tools/notebook_file/notebook_file.ts";
import { GOOD, sample } from "./sample.ts";

const notebook = normaliseNotebook(sample(GOOD));
const written = jupyterJson(notebook);

Deno.test("checkFileForm() accepts a notebook as JupyterLab writes it", () => {
  assert.deepEqual(checkFileForm({ path: "a.ipynb", notebook }, written), []);
});

Deno.test("checkFileForm() names the first line that JupyterLab would write otherwise", () => {
  const problem = (text: string) =>
    checkFileForm({ path: "a.ipynb", notebook: JSON.parse(text) }, text)[0].message;
  assert.match(problem(written.replace(/\n$/, "")), /is not as JupyterLab writes it; run: .*a\.ipynb/);
  assert.match(problem(JSON.stringify(notebook, null, 2)), /^line 2 /);
  assert.match(problem(written.replace("Deno (course)", "Deno")), /is not as JupyterLab writes it/);
});
