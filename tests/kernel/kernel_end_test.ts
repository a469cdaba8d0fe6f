/** A kernel that ends by itself, or whose parent ends. */
import assert from "node:assert/strict";
import { join } from "node:path";
import process from "node:process";
import { executeNotebook } from "../../lib/tools/cli/execute.ts";
import { layout } from "../../lib/tools/layout.ts";
import { run } from "../../lib/tools/subprocess.ts";

/** Calls `use` with the path of a notebook of one cell, in a folder of the course. */
async function withNotebook(
  source: string,
  use: (path: string, folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir({ dir: layout.course, prefix: "run-" });
  try {
    const path = join(folder, "one.ipynb");
    const cell = { cell_type: "code", id: "one", metadata: {}, source, outputs: [], execution_count: null };
    const notebook = { cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 };
    await Deno.writeTextFile(path, JSON.stringify(notebook));
    await use(path, folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0); // signal 0 only asks whether the process exists
  } catch {
    return false;
  }
}

Deno.test("the message about a killed kernel names the signal, memory as a possible reason, and the peak memory", () =>
  withNotebook('Deno.kill(Deno.pid, "SIGKILL");', async (path) => {
    const { failure } = await executeNotebook(path);
    assert.equal(failure?.cell, 1);
    assert.match(failure.message, /^SIGKILL ended it.*memory.*It held [\d.]+ MiB at most.*--preset small/);
  }));

Deno.test("flags that TensorFlow does not know do not reach the kernel, and the message has a kernel's exit status", async () => {
  Deno.env.set("XLA_FLAGS", "--no_such_flag");
  try {
    await withNotebook('Deno.exit(Deno.env.has("XLA_FLAGS") ? 1 : 7);', async (path) => {
      const { failure } = await executeNotebook(path);
      assert.match(failure!.message, /exit status 7/);
    });
  } finally {
    Deno.env.delete("XLA_FLAGS");
  }
});

Deno.test("a kernel ends when the command that started it is killed", () =>
  withNotebook(
    'await Deno.writeTextFile("pid", String(Deno.pid)); await new Promise((r) => setTimeout(r, 120_000));',
    async (path, folder) => {
      const file = join(folder, "pid");
      const killed = new AbortController();
      const running = run("sh", [join(layout.root, "course"), "run", path, "--check"], {
        signal: killed.signal,
      });
      const text = () => Deno.readTextFile(file).catch(() => "");
      const wait = () => new Promise((resolve) => setTimeout(resolve, 200));
      for (let tries = 0; tries < 300 && await text() === ""; tries++) await wait();
      const pid = Number(await text());
      assert.ok(pid > 0);
      killed.abort();
      await running;
      for (let tries = 0; tries < 100 && runs(pid); tries++) await wait();
      assert.equal(runs(pid), false);
    },
  ));
