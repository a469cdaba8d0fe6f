import assert from "node:assert/strict";
import { isCPUBuild, probeLibrary } from "../../../lib/engine/device/libtensorflow.ts";
import { translate } from "../../../lib/language.ts";
import { inKorean } from "../../korean.ts";

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

Deno.test("probeLibrary() says in Korean, too, where the library was looked for", () =>
  inKorean(() => {
    const before = Deno.env.get("COURSE_LIBTENSORFLOW");
    Deno.env.set("COURSE_LIBTENSORFLOW", "/nowhere");
    try {
      const found = probeLibrary();
      assert.ok("reason" in found);
      assert.match(
        translate(found.reason),
        /^TensorFlow 공유 라이브러리를 찾지 못했습니다: COURSE_LIBTENSORFLOW \(\/nowhere에 lib\S+.* 파일이 없습니다\)$/,
      );
    } finally {
      if (before === undefined) Deno.env.delete("COURSE_LIBTENSORFLOW");
      else Deno.env.set("COURSE_LIBTENSORFLOW", before);
    }
  }));
