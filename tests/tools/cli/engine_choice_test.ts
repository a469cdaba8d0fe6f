import assert from "node:assert/strict";
import { engineFor, keepInstalledEngine } from "../../../lib/tools/cli/engine_choice.ts";

Deno.test("engineFor() chooses CUDA's build only where there is a GPU and the build is published", () => {
  const linux = { os: "linux", arch: "x86_64" };
  assert.equal(engineFor({ ...linux }).engine, "cpu");
  assert.equal(engineFor({ ...linux, gpu: "RTX 4060" }).engine, "cuda");
  assert.deepEqual(engineFor({ ...linux, gpu: "GTX 980", tooOld: "too old" }), {
    engine: "cpu",
    reason: "too old",
  });
  assert.equal(engineFor({ os: "linux", arch: "aarch64", gpu: "GB10" }).engine, "cpu");
  assert.equal(engineFor({ os: "darwin", arch: "aarch64" }).engine, "cpu");
  assert.equal(engineFor({ os: "darwin", arch: "x86_64" }).engine, "none");
});

Deno.test("engineFor() follows COURSE_ENGINE, and refuses an unknown build", () => {
  assert.equal(engineFor({ os: "linux", arch: "x86_64", gpu: "RTX 4060", asked: "cpu" }).engine, "cpu");
  assert.equal(engineFor({ os: "linux", arch: "aarch64", asked: "cuda" }).engine, "cuda");
  assert.throws(
    () => engineFor({ os: "linux", arch: "x86_64", asked: "gpu" }),
    /COURSE_ENGINE is "gpu".*cpu, cuda, none/,
  );
});

Deno.test("an installed CUDA engine is kept when nvidia-smi lists no GPU, unless COURSE_ENGINE says otherwise", () => {
  const missing = { engine: "cpu", reason: "nvidia-smi lists no GPU" } as const;
  assert.equal(keepInstalledEngine(missing, "cuda").engine, "cuda");
  assert.equal(keepInstalledEngine({ engine: "cpu", reason: "COURSE_ENGINE=cpu" }, "cuda").engine, "cpu");
  assert.equal(keepInstalledEngine({ engine: "cuda", reason: "nvidia-smi names X" }, "cpu").engine, "cuda");
});
