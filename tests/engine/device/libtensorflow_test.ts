import assert from "node:assert/strict";
import { isCPUBuild } from "../../../lib/engine/device/libtensorflow.ts";

Deno.test("isCPUBuild() tells tensorflow-cpu from tensorflow by the package beside the library", async () => {
  const root = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${root}/tensorflow`);
    const library = `${root}/tensorflow/libtensorflow_cc.so.2`;
    await Deno.mkdir(`${root}/tensorflow-2.21.0.dist-info`);
    assert.equal(isCPUBuild(library), false);
    await Deno.mkdir(`${root}/tensorflow_cpu-2.21.0.dist-info`);
    assert.equal(isCPUBuild(library), true);
    assert.equal(isCPUBuild(`${root}/libtensorflow.so.2`), false, "no Python package");
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});
