import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { tidyTree } from "../../lib/engine/ops/mod.ts";
import { initGPT } from "../../lib/gpt/mod.ts";
import { disposeParams, seed } from "../../lib/nn/mod.ts";
import { finalLottoModel } from "../../lib/notebook/lotto_model.ts";
import { saveScratchpadModel } from "../../lib/lotto/scratchpad/mod.ts";
import { scratchpadConfig } from "../../lib/lotto/scratchpad/scratchpad_training.ts";

Deno.test("the final model is the one in the folder; none or two are refused, with what to do", async () => {
  await tf.setBackend("cpu");
  const folder = await Deno.makeTempDir();
  const config = scratchpadConfig({ nLayer: 1, nHead: 1, nEmbd: 4 });
  const model = { params: tidyTree(() => initGPT(config, seed(7))), config };
  const save = (n: number) =>
    saveScratchpadModel(`${folder}/lotto-final-seed-${n}.safetensors`, {
      model,
      origin: { name: "final", command: "none", seed: n, tokens: 1, scores: {} },
    });
  try {
    await assert.rejects(finalLottoModel(`${folder}/none`), /found none; restore the folder/);
    await Deno.writeTextFile(`${folder}/README.md`, "");
    await save(2);
    const { model: found, record } = await finalLottoModel(folder);
    assert.equal(record.seed, 2);
    assert.deepEqual(found.config, config);
    disposeParams(found.params);
    await save(3);
    await assert.rejects(
      finalLottoModel(folder),
      /found lotto-final-seed-2\.safetensors, lotto-final-seed-3/,
    );
  } finally {
    disposeParams(model.params);
    await Deno.remove(folder, { recursive: true });
  }
});
