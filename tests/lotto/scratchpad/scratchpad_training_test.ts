import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { gpt } from "lib/gpt";
import { balancedTickets, gradeLabels, lottoDataset, summarise } from "lib/lotto";
import { scratchpadConfig } from "../../../lib/lotto/scratchpad/scratchpad_training.ts";
import { scratchpadLabels, TOKEN_NAMES, trainScratchpad } from "lib/lotto/scratchpad";
import { disposeParams, seed } from "lib/nn";
import { initLineGPT, initPlainGPT, lineGPT } from "../../../lib/lotto/scratchpad/line_positions.ts";
import { maxDifference } from "../../compare.ts";

const shape = { nLayer: 1, nHead: 2, nEmbd: 16 };
const config = scratchpadConfig(shape);

Deno.test("line positions: the table is line plus column, and gives an ordinary GPT", async () => {
  await tf.setBackend("cpu");
  tf.tidy(() => {
    const params = initLineGPT(config, seed(1), { equalKeys: true });
    const { wpe } = lineGPT(params, config);
    assert.deepEqual(wpe.weight.shape, [config.blockSize, 16]);
    const place = 3 * 19 + 7;
    const row = tf.slice(wpe.weight, [place, 0], [1, 16]);
    const expected = tf.add(tf.slice(params.line, [3, 0], [1, 16]), tf.slice(params.column, [7, 0], [1, 16]));
    assert.ok(maxDifference(row, expected) < 1e-6);
  });
});

Deno.test("equal keys: equal tokens have the largest score in the first layer", async () => {
  await tf.setBackend("cpu");
  tf.tidy(() => {
    const { h } = initPlainGPT(config, seed(1), { equalKeys: true });
    const [q, k] = tf.split(h[0].attn.c_attn.weight, 3, 1);
    assert.equal(maxDifference(q, k), 0);
    const [q2, k2] = tf.split(
      initPlainGPT(config, seed(1), { equalKeys: false }).h[0].attn.c_attn.weight,
      3,
      1,
    );
    assert.ok(maxDifference(q2, k2) > 0.01);
  });
});

Deno.test("a few steps of training lower the loss, with every switch on and off, and leak nothing", async () => {
  await tf.setBackend("cpu");
  for (const on of [true, false]) {
    const before = tf.memory().numTensors;
    const { model, result } = await trainScratchpad({
      ...shape,
      ...{
        steps: 6,
        settleSteps: 1,
        tokensPerBatch: 150,
        groups: [1],
        groupWeights: [1],
        peakLearningRate: 1e-2,
      },
      ...{ linePositions: on, equalKeys: on, exactNumbers: on, work: on, penalty: on ? 0.1 : 0 },
    }, { seed: 1 });
    const losses = result.history.train.map(([, loss]) => loss);
    assert.equal(losses.length, 7);
    assert.ok(losses[5] < losses[0], `losses ${losses}`);
    tf.tidy(() => {
      const logits = gpt(model.params, model.config, tf.zeros([1, 3], "int32"));
      assert.deepEqual(logits.shape, [1, 3, config.vocabSize]);
    });
    disposeParams(model.params);
    assert.equal(tf.memory().numTensors, before);
  }
});

Deno.test("labels for given tickets: an untrained model is asked, and gets nothing right", async () => {
  await tf.setBackend("cpu");
  const params = initPlainGPT(config, seed(1), { equalKeys: false });
  const samples = [
    ...lottoDataset({ seed: 1, tickets: { min: 1, max: 1 }, drawTickets: balancedTickets() }).take(2),
  ];
  const labels = scratchpadLabels({ params, config }, { batchSize: 2 });
  const summary = summarise(await gradeLabels(samples, labels, { format: "taggedPrizes" }));
  assert.equal(summary.n_total, 2);
  assert.equal(summary.n_ok, 0);
  disposeParams(params);
});

Deno.test("a model that takes every purchase for an invalid one has no labels, and all of them are wrong", async () => {
  await tf.setBackend("cpu");
  const params = initPlainGPT(config, seed(1), { equalKeys: false });
  const row = tf.oneHot(tf.tensor1d([TOKEN_NAMES.indexOf("winningRepeated")], "int32"), config.vocabSize);
  const wte = { weight: tf.matMul(row.toFloat(), tf.ones([1, 16]), true) as tf.Tensor2D }; // (V, C): logits 16 or 0
  const ln_f = { weight: tf.zeros<tf.Rank.R1>([16]), bias: tf.ones<tf.Rank.R1>([16]) };
  const labels = scratchpadLabels({ params: { ...params, wte, ln_f }, config }, { batchSize: 2 });
  const samples = [...lottoDataset({ seed: 3, tickets: { min: 1, max: 2 } }).take(3)];
  const summary = summarise(await gradeLabels(samples, labels, { format: "taggedPrizes" }));
  assert.equal(summary.result_labels_parse_error, 3);
});
