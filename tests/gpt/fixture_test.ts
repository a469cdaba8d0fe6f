/** The committed fixtures are what their script makes today, where a Python with PyTorch is at hand. */
import assert from "node:assert/strict";
import { fileURLToPath, pathToFileURL } from "node:url";
import { maxDifference } from "../compare.ts";
import { skipIf } from "../skip.ts";
import { fixtureFolder, modelNames, readModels, readTensors } from "../fixtures/gpt/read.ts";

const python = Deno.env.get("COURSE_TORCH_PYTHON") ??
  fileURLToPath(new URL("../../.course/venvs/torch/bin/python", import.meta.url));

async function hasTorch(): Promise<boolean> {
  // A folder that is not there throws when the process is made, not when it ends.
  if (!await Deno.stat(python).catch(() => null)) return false;
  const args = ["-c", "import torch, transformers"];
  return (await new Deno.Command(python, { args, stderr: "null" }).output()).success;
}

const why = await hasTorch()
  ? ""
  : "no Python with PyTorch and transformers; name one in COURSE_TORCH_PYTHON";

Deno.test({
  ...skipIf("generate.py writes the committed fixtures again", why),
  async fn() {
    const folder = await Deno.makeTempDir();
    try {
      const script = fileURLToPath(new URL("generate.py", fixtureFolder));
      const { success, stderr } = await new Deno.Command(python, { args: [script, folder] }).output();
      assert.ok(success, new TextDecoder().decode(stderr));
      const again = pathToFileURL(folder + "/");
      for (const name of [...modelNames, "layers"] as const) {
        const found = readTensors(name, again);
        const expected = readTensors(name);
        assert.deepEqual([...found.keys()], [...expected.keys()]);
        for (const [key, tensor] of expected) {
          const difference = maxDifference(found.get(key)!, tensor);
          const largest = Math.max(1, tensor.abs().max().dataSync()[0]); // another processor rounds otherwise
          assert.ok(difference <= 1e-5 * largest, `${name}: ${key} differs by ${difference} of ${largest}`);
        }
      }
      for (const name of modelNames) {
        const found = readModels(again).models[name], expected = readModels().models[name];
        assert.deepEqual(found.ids, expected.ids);
        assert.deepEqual(found.config, expected.config);
        const closest = (a: readonly number[], b: readonly number[]) =>
          Math.max(...a.map((value, i) => Math.abs(value - b[i])));
        assert.ok(closest(found.adamwLosses, expected.adamwLosses) <= 1e-3);
        assert.ok(closest(found.gradientNorms, expected.gradientNorms) <= 1e-3);
      }
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});
