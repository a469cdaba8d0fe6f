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

const inFolder = async (body: (file: string) => void | Promise<void>) => {
  const folder = await Deno.makeTempDir();
  try {
    await body(`${folder}/course/tuning.json`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
};
const forced = "";

Deno.test("a tuning is kept by device and version, beside those of other devices", () =>
  inFolder((file) => {
    assert.deepEqual(readTuning(device, { file, forced }), { tuning: {}, ignored: null });
    const tuning = { modes: { "plain small": "xla" }, fusedFrom: null, shortStepFlops: 5 } as const;
    writeTuning(device, tuning, { file });
    const other = { ...device, cores: 4 };
    writeTuning(other, { shortStepFlops: 6 }, { file });
    assert.deepEqual(readTuning(device, { file, forced }), { tuning, ignored: null });
    assert.deepEqual(readTuning(other, { file, forced }).tuning, { shortStepFlops: 6 });
    assert.deepEqual(readTuning(device, { file, forced: "off" }), { tuning: {}, ignored: null });
    const given = readTuning(device, { file, forced: '{"shortStepFlops":7}' });
    assert.deepEqual(given.tuning, { shortStepFlops: 7 });
    for (
      const [forced, message] of [["1", /holds 1 in place of an object/], ["{", /not JSON/], [
        "[]",
        /holds \[\]/,
      ]] as const
    ) {
      assert.throws(() => readTuning(device, { file, forced }), message);
    }
    assert.throws(
      () => readTuning(device, { file, forced: '{"modes":{"plain small":"fast"}}' }),
      /its modes is .*"fast"/,
    );
  }));

Deno.test("a file of another device or version is ignored, and the reason names it", () =>
  inFolder((file) => {
    writeTuning(device, { shortStepFlops: 5 }, { file });
    const newer = { ...device, versions: { ...device.versions, tensorflow: "2.22.0" } };
    for (const other of [newer, { ...device, name: "another" }]) {
      const { tuning, ignored } = readTuning(other, { file, forced });
      assert.deepEqual(tuning, {});
      assert.match(
        ignored!,
        /tuning\.json is not used: it was measured on my processor \(cpu, cores: 2, TensorFlow 2\.21\.0\)\. \.\/course bench --tune measures this device$/,
      );
    }
  }));

Deno.test("a damaged or empty file, and one that this version does not know, is ignored in one line; measuring replaces it", () =>
  inFolder(async (file) => {
    writeTuning(device, {}, { file });
    const [key] = Object.keys(JSON.parse(await Deno.readTextFile(file)));
    for (
      const [text, reason] of [
        ["cut o", "it is not JSON"],
        ["", "it is empty"],
        ["[1]", "it holds [1] in place of an object"],
        [JSON.stringify({ [key]: 3 }), "a tuning is 3 in place of an object"],
        [
          JSON.stringify({ [key]: { modes: { huge: "xla" } } }),
          'its modes is {"huge":"xla"}, which this version does not know',
        ],
        [
          JSON.stringify({ [key]: { fusedFrom: -1 } }),
          "its fusedFrom is -1, which this version does not know",
        ],
        [JSON.stringify({ [key]: { speed: 1 } }), "its speed is 1, which this version does not know"],
      ]
    ) {
      await Deno.writeTextFile(file, text);
      const { tuning, ignored } = readTuning(device, { file, forced });
      assert.deepEqual(tuning, {});
      assert.equal(ignored, `${file} is not used: ${reason}. ./course bench --tune measures this device`);
    }
    writeTuning(device, { shortStepFlops: 8 }, { file });
    assert.deepEqual(readTuning(device, { file, forced }), { tuning: { shortStepFlops: 8 }, ignored: null });
  }));

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
