import assert from "node:assert/strict";
import { join } from "node:path";
import { layout } from "../../../lib/tools/layout.ts";
import {
  isSupportedWheel,
  keepsSharedLibrary,
  packageBlocks,
  withHashes,
} from "../../../lib/tools/cli/relock.ts";
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

Deno.test("isSupportedWheel() takes wheels for Linux with glibc and macOS, CPython 3.10 to 3.14", () => {
  const supported = [
    "a-1-py3-none-any.whl",
    "a-1-py2.py3-none-any.whl",
    "a-1-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
    "a-1-cp39-abi3-macosx_10_12_universal2.whl",
    "a-1-cp314-cp314-macosx_11_0_arm64.whl",
    "a-1-py3-none-manylinux_2_28_aarch64.whl",
  ];
  const others = [
    "a-1-cp39-cp39-manylinux_2_17_x86_64.whl",
    "a-1-cp315-cp315-manylinux_2_17_x86_64.whl",
    "a-1-cp313-cp313t-manylinux_2_17_x86_64.whl",
    "a-1-pp311-pypy311_pp73-macosx_11_0_arm64.whl",
    "a-1-cp311-cp311-musllinux_1_2_x86_64.whl",
    "a-1-cp311-cp311-manylinux_2_17_s390x.whl",
    "a-1-cp311-cp311-win_amd64.whl",
    "a-1.tar.gz",
  ];
  assert.deepEqual([...supported, ...others].filter(isSupportedWheel), supported);
});

Deno.test("withHashes() keeps the wanted hashes of a package, and drops a package without any", () => {
  const block = "a==1 ; x \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\n";
  assert.equal(
    withHashes(block, new Set(["aa", "cc"])),
    "a==1 ; x \\\n    --hash=sha256:aa \\\n    --hash=sha256:cc\n",
  );
  assert.equal(withHashes(block, new Set()), "");
});
