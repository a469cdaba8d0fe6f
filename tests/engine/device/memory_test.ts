import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { silenceBanner } from "../../../lib/engine/device/javascript.ts";
import { machineMemory } from "../../../lib/engine/device/machine.ts";
import { memoryInUse, memoryReport } from "../../../lib/engine/device/memory.ts";
import { needsLinux, skipIf } from "../../skip.ts";
import { runFresh } from "./fresh_process.ts";
import { missingWebGPU } from "./missing_webgpu.ts";

Deno.test("memoryReport() counts tensors and their bytes", async () => {
  silenceBanner();
  await tf.setBackend("cpu");
  const before = memoryReport();
  const x = tf.zeros([256, 1024]);
  const after = memoryReport();
  x.dispose();
  assert.equal(after.tensors - before.tensors, 1);
  assert.equal(after.tensorBytes - before.tensorBytes, 2 ** 20);
  assert.equal(after.gpuBytes, undefined);
  assert.equal(memoryReport().tensorBytes, before.tensorBytes);
});

Deno.test({
  ...skipIf("memoryReport() remembers the peak of the process", needsLinux),
  fn() {
    const before = memoryReport();
    let block: Uint8Array | null = new Uint8Array(2 ** 28).fill(1);
    const after = memoryReport();
    assert.ok(after.peakRssBytes! >= before.rssBytes + 0.9 * block.length);
    block = null;
    assert.ok(memoryReport().peakRssBytes! >= after.peakRssBytes!);
  },
});

Deno.test({
  ...skipIf("memoryReport() counts the bytes on the GPU where WebGPU computes", await missingWebGPU()),
  async fn() {
    const { stdout, stderr } = await runFresh(`
      const { memoryReport } = await import("lib/engine/device");
      await useDevice({ kind: "webgpu", quiet: true });
      const before = memoryReport();
      const x = tf.square(tf.fill([512, 512], 3));
      console.log(memoryReport().gpuBytes - before.gpuBytes, (await tf.max(x).data())[0]);
    `);
    const [bytes, largest] = stdout.split(" ").map(Number);
    assert.ok(bytes >= 2 * 2 ** 20, stdout + stderr);
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
