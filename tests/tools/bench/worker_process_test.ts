import assert from "node:assert/strict";
import { WorkerProcess } from "../../../lib/tools/bench/worker_process.ts";

Deno.test("a worker whose program is missing, or ends early, is an error of the first reply", async () => {
  using missing = new WorkerProcess("missing", ["/nowhere/python"]);
  await assert.rejects(missing.read(), /spawn \/nowhere\/python ENOENT/);
  using early = new WorkerProcess("early", [
    Deno.execPath(),
    "eval",
    "console.error('no library'); Deno.exit(3);",
  ]);
  await assert.rejects(early.read(), /"early" ended without a reply:\n.*no library/s);
});
