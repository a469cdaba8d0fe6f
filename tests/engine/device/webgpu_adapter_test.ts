import assert from "node:assert/strict";
import { isSoftwareRenderer } from "../../../lib/engine/device/webgpu_adapter.ts";

Deno.test("isSoftwareRenderer() is true for programs that emulate a GPU, and false for GPUs", () => {
  for (
    const name of [
      "llvmpipe (LLVM 15.0.6, 256 bits)",
      "SwiftShader Device (LLVM 10.0.0)",
      "Microsoft Basic Render Driver",
    ]
  ) {
    assert.equal(isSoftwareRenderer(name), true, name);
  }
  for (
    const name of [
      "NVIDIA GeForce RTX 4060",
      "AMD Radeon 780M (RADV PHOENIX)",
      "Apple M3",
      "Intel(R) Arc(tm) A770",
    ]
  ) {
    assert.equal(isSoftwareRenderer(name), false, name);
  }
});
