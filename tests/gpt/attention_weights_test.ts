import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { gpt, gptAttentionWeights, type GPTConfig, initGPT, tokenIds } from "lib/gpt";
import { attentionWeights, embedding, layerNorm, mapParams, randomNormal, seed } from "lib/nn";
import { forEachBackend, leakedTensors } from "../backends.ts";
import { maxDifference } from "../compare.ts";

const config: GPTConfig = {
  vocabSize: 11,
  blockSize: 6,
  nLayer: 2,
  nHead: 2,
  nEmbd: 8,
  dropout: 0.5,
  qkvBias: true,
  tiedHead: true,
};

/** Weights large enough that attention is far from uniform. */
const params = () =>
  mapParams((w, name) => randomNormal(w.shape, seed(name.length)), initGPT(config, seed(1)));

forEachBackend(
  "gptAttentionWeights() gives each layer and head rows that sum to 1 and look at nothing later",
  () => {
    const ids = tokenIds([[1, 2, 3, 4], [5, 6, 7, 8]], config);
    const weights = gptAttentionWeights(params(), config, ids);
    assert.deepEqual(weights.shape, [2, 2, 2, 4, 4]);
    assert.ok(maxDifference(tf.sum(weights, -1), tf.ones([2, 2, 2, 4])) < 1e-6);
    const later = tf.greater(tf.range(0, 4), tf.reshape(tf.range(0, 4), [4, 1]));
    assert.equal(tf.max(tf.mul(weights, tf.cast(later, "float32"))).dataSync()[0], 0);
  },
);

forEachBackend(
  "gptAttentionWeights() begins with the first block's attention to tokens and positions",
  () => {
    const p = params();
    const ids = tokenIds([[1, 2, 3, 4]], config);
    const x = tf.add(embedding(p.wte, ids), tf.slice(p.wpe.weight, [0, 0], [4, -1])) as tf.Tensor3D;
    const first = attentionWeights(p.h[0].attn, layerNorm(p.h[0].ln_1, x), { nHead: 2 });
    const [layer] = tf.unstack(gptAttentionWeights(p, config, ids), 1);
    assert.ok(maxDifference(layer, first) < 1e-6);
  },
);

forEachBackend("gptAttentionWeights() of the second layer depends on what the first block wrote", () => {
  const p = params();
  const ids = tokenIds([[1, 2, 3, 4]], config);
  const silent = { ...p, h: [mapParams((w) => tf.zerosLike(w), p.h[0]), p.h[1]] }; // adds nothing to the stream
  const second = (q: typeof p) => tf.unstack(gptAttentionWeights(q, config, ids), 1)[1];
  assert.ok(maxDifference(second(p), second(silent)) > 1e-3);
  const x = tf.add(embedding(p.wte, ids), tf.slice(p.wpe.weight, [0, 0], [4, -1])) as tf.Tensor3D;
  const direct = attentionWeights(p.h[1].attn, layerNorm(p.h[1].ln_1, x), { nHead: 2 });
  assert.ok(maxDifference(second(silent), direct) < 1e-5);
});

forEachBackend("gptAttentionWeights() leaves no tensors behind and changes no logits", () => {
  const p = params();
  const ids = tokenIds([[1, 2, 3]], config);
  const before = gpt(p, config, ids);
  assert.equal(leakedTensors(() => gptAttentionWeights(p, config, ids)), 0);
  assert.equal(maxDifference(gpt(p, config, ids), before), 0);
});

Deno.test("gptAttentionWeights() refuses more tokens than the model has positions", () => {
  const ids = tf.zeros([1, 7], "int32") as tf.Tensor2D;
  assert.throws(() => gptAttentionWeights(params(), config, ids), /1 to 6 tokens \(blockSize\), found 7/);
});
