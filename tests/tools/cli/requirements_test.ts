import assert from "node:assert/strict";
import { join } from "node:path";
import { layout } from "../../../lib/tools/layout.ts";
import { keepsSharedLibrary, packageBlocks } from "../../../lib/tools/cli/relock.ts";
import { lockFile, requirementNames } from "../../../lib/tools/cli/requirements.ts";

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

Deno.test("keepsSharedLibrary() keeps only TensorFlow and NVIDIA's libraries of TensorFlow's lock", () => {
  const lock = "keras==3.1 \\\n    --hash=sha256:aa\ntensorflow==2.21.0 \\\n    --hash=sha256:bb\n" +
    "nvidia-cudnn-cu12==9.1 \\\n    --hash=sha256:cc\nnumpy==2.0 \\\n    --hash=sha256:dd\n";
  const kept = packageBlocks(lock).filter(keepsSharedLibrary).map((block) => block.split("==")[0]);
  assert.deepEqual(kept, ["tensorflow", "nvidia-cudnn-cu12"]);
});
