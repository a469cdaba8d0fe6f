/**
 * Runs each file of tests in webgpu/ in a process of its own.
 *
 * Deno 2.8.1 runs every test file in a new isolate of one process, and after some isolates its WebGPU refuses
 * correct calls ("'entries' of 'GPUBindGroupDescriptor' can not be converted to a sequence"). One isolate in one
 * process, as in a notebook, works.
 */
import assert from "node:assert/strict";
import { skipIf } from "../../skip.ts";
import { missingWebGPU } from "./missing_webgpu.ts";

const missing = await missingWebGPU();

for (const part of ["backend", "kernels", "random", "training", "train_and_generate"]) {
  Deno.test({
    ...skipIf(`WebGPU in a process of its own: tests of webgpu/${part}.ts`, missing),
    async fn() {
      const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["test", "--allow-all", "--no-check", new URL(`webgpu/${part}.ts`, import.meta.url).href],
        cwd: new URL("../../../", import.meta.url),
        env: { NO_COLOR: "1" },
        stdout: "piped",
        stderr: "piped",
      }).output();
      const output = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)).join("");
      assert.ok(success, output);
      const passed = Number(output.match(/ok \| (\d+) passed/)?.[1]);
      assert.ok(passed >= 1, output);
      console.log(`${passed} tests passed`);
    },
  });
}
