/** Opening a model with bfloat16 weights must not need the memory that its float32 weights would. */
import assert from "node:assert/strict";
import { useTensorFlow } from "lib/engine/tensorflow";
import { type GPTConfig, initGPT, parameterCount } from "lib/gpt";
import { exportToHuggingFace } from "lib/interop";
import { disposeParams, seed } from "lib/nn";
import { engineTest, runProgram } from "../engine/tensorflow/engine.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

const CONFIG: GPTConfig = {
  ...{ vocabSize: 256, blockSize: 16, nLayer: 24, nHead: 8, nEmbd: 640 },
  ...{ dropout: 0, qkvBias: true, tiedHead: true },
};

/** Bytes by which the process grew at most while it opened the folder. */
const grownBy = (folder: string) => `
  import { memoryInUse, peakMemory } from "lib/engine/device";
  import { useTensorFlow } from "lib/engine/tensorflow";
  import { importFromHuggingFace } from "lib/interop";
  useTensorFlow();
  const before = memoryInUse();
  await importFromHuggingFace(${JSON.stringify(folder)}, { weights: "bfloat16" });
  console.log(peakMemory() === null ? "unknown" : peakMemory() - before);`;

engineTest(
  "a model is opened with bfloat16 weights in less memory than its float32 weights would take",
  async () => {
    await inTemporaryFolder(async (folder) => {
      useTensorFlow();
      const params = initGPT(CONFIG, seed(1)), model = `${folder}/gpt`;
      await exportToHuggingFace(model, { params, config: CONFIG });
      disposeParams(params);
      const { code, stdout, stderr } = await runProgram(grownBy(model));
      assert.deepEqual([code, stderr], [0, ""]);
      if (stdout === "unknown\n") return; // a system that does not count it
      const asFloat32 = 4 * parameterCount(CONFIG), grown = Number(stdout);
      // half of it for the weights, and what one matrix needs on its way
      assert.ok(grown > asFloat32 / 3 && grown < asFloat32, `${grown} of ${asFloat32} bytes`);
    });
  },
);
