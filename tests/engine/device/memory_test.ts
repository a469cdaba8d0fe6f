import assert from "node:assert/strict";
import { machineMemory } from "../../../lib/engine/device/machine.ts";
import { memoryInUse, peakMemory } from "../../../lib/engine/device/memory.ts";
import { needsLinux, skipIf } from "../../skip.ts";
import { runFresh } from "./fresh_process.ts";
import { missingWebGPU } from "./missing_webgpu.ts";

Deno.test({
  ...skipIf("peakMemory() remembers the peak of the process", needsLinux),
  fn() {
    const before = Deno.memoryUsage().rss;
    let block: Uint8Array | null = new Uint8Array(2 ** 28).fill(1);
    const after = peakMemory()!;
    assert.ok(after >= before + 0.9 * block.length);
    block = null;
    assert.ok(peakMemory()! >= after);
  },
});

Deno.test({
  ...skipIf("memoryInUse() counts the bytes on the GPU where WebGPU computes", await missingWebGPU()),
  async fn() {
    const { stdout, stderr } = await runFresh(`
      const { memoryInUse } = await import("lib/engine/device");
      const { selfTest } = await import("./lib/engine/device/self_test.ts");
      await useDevice({ kind: "webgpu", quiet: true });
      await selfTest("webgpu"); // which useDevice() runs at the first use only; its buffers are given back
      const before = memoryInUse();
      const x = tf.square(tf.fill([512, 512], 3));
      console.log(memoryInUse() - before, before, (await tf.max(x).data())[0]);
    `);
    const [bytes, before, largest] = stdout.split(" ").map(Number);
    assert.ok(bytes >= 2 * 2 ** 20 && before < 2 ** 20, stdout + stderr);
    assert.equal(largest, 9);
  },
});

Deno.test("machineMemory(): what is free is part of what there is", () => {
  const { totalBytes, freeBytes } = machineMemory();
  assert.ok(freeBytes > 0 && freeBytes <= totalBytes);
  assert.ok(totalBytes <= Deno.systemMemoryInfo().total);
});

Deno.test("memoryInUse() is the process's memory where no GPU computes", () => {
  const bytes = memoryInUse();
  assert.ok(bytes > 10 * 2 ** 20 && bytes < 2 ** 40, String(bytes));
});
