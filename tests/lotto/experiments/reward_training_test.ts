import assert from "node:assert/strict";
import { jit } from "lib/engine/jit";
import { initGPT } from "lib/gpt";
import type { Model } from "lib/gpt";
import { balancedTickets, lottoDataset, sparseReward } from "lib/lotto";
import { drawnTickets, mostFrequent, sampleAnswers, trainWithRewards } from "lib/lotto/experiments";
import { disposeParams, flattenParams, seed } from "lib/nn";
import { checkTokens, PROMPT_TOKENS, scratchpadSampler } from "lib/lotto/scratchpad";
import { scratchpadConfig } from "../../../lib/lotto/scratchpad/scratchpad_training.ts";
import { onTensorFlow } from "../../backends.ts";

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

onTensorFlow(
  "trainWithRewards() with rewards of tokens learns a token that begins every answer",
  async () => {
    const model = { params: initGPT(config, seed(1)), config };
    const share = async ({ params }: Model) => { // of right first checks; a check is 0 for a valid purchase
      const samples = [...lottoDataset({ seed: 2, tickets: { min: 1, max: 1 } }).take(64)];
      const rows = await scratchpadSampler(config, { maxTickets: 1, compile: jit })(params, samples, {
        seed: 1,
      });
      return rows.filter((row, b) => checkTokens(samples[b], row)[PROMPT_TOKENS] === 1).length / 64;
    };
    const { model: after, history } = await trainWithRewards(model, {
      ...options,
      ...{
        reward: "tokens",
        ownTickets: 0.5,
        steps: 12,
        prompts: 8,
        groupSize: 16,
        learningRate: () => 5e-2,
      },
    });
    assert.ok(history.every(({ reward }) => reward === 0)); // no whole program is right
    assert.ok(history.some(({ informative }) => informative > 0));
    const [first, last] = [await share(model), await share(after)];
    assert.ok(last > first + 0.3, `${first} before, ${last} after`);
    disposeParams(after.params);
  },
);

onTensorFlow("drawnTickets() of an untrained model: no ticket is valid", async () => {
  const model = { params: initGPT(config, seed(1)), config };
  const found = await drawnTickets(model, { prompts: 4, maxTickets: 1, seed: 1, compile: jit });
  assert.deepEqual(found, { programs: 4, valid: 0, differentFirst: 0 });
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
