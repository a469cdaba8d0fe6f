/** A disk that fills up while a checkpoint is written: a small tmpfs where mounting is allowed, and a file size limit. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import {
  listCheckpoints,
  readSafetensors,
  writeFolderAtomically,
  writeSafetensors,
} from "lib/training/checkpoint";
import { needsLinux, skipIf } from "../../skip.ts";

const CHILD = `${import.meta.dirname}/disk_full_child.ts`;
const FLOATS = 1_000_000; // 4 MB, into a place of 2

async function run(command: string, args: string[]) {
  const { success, stdout, stderr } = await new Deno.Command(command, { args }).output();
  const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes).trim());
  return { success, out, err };
}

async function assertNothingLost(
  folder: string,
  child: { success: boolean; out: string; err: string },
  reason: RegExp,
) {
  assert.ok(child.success, child.err);
  const { error } = JSON.parse(child.out.split("\n").at(-1)!);
  assert.match(error, /^saving the checkpoint of step 2 in .* failed: /);
  assert.match(error, reason);
  assert.match(error, /Free some space/);
  const { whole, damaged } = await listCheckpoints(folder);
  assert.deepEqual(whole.map((c) => c.step), [1]);
  assert.deepEqual(damaged, []);
  const names = await Array.fromAsync(Deno.readDir(folder), (entry) => entry.name);
  assert.deepEqual(names, ["step-00000001"], "the partial folder is gone");
}

Deno.test({
  ...skipIf(
    "a full disk while saving: a clear error, earlier checkpoints untouched, nothing left half-written",
    needsLinux,
  ),
  async fn(t) {
    const folder = await Deno.makeTempDir();
    const mounted = await run("mount", ["-t", "tmpfs", "-o", "size=2m", "tmpfs", folder]);
    await t.step({
      ...skipIf("on a tmpfs of 2 MB", mounted.success ? "" : `not allowed to mount one: ${mounted.err}`),
      async fn() {
        const child = await run(Deno.execPath(), ["run", "-A", "--no-check", CHILD, folder, String(FLOATS)]);
        await assertNothingLost(folder, child, /[Nn]o space left/);
      },
    });
    if (mounted.success) await run("umount", [folder]);
    await Deno.remove(folder, { recursive: true });
  },
});

Deno.test({
  ...skipIf(
    "writing over a file or into a folder on a full disk: a sentence, and the old file stays",
    needsLinux,
  ),
  async fn(t) {
    await tf.setBackend("cpu");
    const folder = await Deno.makeTempDir();
    const mounted = await run("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", folder]);
    await t.step({
      ...skipIf("on a tmpfs of 1 MB", mounted.success ? "" : `not allowed to mount one: ${mounted.err}`),
      async fn() {
        const path = `${folder}/model.safetensors`;
        const write = (path: string, size: number) =>
          writeSafetensors(path, { tensors: new Map([["w", tf.ones([size])]]) });
        await write(path, 5);
        const full =
          /writing [^ ]* failed: No space left on device .*Nothing was left half-written\. The disk is full\. Free/;
        await assert.rejects(write(path, FLOATS), full);
        assert.deepEqual((await readSafetensors(path)).tensors.get("w")!.shape, [5]);
        const model = { name: "model", write: (to: string) => write(`${to}/w`, FLOATS).then(() => {}) };
        await assert.rejects(writeFolderAtomically(folder, model), full);
        assert.deepEqual((await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name), [
          "model.safetensors",
        ]);
      },
    });
    if (mounted.success) await run("umount", [folder]);
    await Deno.remove(folder, { recursive: true });
  },
});

Deno.test({
  name: "a file that may not grow while saving: the same",
  ignore: Deno.build.os === "windows",
  async fn() {
    const folder = await Deno.makeTempDir();
    // The signal is ignored so that the write fails with EFBIG instead of ending the process.
    const script = 'trap "" XFSZ; ulimit -f 2048; exec "$0" "$@"';
    const child = await run("bash", [
      "-c",
      script,
      Deno.execPath(),
      "run",
      "-A",
      "--no-check",
      CHILD,
      folder,
      String(FLOATS),
    ]);
    await assertNothingLost(folder, child, /[Ff]ile too large/);
    await Deno.remove(folder, { recursive: true });
  },
});

Deno.test({
  name: "a folder that may not be written to: a clear error",
  async fn() {
    const parent = await Deno.makeTempDir();
    await Deno.writeTextFile(`${parent}/file`, "");
    // A file where the folder should be fails for every user, root included.
    const child = await run(Deno.execPath(), [
      "run",
      "-A",
      "--no-check",
      CHILD,
      `${parent}/file/checkpoints`,
      "10",
    ]);
    assert.equal(child.success, false);
    assert.match(child.err, /saving the checkpoint of step 1 in .* failed: .*([Nn]ot a directory)/);
    await Deno.remove(parent, { recursive: true });
  },
});
