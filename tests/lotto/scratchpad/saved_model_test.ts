import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { tidyTree } from "../../../lib/engine/ops/mod.ts";
import { countParams, disposeParams, flattenParams, seed } from "../../../lib/nn/mod.ts";
import { initGPT } from "../../../lib/gpt/mod.ts";
import { readScratchpadModel, saveScratchpadModel } from "../../../lib/lotto/scratchpad/saved_model.ts";
import { recordFile } from "../../../lib/training/checkpoint/model_file.ts";
import { scratchpadConfig } from "../../../lib/lotto/scratchpad/scratchpad_training.ts";

const config = scratchpadConfig({ nLayer: 1, nHead: 1, nEmbd: 4 });
const origin = {
  ...{ name: "tiny", command: "none", seed: 7, tokens: 12 },
  scores: { natural: { right: 1, total: 2, low: 0.1, high: 0.9 } },
};

async function saved(check: (path: string) => Promise<void>) {
  await tf.setBackend("cpu");
  const folder = await Deno.makeTempDir(), path = `${folder}/tiny.safetensors`;
  const before = tf.memory().numTensors;
  const params = tidyTree(() => initGPT(config, seed(7)));
  try {
    await saveScratchpadModel(path, { model: { params, config }, origin });
    disposeParams(params);
    await check(path);
    assert.equal(tf.memory().numTensors, before);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("a saved model is read back with the same weights, and its record says what made it", () =>
  saved(async (path) => {
    const { model, record } = await readScratchpadModel(path);
    const fresh = tidyTree(() => initGPT(config, seed(7)));
    for (const [name, tensor] of flattenParams(fresh)) {
      assert.deepEqual(await flattenParams(model.params).get(name)!.data(), await tensor.data(), name);
    }
    const parameters = countParams(fresh);
    [fresh, model.params].forEach(disposeParams);
    assert.deepEqual(model.config, config);
    const { file, sha256, bytes, ...rest } = record;
    assert.equal(file, "tiny.safetensors");
    const data = await Deno.readFile(path);
    assert.equal(bytes, data.length);
    assert.equal(sha256, new Uint8Array(await crypto.subtle.digest("SHA-256", data)).toHex());
    assert.deepEqual(rest, { parameters, ...origin, config });
    assert.deepEqual([...Deno.readDirSync(path.replace(/[^/]*$/, ""))].map(({ name }) => name).sort(), [
      "tiny.json",
      "tiny.safetensors",
    ]);
  }));

Deno.test("changed weights are refused", () =>
  saved(async (path) => {
    const data = await Deno.readFile(path);
    data[data.length - 1] ^= 1;
    await Deno.writeFile(path, data);
    await assert.rejects(readScratchpadModel(path), /its SHA-256 is [0-9a-f]{64}.*restore both/);
  }));

Deno.test("a missing file, and a record that is none, are named", () =>
  saved(async (path) => {
    await Deno.writeTextFile(recordFile(path), "{}");
    await assert.rejects(readScratchpadModel(path), /tiny\.json: expected a record with sha256/);
    await Deno.remove(recordFile(path));
    await assert.rejects(readScratchpadModel(path), /tiny\.json: the record of the weights cannot be read/);
  }));
