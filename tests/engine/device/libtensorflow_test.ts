import assert from "node:assert/strict";
import { isCPUBuild } from "../../../lib/engine/device/libtensorflow.ts";
import { skipIf } from "../../skip.ts";
import { runFresh } from "./fresh_process.ts";
import { missingLibrary } from "./missing_library.ts";

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

Deno.test({
  ...skipIf(
    "openTensorFlow() says that a process cannot change between CPU and GPU, and what to do",
    missingLibrary(),
  ),
  async fn() {
    const { stdout } = await runFresh(`
      const { openTensorFlow } = await import("./lib/engine/device/libtensorflow.ts");
      console.log(openTensorFlow({ gpu: false }).gpu, openTensorFlow({ gpu: false }).gpu);
      try { openTensorFlow({ gpu: true }); } catch (error) { console.log(error.message); }
    `);
    assert.match(
      stdout,
      /^null null\nTensorFlow \S+ is already open in this process without a GPU.*COURSE_DEVICE=cuda\n$/,
    );
  },
});
