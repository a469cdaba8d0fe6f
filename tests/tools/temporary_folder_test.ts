import assert from "node:assert/strict";
import { join } from "node:path";
import { stopSignals } from "../../lib/tools/stop_signals.ts";
import { temporaryFolder } from "../../lib/tools/temporary_folder.ts";

const exists = (path: string) => Deno.stat(path).then(() => true, () => false);

Deno.test("each command has a folder of its own, which is removed when it ends", async () => {
  const parent = await Deno.makeTempDir();
  try {
    await using other = await temporaryFolder(parent);
    let folder: string;
    {
      await using mine = await temporaryFolder(parent);
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

Deno.test("the next command removes the folder of a killed one, and keeps that of a running one", async () => {
  const parent = await Deno.makeTempDir();
  const sleeper = new Deno.Command("sleep", { args: ["60"] }).spawn();
  try {
    const living = join(parent, `${sleeper.pid}.abc`);
    await Deno.mkdir(living);
    {
      await using _ = await temporaryFolder(parent);
      assert.equal(await exists(living), true);
    }
    sleeper.kill("SIGKILL");
    await sleeper.status;
    await using _ = await temporaryFolder(parent);
    assert.equal(await exists(living), false);
  } finally {
    await Deno.remove(parent, { recursive: true });
  }
});

Deno.test("a command that was started with nohup does not listen to SIGHUP", async () => {
  assert.deepEqual(stopSignals("Name:\tdeno\nSigIgn:\t0000000000001001\n"), ["SIGINT", "SIGTERM"]);
  assert.deepEqual(stopSignals(""), ["SIGINT", "SIGTERM", "SIGHUP"]);
  if (Deno.build.os !== "linux") return;
  const module = new URL("../../lib/tools/stop_signals.ts", import.meta.url).href;
  const script = `const { stopSignals } = await import(${JSON.stringify(module)});
    console.log(stopSignals().join(" "));`;
  const { stdout } = await new Deno.Command("/bin/sh", {
    args: ["-c", `trap "" HUP; exec "$0" eval --no-check "$1"`, Deno.execPath(), script],
  }).output();
  assert.equal(new TextDecoder().decode(stdout), "SIGINT SIGTERM\n");
});

Deno.test("Ctrl-C and a closed terminal remove the folder, and end the command as they do without it", async () => {
  const parent = await Deno.makeTempDir();
  const module = new URL("../../lib/tools/temporary_folder.ts", import.meta.url).href;
  const script = `const { temporaryFolder } = await import(${JSON.stringify(module)});
    await temporaryFolder(${JSON.stringify(parent)});
    await Deno.writeTextFile((await temporaryFolder(${JSON.stringify(parent)})).folder + "/a", "a");
    console.log("ready");
    setTimeout(() => {}, 60_000);`;
  try {
    for (const [signal, status] of [["SIGINT", 130], ["SIGHUP", 129]] as const) {
      await using child = new Deno.Command(Deno.execPath(), {
        args: ["eval", "--no-check", script],
        stdout: "piped",
      }).spawn();
      const output = child.stdout.getReader();
      await output.read();
      assert.equal(Array.from(Deno.readDirSync(parent)).length, 2);
      child.kill(signal);
      assert.equal((await child.status).code, status);
      assert.deepEqual(Array.from(Deno.readDirSync(parent)), []);
      await output.cancel();
    }
  } finally {
    await Deno.remove(parent, { recursive: true });
  }
});
