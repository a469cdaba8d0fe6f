import assert from "node:assert/strict";
import { join } from "node:path";
import { openPrivately } from "../../../lib/tools/cli/private_file.ts";
import { inTemporaryFolder } from "../../torch_python.ts";

const mode = async (path: string) => (await Deno.stat(path)).mode! & 0o777;

Deno.test("openPrivately() makes the file and its folder readable only by their owner, also where they existed", () =>
  inTemporaryFolder(async (top) => {
    for (const there of [false, true]) {
      const path = join(top, String(there), "lab.log");
      if (there) {
        await Deno.mkdir(join(top, "true"), { mode: 0o755 });
        await Deno.writeTextFile(path, "token of an earlier start", { mode: 0o644 });
        await Deno.chmod(path, 0o644);
      }
      using _file = await openPrivately(path);
      assert.equal(await mode(path), 0o600);
      assert.equal(await mode(join(path, "..")), 0o700);
      assert.equal(await Deno.readTextFile(path), "");
    }
  }));
