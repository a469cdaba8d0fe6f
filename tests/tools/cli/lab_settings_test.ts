import assert from "node:assert/strict";
import { join } from "node:path";
import { isFirstStart, writeLabSettings } from "../../../lib/tools/cli/lab_settings.ts";
import { inTemporaryFolder } from "../../torch_python.ts";

Deno.test("JupyterLab begins with the table of contents at the left; what the reader has changed since stays", () =>
  inTemporaryFolder(async (folder) => {
    assert.equal(await isFirstStart(folder), true);
    await writeLabSettings(folder);
    assert.equal(await isFirstStart(folder), false);
    const workspaces = join(folder, "lab", "workspaces");
    const [{ name }] = [...Deno.readDirSync(workspaces)];
    const file = join(workspaces, name);
    const { data, metadata } = JSON.parse(await Deno.readTextFile(file));
    assert.equal(metadata.id, "default");
    assert.equal(data["layout-restorer:data"].left.current, "@jupyterlab/toc:plugin");
    await Deno.writeTextFile(file, "the reader's");
    await writeLabSettings(folder);
    assert.equal(await Deno.readTextFile(file), "the reader's");
  }));
