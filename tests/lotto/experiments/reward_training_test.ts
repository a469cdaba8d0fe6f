import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { jit } from "lib/engine/jit";
import { initGPT } from "lib/gpt";
import { balancedTickets, sparseReward } from "lib/lotto";
import { mostFrequent, sampleAnswers, trainWithRewards } from "lib/lotto/experiments";
import { disposeParams, flattenParams, seed } from "lib/nn";
import { scratchpadConfig } from "../../../lib/lotto/scratchpad/scratchpad_training.ts";
import { useTensorFlow } from "lib/engine/tensorflow";
import { missingLibrary } from "../../engine/device/missing_library.ts";
import { skipIf } from "../../skip.ts";

/** Plain JavaScript would take a minute for a few hundred tokens. */
const missing = missingLibrary();
function onTensorFlow(name: string, fn: () => Promise<void>): void {
  Deno.test({
    ...skipIf(name, missing),
    async fn() {
      useTensorFlow();
      await tf.setBackend("tensorflow");
      tf.engine().startScope();
      await fn();
      tf.engine().endScope();
    },
  });
}

const config = scratchpadConfig({ nLayer: 1, nHead: 1, nEmbd: 8 });
const options = {
  ...{ drawTickets: balancedTickets(), maxTickets: 1, prompts: 2, groupSize: 4, steps: 2, seed: 1 },
  ...{ learningRate: () => 1e-2, compile: jit },
};

onTensorFlow(
  "trainWithRewards() gives the same in each run, and does not change the given model",
  async () => {
    const model = { params: initGPT(config, seed(1)), config };
    const before = [...model.params.wte.weight.dataSync()];
    const reward = (_: unknown, text: string) => text.length / 200;
    const runs = [
      await trainWithRewards(model, { ...options, reward }),
      await trainWithRewards(model, { ...options, reward }),
    ];
    assert.deepEqual(runs[0].history, runs[1].history);
    assert.ok(runs[0].history.every(({ informative, gradNorm }) => informative > 0 && gradNorm > 0));
    assert.deepEqual([...model.params.wte.weight.dataSync()], before);
  },
);

onTensorFlow("trainWithRewards() of a model that is never right changes no weight", async () => {
  const model = { params: initGPT(config, seed(1)), config };
  const { model: after, history } = await trainWithRewards(model, { ...options, reward: sparseReward });
  assert.ok(history.every(({ reward, gradNorm }) => reward === 0 && gradNorm === 0));
  for (const [name, tensor] of flattenParams(model.params)) {
    assert.deepEqual([...tensor.dataSync()], [...flattenParams(after.params).get(name)!.dataSync()], name);
  }
  disposeParams(after.params);
});

onTensorFlow("sampleAnswers() of an untrained model finds nothing right", async () => {
  const model = { params: initGPT(config, seed(1)), config };
  const found = await sampleAnswers(model, {
    prompts: 3,
    samples: 64,
    maxTickets: 1,
    ks: [1, 4],
    seed: 1,
    compile: jit,
  });
  assert.deepEqual(found, { prompts: 3, samples: 64, passAt: { "1": 0, "4": 0 }, majorityRight: 0 });
});

Deno.test("mostFrequent() takes the first of equally frequent texts", () => {
  assert.equal(mostFrequent(["a", "b", "b", "a", "c"]), "a");
  assert.equal(mostFrequent(["a", "b", "b"]), "b");
});
