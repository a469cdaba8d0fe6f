/** The course's training loop and text generation on WebGPU, against the plain JavaScript backend. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { randomWindows } from "lib/corpora";
import { generate, gpt, type GPTConfig, type GPTParams, initGPT } from "lib/gpt";
import { seed } from "lib/nn";
import { crossEntropy, train } from "lib/training";
import "./open.ts";

const config: GPTConfig = {
  vocabSize: 11,
  blockSize: 16,
  nLayer: 1,
  nHead: 2,
  nEmbd: 16,
  dropout: 0.1,
  qkvBias: true,
  tiedHead: true,
};

// 0, 1, 2 … 10, 0, 1 …: the next token is learned in few steps.
const text = Int32Array.from({ length: 400 }, (_, i) => i % config.vocabSize);
const batches = randomWindows(text, { blockSize: 16, batchSize: 4, seed: 3 });

async function trainAndGenerate(backend: string) {
  await tf.setBackend(backend);
  const losses: number[] = [];
  const heldOut: number[] = [];
  const { params } = await train<GPTParams>({
    params: () => initGPT(config, seed(1)),
    loss: (params, batch, o) => crossEntropy(gpt(params, config, batch.x, o), batch.y),
    batches,
    vocabSize: config.vocabSize,
    steps: 16,
    learningRate: 2e-2,
    seed: 5,
    accumulate: 2,
    heldOut: { batches, every: 8, count: 1 },
    onStep: (event) => void losses.push(event.loss),
    onEval: (event) => void heldOut.push(event.loss),
  });
  const texts: Record<string, number[]> = {};
  const ways = {
    greedy: { temperature: 0 },
    "top 3": { topK: 3, temperature: 0.8 },
    "top 90 %": { topP: 0.9, repetitionPenalty: 1.1 },
  };
  for (const [name, way] of Object.entries(ways)) {
    texts[name] = [];
    for await (
      const { tokens } of generate({ params, config }, [[1, 2, 3]], { ...way, maxNewTokens: 8, seed: 9 })
    ) {
      texts[name].push(tokens[0]!);
    }
  }
  return { losses, heldOut, texts };
}

Deno.test("a training run with accumulation and evaluation, then three ways of sampling, agree with JavaScript", async () => {
  const expected = await trainAndGenerate("cpu");
  const found = await trainAndGenerate("webgpu");
  assert.ok(expected.losses.at(-1)! < 0.9 * expected.losses[0], "training lowers the loss");
  assert.equal(found.losses.length, 16);
  found.losses.forEach((loss, i) => {
    assert.ok(Math.abs(loss - expected.losses[i]) < 2e-2, `step ${i}: ${loss}, not ${expected.losses[i]}`);
  });
  found.heldOut.forEach((loss, i) => assert.ok(Math.abs(loss - expected.heldOut[i]) < 2e-2));
  assert.deepEqual(found.texts, expected.texts);
});
