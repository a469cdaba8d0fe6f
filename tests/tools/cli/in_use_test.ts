import assert from "node:assert/strict";
import { join } from "node:path";
import { holdInstalled, shareInstalled } from "../../../lib/tools/cli/in_use.ts";
import { inTemporaryFolder } from "../../torch_python.ts";

Deno.test("two commands run at once; clean waits for both, and no command for clean's lock after it", () =>
  inTemporaryFolder(async (folder) => {
    const file = join(folder, ".course", "in_use.lock");
    const refused = () => assert.rejects(holdInstalled(file), /another \.\/course command is running/);
    const one = await shareInstalled(file), two = await shareInstalled(file);
    assert.ok(one && two);
    await refused();
    one.close();
    await refused();
    two.close();
    (await holdInstalled(file)).close();
    (await shareInstalled(file))!.close();
  }));

Deno.test("in a folder where no file can be made, a command runs without the lock", () =>
  inTemporaryFolder(async (folder) => {
    await Deno.writeTextFile(join(folder, "file"), "");
    assert.equal(await shareInstalled(join(folder, "file", "in_use.lock")), undefined);
  }));
