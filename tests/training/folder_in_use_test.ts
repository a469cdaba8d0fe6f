/** A checkpoint folder that another run uses, or that cannot be written to. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { FolderInUseError } from "../../lib/training/checkpoint/folder_lock.ts";
import { train, type TrainResult } from "lib/training";
import { needsLinux, skipIf } from "../skip.ts";
import { type TinyParams } from "./tiny_model.ts";
import { failure, free, inFolder, savedOptions } from "./tiny_run.ts";
import { namesIn } from "../temporary_folder.ts";

await tf.setBackend("cpu");

const whole = await train({ ...savedOptions(""), checkpoints: undefined });

Deno.test("two runs in one folder: the second is refused and harms nothing, the first goes on", async () => {
  await inFolder(async (folder) => {
    let refused: unknown;
    const result = await train(savedOptions(folder, {
      onStep: async ({ step }) => {
        if (step === 6) refused = await train(savedOptions(folder)).catch((error) => error);
      },
    }));
    assert.ok(refused instanceof FolderInUseError);
    assert.match(refused.message, /is in use: another train\(\) of this same process/);
    assert.deepEqual(result.history, whole.history);
    free(result);
    free(await train(savedOptions(folder))); // it is free again
    const failed = savedOptions(folder, {
      steps: 14,
      onStep: () => Promise.reject(new Error("a chart broke")),
    });
    free((await failure(train(failed))).result as TrainResult<TinyParams>);
    free(await train(savedOptions(folder, { steps: 14 }))); // after a failure too
    assert.deepEqual(await namesIn(folder), ["step-00000012", "step-00000014"]);
  });
});

Deno.test("a checkpoint folder that cannot be written to is refused before the first step", async () => {
  await inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/file`, "");
    let steps = 0;
    await assert.rejects(
      train(savedOptions(`${folder}/file`, { onStep: () => void steps++ })),
      /reading the checkpoint folder .*file: Not a directory.*Choose another folder/,
    );
    assert.equal(steps, 0);
  });
});

Deno.test({
  ...skipIf(
    "a finished run is read from a folder that can only be read; one with steps to take is refused",
    needsLinux,
  ),
  async fn(t) {
    await inFolder(async (folder) => {
      free(await train(savedOptions(folder)));
      const mount = (...args: string[]) =>
        new Deno.Command("mount", { args: [...args, folder], stderr: "piped" }).output();
      const mounted = (await mount("--bind", folder)).success &&
        (await mount("-o", "remount,bind,ro")).success;
      await t.step({
        ...skipIf("on a read-only mount", mounted ? "" : "not allowed to mount one"),
        async fn() {
          const result = await train(savedOptions(folder));
          assert.deepEqual(result.history, whole.history);
          free(result);
          await assert.rejects(
            train(savedOptions(folder, { steps: 13 })),
            /writing the checkpoint folder .* failed: .*This file system can only be read\. Choose another folder/,
          );
        },
      });
      if (mounted) await new Deno.Command("umount", { args: [folder] }).output();
    });
  },
});
