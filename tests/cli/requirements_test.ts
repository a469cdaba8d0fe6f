import assert from "node:assert/strict";
import { join } from "node:path";
import { layout } from "../../lib/cli/layout.ts";
import { keepsSharedLibrary, packageBlocks } from "../../lib/cli/relock.ts";
import { engineFor, lockFile, lockSize, requirementNames } from "../../lib/cli/requirements.ts";

for (const name of requirementNames) {
  Deno.test(`the lock ${name}.txt pins and hashes every package and names no registry`, async () => {
    const text = await Deno.readTextFile(lockFile(name));
    const blocks = packageBlocks(text);
    assert.ok(blocks.length > 0);
    for (const block of blocks) {
      assert.match(block, /^[a-z0-9.-]+==\S+/);
      assert.match(block, /--hash=sha256:[0-9a-f]{64}/);
    }
    assert.doesNotMatch(text, /https?:\/\/|index-url|find-links/);
  });

  Deno.test(`the lock ${name}.txt holds what ${name}.in asks for`, async () => {
    const lock = await Deno.readTextFile(lockFile(name));
    const asked = await Deno.readTextFile(join(layout.requirements, `${name}.in`));
    for (const line of asked.split("\n")) {
      const [, wanted, version] = line.match(/^([a-z-]+)(?:\[[a-z-]+\])?==([0-9.]+)/) ?? [];
      if (wanted) assert.ok(lock.includes(`${wanted}==${version} `), `${wanted}==${version}`);
    }
  });
}

Deno.test("of TensorFlow's lock only its library and NVIDIA's are kept", () => {
  const lock = "keras==3.1 \\\n    --hash=sha256:aa\ntensorflow==2.21.0 \\\n    --hash=sha256:bb\n" +
    "nvidia-cudnn-cu12==9.1 \\\n    --hash=sha256:cc\nnumpy==2.0 \\\n    --hash=sha256:dd\n";
  const kept = packageBlocks(lock).filter(keepsSharedLibrary).map((block) => block.split("==")[0]);
  assert.deepEqual(kept, ["tensorflow", "nvidia-cudnn-cu12"]);
});

Deno.test("lockSize() counts a package once, however many versions it has for different Pythons", async () => {
  const lines = (await Deno.readTextFile(lockFile("base"))).split("\n").filter((line) =>
    /^[a-z0-9]/.test(line)
  );
  const names = new Set(lines.map((line) => line.split("==")[0]));
  assert.ok(names.size < lines.length);
  assert.equal(await lockSize("base"), names.size);
});

Deno.test("engineFor() takes CUDA's build only where there is a GPU and the build is published", () => {
  const linux = { os: "linux", arch: "x86_64" };
  assert.equal(engineFor({ ...linux }).engine, "cpu");
  assert.equal(engineFor({ ...linux, gpu: "RTX 4060" }).engine, "cuda");
  assert.equal(engineFor({ os: "linux", arch: "aarch64", gpu: "GB10" }).engine, "cpu");
  assert.equal(engineFor({ os: "darwin", arch: "aarch64" }).engine, "cpu");
  assert.equal(engineFor({ os: "darwin", arch: "x86_64" }).engine, "none");
});

Deno.test("engineFor() does what COURSE_ENGINE asks, and refuses what is no build", () => {
  assert.equal(engineFor({ os: "linux", arch: "x86_64", gpu: "RTX 4060", asked: "cpu" }).engine, "cpu");
  assert.equal(engineFor({ os: "linux", arch: "aarch64", asked: "cuda" }).engine, "cuda");
  assert.throws(
    () => engineFor({ os: "linux", arch: "x86_64", asked: "gpu" }),
    /COURSE_ENGINE is "gpu".*cpu, cuda, none/,
  );
});
