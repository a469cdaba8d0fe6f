import assert from "node:assert/strict";
import { initGPT, nanoGPTCharConfig } from "lib/gpt";
import { disposeParams, seed } from "lib/nn";
import { answerPrompts, lottoDataset, modelLabels, printPrompt, printSample, splitAtLabels } from "lib/lotto";
import * as tf from "@tensorflow/tfjs";

const config = { ...nanoGPTCharConfig, vocabSize: 128, nLayer: 1, nHead: 2, nEmbd: 16, blockSize: 320 };
/** One token a character; Korean letters share ids, which is no matter to an untrained model. */
const characters = {
  encode: (text: string) => [...text].map((c) => c.charCodeAt(0) % 128),
  decode: (ids: Iterable<number>) => String.fromCharCode(...ids),
};
const samples = [...lottoDataset({ seed: 1, tickets: { min: 1, max: 3 } }).take(10)];
const prompts = samples.map(({ purchase }) => printPrompt(purchase, "plain"));

Deno.test("answerPrompts() answers in the prompts' order, whatever the batches", async () => {
  await tf.setBackend("cpu");
  const model = { params: initGPT(config, seed(1)), config };
  const greedy = { temperature: 0, maxNewTokens: 5 };
  const all = await answerPrompts(model, characters, prompts, greedy);
  assert.equal(all.length, 10);
  const small = await answerPrompts(model, characters, prompts, {
    ...greedy,
    batchSize: 4,
    length: (i) => samples[i].purchase.money,
  });
  assert.deepEqual(small.map((answer) => answer.tokens), all.map((answer) => answer.tokens));
  assert.ok(all.every((answer) => answer.tokens.length === 5 && answer.finished === "maxNewTokens"));
  disposeParams(model.params);
});

Deno.test("equal prompts in different batches are answered differently", async () => {
  await tf.setBackend("cpu");
  const model = { params: initGPT(config, seed(1)), config };
  const answers = await answerPrompts(model, characters, Array(6).fill(prompts[0]), {
    batchSize: 2,
    maxNewTokens: 12,
    seed: 5,
  });
  assert.equal(new Set(answers.map((answer) => answer.text)).size, 6);
  disposeParams(model.params);
});

Deno.test("without a limit, as many tokens are made as the model has positions for", async () => {
  await tf.setBackend("cpu");
  const tiny = { ...config, blockSize: 64 };
  const model = { params: initGPT(tiny, seed(1)), config: tiny };
  const [answer] = await answerPrompts(model, characters, [prompts[0]], { temperature: 0 });
  assert.equal(answer.tokens.length, 64 - prompts[0].length);
  await assert.rejects(
    answerPrompts(model, characters, prompts, { batchSize: 0 }),
    /batchSize must be a whole number/,
  );
  disposeParams(model.params);
});

Deno.test("modelLabels() continues each task's text greedily", async () => {
  await tf.setBackend("cpu");
  const model = { params: initGPT(config, seed(1)), config };
  const tasks = samples.slice(0, 3).map((sample) => ({
    purchase: sample.purchase,
    tickets: [],
    text: splitAtLabels(printSample(sample, "plain"))[0],
  }));
  const predict = modelLabels(model, characters, { maxNewTokens: 4 });
  const labels = await predict(tasks);
  assert.equal(labels.length, 3);
  assert.deepEqual(await predict(tasks), labels);

  const tooLong = { ...tasks[0], text: tasks[0].text.repeat(10) }; // fills the context: no room for labels
  assert.deepEqual(await predict([tasks[0], tooLong]), [(await predict([tasks[0]]))[0], ""]);
  assert.deepEqual(await predict([tooLong]), [""]);
  disposeParams(model.params);
});
