import assert from "node:assert/strict";
import { pipAdvice } from "../../lib/cli/pip.ts";
import { PipProgress } from "../../lib/cli/pip_progress.ts";
import { keepInstalledEngine, planVenv, type VenvStamp } from "../../lib/cli/virtual_environment.ts";

const stamp: VenvStamp = { python: "3.11.2", base: "b1", engine: "cpu", engineLock: "e1" };
const wanted = { base: "b1", engine: "cpu", engineLock: "e1" } as const;
const found = { exists: true, stamp, python: "3.11.2" };

Deno.test("planVenv() does nothing when all is as wanted", () => {
  assert.deepEqual(planVenv(wanted, found), { action: "nothing" });
});

Deno.test("planVenv() makes an environment anew that was interrupted, whose Python went, or whose engine changed", () => {
  assert.equal(planVenv(wanted, { exists: false }).action, "make");
  assert.equal(planVenv(wanted, { exists: true, python: "3.11.2" }).action, "remake");
  assert.equal(planVenv(wanted, { ...found, python: "3.12.0" }).action, "remake");
  assert.equal(planVenv(wanted, { ...found, python: undefined }).action, "remake");
  assert.equal(planVenv({ ...wanted, engine: "cuda", engineLock: "e2" }, found).action, "remake");
});

Deno.test("planVenv() installs on top when only the locks changed or an engine is added", () => {
  assert.equal(planVenv({ ...wanted, base: "b2" }, found).action, "update");
  assert.equal(planVenv({ ...wanted, engineLock: "e2" }, found).action, "update");
  const none: VenvStamp = { ...stamp, engine: "none", engineLock: "" };
  assert.equal(planVenv(wanted, { ...found, stamp: none }).action, "update");
});

Deno.test("an installed CUDA engine is kept when the GPU does not answer, unless COURSE_ENGINE says otherwise", () => {
  const cuda: VenvStamp = { ...stamp, engine: "cuda" };
  assert.equal(
    keepInstalledEngine({ engine: "cpu", reason: "nvidia-smi does not answer" }, cuda).engine,
    "cuda",
  );
  assert.equal(keepInstalledEngine({ engine: "cpu", reason: "COURSE_ENGINE=cpu" }, cuda).engine, "cpu");
  assert.equal(keepInstalledEngine({ engine: "cuda", reason: "nvidia-smi names X" }, stamp).engine, "cuda");
});

Deno.test("PipProgress counts packages and bytes from pip's lines", () => {
  const progress = new PipProgress(95);
  assert.equal(
    progress.read("Collecting anyio==4.16.0 (from -r base.txt (line 1))"),
    "package 1 of at most 95: anyio",
  );
  assert.equal(progress.read("  Downloading anyio-4.16.0-py3-none-any.whl (100 kB)"), undefined);
  assert.equal(
    progress.read("Progress 2000000 of 4000000"),
    "package 1 of at most 95: anyio, 2.0 MB of 4.0 MB",
  );
  assert.equal(progress.read("Installing collected packages: anyio"), "unpacking what was downloaded");
});

Deno.test("pipAdvice() tells a full disk, a wrong hash and a missing network apart", () => {
  assert.match(pipAdvice(["ERROR: [Errno 28] No space left on device"]), /make room/);
  assert.match(
    pipAdvice(["THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE"]),
    /damaged or replaced/,
  );
  assert.match(
    pipAdvice(["Temporary failure in name resolution", "Max retries exceeded"]),
    /connect to the internet/,
  );
  assert.match(pipAdvice(["ERROR: No matching distribution found for x"]), /COURSE_ENGINE=none/);
});
