import assert from "node:assert/strict";
import { join } from "node:path";
import { exists, readStamp, removeTree, writeAtomically, writeStamp } from "../../lib/tools/files.ts";
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

Deno.test("a stamp reads back; an absent or half-written one reads as none", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const path = `${folder}/deep/stamp.json`;
    assert.equal(await readStamp(path), undefined);
    await writeStamp(path, { lock: "a" });
    assert.deepEqual(await readStamp(path), { lock: "a" });
    await Deno.writeTextFile(path, '{ "lock": "a');
    assert.equal(await readStamp(path), undefined);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("writeAtomically() leaves nothing beside the file", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await writeAtomically(`${folder}/a.txt`, "one");
    await writeAtomically(`${folder}/a.txt`, "two");
    assert.equal(await Deno.readTextFile(`${folder}/a.txt`), "two");
    assert.deepEqual(Array.from(Deno.readDirSync(folder), ({ name }) => name), ["a.txt"]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
