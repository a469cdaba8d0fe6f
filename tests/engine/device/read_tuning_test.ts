import assert from "node:assert/strict";
import { readTuning, writeTuning } from "../../../lib/engine/device/read_tuning.ts";
import { skipIf } from "../../skip.ts";
import { missingLibrary } from "./missing_library.ts";
import { runFresh } from "./fresh_process.ts";

const device = {
  kind: "cpu",
  name: "my processor",
  cores: 2,
  versions: { deno: "2", tfjs: "4", tensorflow: "2.21.0", driver: null },
} as const;

Deno.test("a tuning is kept by device and version, beside those of other devices", async () => {
  const folder = await Deno.makeTempDir();
  const file = `${folder}/course/tuning.json`, forced = "";
  try {
    assert.deepEqual(readTuning(device, { file, forced }), {});
    const tuning = { modes: { "plain small": "xla" }, fusedFrom: null, shortStepFlops: 5 } as const;
    writeTuning(device, tuning, { file });
    const other = { ...device, cores: 4 };
    writeTuning(other, { shortStepFlops: 6 }, { file });
    assert.deepEqual(readTuning(device, { file, forced }), tuning);
    assert.deepEqual(readTuning(other, { file, forced }), { shortStepFlops: 6 });
    const newer = { ...device, versions: { ...device.versions, tensorflow: "2.22.0" } };
    assert.deepEqual(readTuning(newer, { file, forced }), {});
    assert.deepEqual(readTuning(device, { file, forced: "off" }), {});
    assert.deepEqual(readTuning(device, { file, forced: '{"shortStepFlops":7}' }), { shortStepFlops: 7 });
    await Deno.writeTextFile(file, "cut o");
    assert.throws(
      () => readTuning(device, { file, forced }),
      /tuning\.json: it is not JSON\. Remove the file/,
    );
    assert.throws(
      () => readTuning(device, { file, forced: "1" }),
      /COURSE_TUNING: expected an object, found 1/,
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test({
  ...skipIf("useDevice() puts the tuning in use and says so in its line", missingLibrary()),
  async fn() {
    const { stdout, stderr } = await runFresh(
      `const { tuning } = await import("lib/engine/ops");
       const { line } = await useDevice({ kind: "cpu", quiet: true });
       console.log(JSON.stringify({ line, tuning: tuning() }));`,
      { COURSE_TUNING: '{"fusedFrom":12}' },
    );
    assert.notEqual(stdout, "", stderr);
    const { line, tuning } = JSON.parse(stdout);
    assert.match(line, /, tuned$/);
    assert.deepEqual(tuning, { fusedFrom: 12 });
  },
});
