import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { initGPT } from "../../../lib/gpt/mod.ts";
import { TOKEN_NAMES } from "../../../lib/lotto/scratchpad/mod.ts";
import { countParams, disposeParams, seed } from "../../../lib/nn/mod.ts";
import { trainByteLevel, writeTokenizerJson } from "../../../lib/tokenizers/mod.ts";
import { saveCheckpoint } from "../../../lib/training/checkpoint/mod.ts";
import { readLearnerModel } from "../../../lib/tools/cli/learner_model.ts";
import { CommandError } from "../../../lib/tools/command_error.ts";
import { unpackTokenizer } from "../../../lib/tools/site/play/page_tokenizer.ts";
import { readModel } from "../../../lib/tools/site/play/worker/answers.ts";

const shape = { blockSize: 8, nLayer: 1, nHead: 1, nEmbd: 4, dropout: 0, qkvBias: true, tiedHead: true };

/** A folder "runs/tiny" with the checkpoint of an untrained model. */
async function withCheckpoint(vocabSize: number, run: (folder: string) => Promise<void>) {
  await tf.setBackend("cpu");
  const parent = await Deno.makeTempDir(), folder = `${parent}/tiny run`;
  const config = { ...shape, vocabSize }, params = initGPT(config, seed(1));
  try {
    await saveCheckpoint(folder, {
      checkpoint: { step: 3, heldOutLoss: null, config, run: null, params, optimizer: {} },
      keepLast: 1,
    });
    await run(folder);
  } finally {
    disposeParams(params);
    await Deno.remove(parent, { recursive: true });
  }
}

Deno.test("a checkpoint with a tokenizer.json becomes a model for a page, with the same weights and ids", () => {
  const tokenizer = trainByteLevel(["low lower lowest"], { vocabSize: 260 });
  return withCheckpoint(260, async (folder) => {
    await Deno.writeTextFile(`${folder}/tokenizer.json`, writeTokenizerJson(tokenizer));
    const model = await readLearnerModel(folder);
    assert.deepEqual([model.name, model.from], ["my-tiny-run", folder]);
    const { params, config } = readModel(model);
    assert.equal(config.vocabSize, 260);
    assert.equal(countParams(params), countParams(initGPT(config, seed(1))));
    assert.deepEqual(unpackTokenizer(model.tokenizer!).encode("lowest"), tokenizer.encode("lowest"));
    disposeParams(params);
  });
});

Deno.test("a lottery model needs no tokenizer", () =>
  withCheckpoint(TOKEN_NAMES.length, async (folder) => {
    assert.equal((await readLearnerModel(folder)).tokenizer, undefined);
  }));

Deno.test("a model without its tokenizer, and a folder without a model, are named, with what to do", async () => {
  await withCheckpoint(300, async (folder) => {
    await assert.rejects(readLearnerModel(folder), (error) => {
      assert.ok(error instanceof CommandError);
      assert.match(error.message, /300 tokens, and there is no tokenizer\.json/);
      return true;
    });
    await assert.rejects(readLearnerModel(`${folder}/nothing`), /cannot export the model in .*nothing/);
  });
});
