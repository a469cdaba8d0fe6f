import assert from "node:assert/strict";
import { writePack } from "../../../lib/tools/bench/gpu/pack.ts";
import { needsLinux, skipIf } from "../../skip.ts";

/** The pack, or why there is none: the first bundling fetches esbuild. */
async function made(): Promise<{ readonly folder: string; readonly missing: string }> {
  const folder = await Deno.makeTempDir();
  if (needsLinux) return { folder, missing: needsLinux };
  try {
    await writePack(folder);
    return { folder, missing: "" };
  } catch (error) {
    const { message } = error as Error;
    if (!/dns error|error sending request|client error|connect/i.test(message)) throw error;
    return { folder, missing: "bundling needs the network the first time" };
  }
}

const { folder, missing } = await made();
addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));

/** Whether a process may have a network of its own, without any connection. */
const canUnshare = !missing &&
  (await new Deno.Command("unshare", { args: ["-rn", "true"] }).output().catch(() => null))
      ?.success === true;

/** Starts `sh measure.sh` in a pack, in an empty home, without network where the machine can do that. */
function start(args: readonly string[], env: Record<string, string>): Deno.ChildProcess {
  const command = ["sh", `${folder}/measure.sh`, ...args];
  const [program, ...rest] = canUnshare ? ["unshare", "-rn", ...command] : command;
  return new Deno.Command(program, {
    args: rest,
    clearEnv: true,
    env: { PATH: "/usr/bin:/bin", HOME: `${folder}/home`, ...env },
    ...{ stdin: "null", stdout: "piped", stderr: "piped" },
  }).spawn();
}

Deno.test({
  ...skipIf("a pack measures without network, ends at Ctrl-C and keeps what is measured", missing),
  async fn() {
    const child = start(["--quick"], { COURSE_DEVICE: "js" });
    let said = "";
    const errors = new Response(child.stderr).text();
    for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
      said += text;
      if (/^parity: /m.test(text)) child.kill("SIGINT");
    }
    const { code } = await child.status;
    assert.equal(await errors, "");
    assert.equal(code, 0);
    assert.match(said, /^plain JavaScript \(slow\): .*\n {2}\d+ operations, 0 wrong; /ms);
    assert.match(said, /^ {2}stopped after .*: by the user\n[^]*sh measure\.sh goes on with the rest\.\n$/m);
    const [path] = said.match(/(?<=recorded in ).*\/gpu-js-.*\.json/)!;
    const { partial, rows } = JSON.parse(await Deno.readTextFile(path));
    assert.equal(partial, true);
    assert.deepEqual(
      rows.filter(({ status }: { status?: string }) => status).map(({ step }: { step: string }) => step),
      [
        "self-test",
        "parity",
      ],
    );
  },
});

Deno.test({
  ...skipIf("a pack on a machine without a GPU says so, and what measures the processor", missing),
  async fn() {
    const { code, stderr } = await start([], { VK_DRIVER_FILES: "/none", VK_ICD_FILENAMES: "/none" })
      .output();
    assert.equal(code, 1);
    assert.match(
      new TextDecoder().decode(stderr),
      /^there is no GPU to measure: .*webgpu: no WebGPU adapter: .*\nCOURSE_DEVICE=js sh measure\.sh measures/m,
    );
  },
});
