import assert from "node:assert/strict";
import { FolderInUseError } from "../../../lib/training/checkpoint/folder_lock.ts";
import { lockFolder } from "lib/training/checkpoint";
import { inTemporaryFolder, namesIn } from "../../temporary_folder.ts";

/** A process that has the folder; resolves when it has it. */
async function otherOwner(folder: string): Promise<Deno.ChildProcess> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", `${import.meta.dirname}/folder_lock_child.ts`, folder],
    stdout: "piped",
  }).spawn();
  for await (const line of child.stdout.pipeThrough(new TextDecoderStream())) {
    if (line.includes("locked")) return child;
  }
  throw new Error("the other process did not get the lock");
}

Deno.test("a locked folder is refused within one process, and free again afterwards", () =>
  inTemporaryFolder(async (folder) => {
    {
      using _lock = lockFolder(folder);
      assert.throws(() => lockFolder(folder), (error: Error) => {
        assert.ok(error instanceof FolderInUseError);
        assert.match(error.message, new RegExp(`another train\\(\\) of this same process \\(${Deno.pid}\\)`));
        return true;
      });
      assert.throws(() => lockFolder(`${folder}/.`), FolderInUseError, "the same folder under another name");
    }
    assert.deepEqual(await namesIn(folder), []);
    lockFolder(folder)[Symbol.dispose]();
    lockFolder(`${folder}/new/one`)[Symbol.dispose]();
  }));

Deno.test("a lock names the process that has it, and ends when that process is killed", () =>
  inTemporaryFolder(async (folder) => {
    const child = await otherOwner(folder);
    assert.throws(
      () => lockFolder(folder),
      new RegExp(`${folder} is in use: process ${child.pid} on .*, since 20.* trains there\\. Wait for it`),
    );
    child.kill("SIGKILL");
    await child.status;
    assert.deepEqual(await namesIn(folder), [".training.lock"], "it had no time to clean up");
    const lock = lockFolder(folder);
    assert.match(Deno.readTextFileSync(`${folder}/.training.lock`), new RegExp(`^process ${Deno.pid} on `));
    lock[Symbol.dispose]();
    assert.deepEqual(await namesIn(folder), []);
  }));

Deno.test("a lock file that nobody holds locks nobody out, whatever stands in it", () =>
  inTemporaryFolder(async (folder) => {
    for (const text of ["", "{", `process ${Deno.ppid} on here, since now`]) {
      Deno.writeTextFileSync(`${folder}/.training.lock`, text);
      lockFolder(folder)[Symbol.dispose]();
      assert.deepEqual(await namesIn(folder), []);
    }
  }));

Deno.test("disposing a lock twice, or after its folder is gone, is no error and frees nobody else's lock", () =>
  inTemporaryFolder((folder) => {
    const lock = lockFolder(`${folder}/run`);
    Deno.removeSync(`${folder}/run`, { recursive: true });
    const next = lockFolder(`${folder}/run`);
    lock[Symbol.dispose]();
    lock[Symbol.dispose]();
    assert.throws(() => lockFolder(`${folder}/run`), FolderInUseError);
    next[Symbol.dispose]();
  }));

Deno.test("a folder that cannot be made has no lock, and the reason with what to do", () =>
  inTemporaryFolder((folder) => {
    Deno.writeTextFileSync(`${folder}/file`, "");
    for (const path of [`${folder}/file`, `${folder}/file/checkpoints`]) {
      using lock = lockFolder(path);
      const { message } = lock.unwritable as Error;
      assert.match(message, /writing the checkpoint folder .*file.* failed: .*Choose another folder/s);
    }
  }));
