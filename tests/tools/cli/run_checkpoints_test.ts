import assert from "node:assert/strict";
import { join } from "node:path";
import { runCheckpoints } from "../../../lib/tools/cli/run_checkpoints.ts";

const exists = (path: string) => Deno.stat(path).then(() => true, () => false);

Deno.test("a run's checkpoints have their own folder, which is removed with the run", async () => {
  const parent = await Deno.makeTempDir();
  try {
    await using other = await runCheckpoints(parent);
    let folder: string;
    {
      await using mine = await runCheckpoints(parent);
      folder = mine.folder;
      assert.notEqual(folder, other.folder);
      await Deno.mkdir(join(folder, "book-gpt", "step-2"), { recursive: true });
    }
    assert.equal(await exists(folder), false);
    assert.equal(await exists(other.folder), true);
  } finally {
    await Deno.remove(parent, { recursive: true });
  }
});

Deno.test("the next run removes the folder of a killed run, and keeps that of a running one", async () => {
  const parent = await Deno.makeTempDir();
  const sleeper = new Deno.Command("sleep", { args: ["60"] }).spawn();
  try {
    const living = join(parent, `${sleeper.pid}.abc`);
    await Deno.mkdir(living);
    {
      await using _ = await runCheckpoints(parent);
      assert.equal(await exists(living), true);
    }
    sleeper.kill("SIGKILL");
    await sleeper.status;
    await using _ = await runCheckpoints(parent);
    assert.equal(await exists(living), false);
  } finally {
    await Deno.remove(parent, { recursive: true });
  }
});
