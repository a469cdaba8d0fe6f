import assert from "node:assert/strict";
import { closedRenderNode, vulkanAdvice } from "../../../lib/engine/device/vulkan_advice.ts";
import { needsLinux, skipIf } from "../../skip.ts";
import { runFresh } from "./fresh_process.ts";

async function withFolder(f: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await f(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("closedRenderNode() names the GPU that the user may not open", () =>
  withFolder(async (folder) => {
    assert.equal(closedRenderNode(`${folder}/none`), null);
    for (const name of ["card0", "renderD128", "renderD129"]) {
      await Deno.writeTextFile(`${folder}/${name}`, "");
    }
    assert.equal(closedRenderNode(folder), null);
    const tried: string[] = [];
    const open = (path: string) => { // root may open every file, so the refusal is made here
      tried.push(path);
      if (path.endsWith("129")) throw new Deno.errors.PermissionDenied();
      return { [Symbol.dispose]() {} };
    };
    assert.equal(closedRenderNode(folder, open), `${folder}/renderD129`);
    assert.deepEqual(tried, [`${folder}/renderD128`, `${folder}/renderD129`]);
  }));

Deno.test("vulkanAdvice(): drivers to install, WSL's, and nothing to install where a driver in software is there", async () => {
  const o = { os: "linux", renderNodes: "/none", wsl: false } as const;
  assert.match((await vulkanAdvice({ ...o, hasDriver: false })).at(-1)!, /libvulkan1 mesa-vulkan-drivers/);
  assert.match((await vulkanAdvice({ ...o, hasDriver: true, wsl: true })).join(), /^In WSL/);
  assert.match((await vulkanAdvice({ ...o, os: "darwin", hasDriver: false })).join(), /Update the operating/);
});

Deno.test({
  ...skipIf(
    "vulkanAdvice(): where nvidia-smi lists a GPU, the driver's part for graphics is missing",
    needsLinux,
  ),
  fn: () =>
    withFolder(async (folder) => {
      const smi = "#!/bin/sh\necho 'NVIDIA GeForce RTX 4060, 8188, 550.54.14, 8.9'\n";
      await Deno.writeTextFile(`${folder}/nvidia-smi`, smi, { mode: 0o755 });
      const { stdout } = await runFresh(
        `const { vulkanAdvice } = await import("./lib/engine/device/vulkan_advice.ts");
        const o = { os: "linux", renderNodes: "/none", hasDriver: true };
        console.log(JSON.stringify([await vulkanAdvice({ ...o, wsl: false }), await vulkanAdvice({ ...o, wsl: true })]));`,
        { PATH: `${folder}:${Deno.env.get("PATH")}` },
      );
      const [linux, wsl] = JSON.parse(stdout);
      assert.match(linux.join(), /libnvidia-gl.*NVIDIA_DRIVER_CAPABILITIES=all/);
      assert.ok(!/libnvidia-gl/.test(wsl.join()), "in WSL the driver is Windows'");
    }),
});
