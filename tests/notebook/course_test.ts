import assert from "node:assert/strict";
import { BOOK_PRESETS, choosePreset, describeMachine, readResult, recordResult } from "lib/notebook";
import { parameterCount } from "lib/gpt";
import { pathToFileURL } from "node:url";

Deno.test("choosePreset() follows the device, and COURSE_PRESET before it", () => {
  assert.equal(choosePreset("cpu", undefined), "small");
  assert.equal(choosePreset("webgpu", ""), "full");
  assert.equal(choosePreset("cpu", "full"), "full");
  assert.throws(() => choosePreset("cpu", "huge"), /"huge".*"small" and "full"/);
});

Deno.test("the full preset is the lecture's 162 M model", () => {
  const { model, windowTokens, stride, batchSize, epochs } = BOOK_PRESETS.full;
  assert.equal(Math.round(parameterCount({ ...model, vocabSize: 50257 }) / 1e6), 162);
  assert.deepEqual([windowTokens, stride, batchSize, epochs], [32, 4, 128, 10]);
  for (const preset of Object.values(BOOK_PRESETS)) assert(preset.windowTokens <= preset.model.blockSize);
});

Deno.test("a recorded result reads back, is replaced in one step, and refuses NaN", async () => {
  const folder = pathToFileURL(await Deno.makeTempDir({ prefix: "results 결과 " }) + "/");
  try {
    assert.equal(readResult("none", folder), null);
    const result = {
      name: "trial",
      command: "deno task trial",
      date: "2026-01-01",
      seed: 7,
      minutes: 0.5,
      machine: describeMachine(),
      versions: { deno: Deno.version.deno },
      rows: [{ loss: 1.5 }],
    };
    const path = recordResult(result, folder);
    assert.deepEqual(JSON.parse(Deno.readTextFileSync(path)), result);
    assert.deepEqual(readResult("trial", folder), result);
    assert.throws(() => recordResult({ ...result, rows: [{ loss: NaN }] }, folder), /"loss" is NaN/);
    assert.deepEqual(readResult("trial", folder), result, "the old result survives a refused one");
    assert.deepEqual([...Deno.readDirSync(folder)].map((entry) => entry.name), ["trial.json"]);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
});
