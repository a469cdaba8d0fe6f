/** The whole model by hand gives PyTorch's and lib/gpt's logits, loss and gradients; ten steps give PyTorch's losses. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { gpt, type GPTConfig, type GPTParams, initGPT, llamaParts } from "lib/gpt";
import { flattenParams, seed } from "lib/nn";
import { crossEntropy, lossAndGradients, uploadBatch } from "lib/training";
import { makeActivations } from "../../../lib/gpt/by_hand/activations.ts";
import { gptForward, gptLoss } from "../../../lib/gpt/by_hand/gpt.ts";
import { copyInto, zerosOf } from "../../../lib/gpt/by_hand/parameters.ts";
import { lossAndGradientsByHand, makeTraining, trainStepByHand } from "../../../lib/gpt/by_hand/training.ts";
import { type ModelName, modelNames, readModels, readTensors, withPrefix } from "../../fixtures/gpt/read.ts";
import { assertClose, relativeDifference, toArray } from "./arrays.ts";

/** Largest allowed distance of a gradient, as a share of its norm. */
const TOLERANCE = 1e-4;

function setup(name: ModelName) {
  const { models, adamw } = readModels();
  const model = models[name], { config, ids } = model, tensors = readTensors(name);
  const batches = ids.map((rows) => {
    const part = (from: number) =>
      Int32Array.from(rows.flatMap((row) => row.slice(from, from + config.blockSize)));
    return { x: part(0), y: part(1) };
  });
  const training = makeTraining(config, [ids[0].length, config.blockSize]);
  copyInto(training.params, valuesOf(withPrefix(tensors, "weight/")));
  return { ...model, adamw, tensors, batches, training };
}

const valuesOf = (tensors: Map<string, tf.Tensor>) =>
  new Map([...tensors].map(([name, tensor]) => [name, toArray(tensor)]));

for (const name of modelNames) {
  Deno.test(`the GPT by hand gives PyTorch's logits, loss and every gradient: ${name}`, () => {
    const { training, batches: [batch], tensors, loss } = setup(name);
    gptForward(training.activations, { ...training, ids: batch.x });
    assertClose(training.activations.logits, toArray(tensors.get("logits")!), "logits");
    assert.ok(Math.abs(lossAndGradientsByHand(training, batch) - loss) <= 1e-5);
    const expected = valuesOf(withPrefix(tensors, "gradient/"));
    assert.deepEqual(training.grads.named.map(({ name }) => name).sort(), [...expected.keys()].sort());
    for (const { name, values } of training.grads.named) {
      const difference = relativeDifference(values, expected.get(name)!);
      assert.ok(difference <= TOLERANCE, `gradient of ${name} differs by ${difference} of its norm`);
    }
  });

  Deno.test(`ten AdamW steps by hand give PyTorch's losses and gradient norms: ${name}`, () => {
    const { training, batches, adamw: { learningRates, clipNorm, ...adamw }, ...model } = setup(name);
    learningRates.forEach((learningRate, step) => {
      const batch = batches[step % batches.length];
      const { loss, gradNorm } = trainStepByHand(training, { batch, learningRate, adamw, clipNorm });
      assert.ok(Math.abs(loss - model.adamwLosses[step]) <= 1e-3, `step ${step}: loss ${loss}`);
      const norm = model.gradientNorms[step];
      assert.ok(Math.abs(gradNorm - norm) <= 1e-3 * norm, `step ${step}: norm ${gradNorm}, PyTorch ${norm}`);
    });
    assert.equal(training.step, 10);
  });
}

const CONFIG: GPTConfig = {
  ...{ vocabSize: 13, blockSize: 7, nLayer: 3, nHead: 3, nEmbd: 12, dropout: 0 },
  ...{ qkvBias: true, tiedHead: true },
};

Deno.test("the GPT by hand gives the loss and gradients of lib/gpt, also where targets are ignored", async () => {
  await tf.setBackend("cpu");
  for (const options of [{}, { tiedHead: false, qkvBias: false }]) {
    const config = { ...CONFIG, ...options };
    const params = initGPT(config, seed(3)), shape = [2, 5] as const;
    const x = Int32Array.from({ length: 10 }, (_, i) => (5 * i + 1) % 13);
    const y = x.map((id, i) => i % 4 === 3 ? -1 : (id + 3) % 13);
    const loss = (p: GPTParams, { x, y }: { x: tf.Tensor2D; y: tf.Tensor2D }) =>
      crossEntropy(gpt(p, config, x), y);
    const batch = uploadBatch({ x, y, shape }, config);
    const expected = lossAndGradients<GPTParams>(loss, { params, batch });
    const training = makeTraining(config, shape);
    copyInto(training.params, valuesOf(flattenParams(params)));
    const found = lossAndGradientsByHand(training, { x, y });
    assert.ok(Math.abs(found - expected.loss.dataSync()[0]) < 1e-5);
    const gradients = flattenParams(expected.grads);
    for (const { name, values } of training.grads.named) {
      const difference = relativeDifference(values, toArray(gradients.get(name)!));
      assert.ok(difference <= TOLERANCE, `gradient of ${name} differs by ${difference} of its norm`);
    }
  }
});

Deno.test("a weight of each kind, nudged: the loss changes as the gradient says", () => {
  const { training, batches: [batch] } = setup("gpt2");
  lossAndGradientsByHand(training, batch);
  const gradients = new Map(
    training.grads.named.map(({ name, values }) => [name, Float32Array.from(values)]),
  );
  const loss = () => {
    gptForward(training.activations, { ...training, ids: batch.x });
    return gptLoss(training.activations, { targets: batch.y });
  };
  for (const { name, values } of training.params.named) {
    const gradient = gradients.get(name)!;
    const i = gradient.reduce((best, g, i) => Math.abs(g) > Math.abs(gradient[best]) ? i : best, 0);
    const before = values[i], h = 1e-2;
    const [up, down] = [h, -h].map((step) => {
      values[i] = before + step;
      return loss();
    });
    values[i] = before;
    const slope = (up - down) / (2 * h);
    assert.ok(Math.abs(slope - gradient[i]) <= 0.02 * Math.abs(gradient[i]) + 1e-4, `${name}: ${slope}`);
  }
});

Deno.test("a shorter input needs its own arrays; wrong ids, lengths, dropout and newer parts are refused", () => {
  const params = zerosOf(CONFIG), model = { config: CONFIG, params };
  const a = makeActivations(CONFIG, [1, 3]);
  gptForward(a, { ...model, ids: new Int32Array([1, 2, 3]) });
  assert.equal(a.logits.length, 3 * 13);
  assert.throws(() => gptForward(a, { ...model, ids: new Int32Array(4) }), /for 3 tokens, found 4 ids/);
  assert.throws(() => gptForward(a, { ...model, ids: new Int32Array([1, 13, 2]) }), /id 13 at 1/);
  assert.throws(() => gptLoss(a, { targets: new Int32Array([1, 2, 13]) }), /id 13 at 2/);
  assert.throws(() => gptLoss(a, { targets: new Int32Array(2) }), /for 3 tokens, found 2 ids/);
  assert.throws(() => makeActivations(CONFIG, [1, 8]), /1 to 7 tokens \(blockSize\), found 1 of 8/);
  assert.throws(() => zerosOf({ ...CONFIG, dropout: 0.1 }), /no dropout/);
  assert.throws(() => zerosOf({ ...CONFIG, ...llamaParts }), /GPT-2's parts only, but the config sets norm/);
  assert.throws(
    () => copyInto(params, new Map()),
    /"wte.weight" \(13, 12\) needs 156 numbers, found no such name/,
  );
});
