import assert from "node:assert/strict";
import { join } from "node:path";
import { exists, removeTree } from "../../lib/tools/paths.ts";
import { inTemporaryFolder } from "../torch_python.ts";

Deno.test("removeTree() removes files and folders, and does nothing where there is none", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "a");
    await Deno.mkdir(join(path, "b"), { recursive: true });
    assert.equal(await exists(path), true);
    await removeTree(path);
    assert.equal(await exists(path), false);
    await removeTree(path);
    await Deno.writeTextFile(path, "");
    await removeTree(path);
    assert.equal(await exists(path), false);
  }));
