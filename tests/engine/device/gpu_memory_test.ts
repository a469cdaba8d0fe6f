import assert from "node:assert/strict";
import { amdgpuMemoryBytes, gpuMemoryBytes } from "../../../lib/engine/device/gpu_memory.ts";
import { machineMemory } from "../../../lib/engine/device/machine.ts";

Deno.test("amdgpuMemoryBytes() takes the largest card that the driver lists", async () => {
  const folder = await Deno.makeTempDir();
  try {
    for (const [card, bytes] of [["card0", 512 * 2 ** 20], ["card1", 16 * 2 ** 30]]) {
      await Deno.mkdir(`${folder}/${card}/device`, { recursive: true });
      await Deno.writeTextFile(`${folder}/${card}/device/mem_info_vram_total`, `${bytes}\n`);
    }
    await Deno.mkdir(`${folder}/card1-HDMI-A-1`);
    assert.equal(amdgpuMemoryBytes(folder), 16 * 2 ** 30);
    assert.equal(amdgpuMemoryBytes(`${folder}/none`), null);
    assert.equal(amdgpuMemoryBytes(`${folder}/card1-HDMI-A-1`), null);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("gpuMemoryBytes(): Apple's GPUs share the machine's memory, and an unknown GPU's is null", async () => {
  assert.equal(await gpuMemoryBytes("Apple M3"), machineMemory().totalBytes);
  assert.equal(await gpuMemoryBytes("Some GPU"), null);
});
