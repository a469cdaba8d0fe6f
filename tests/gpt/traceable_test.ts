/** A compiled step cannot look at values: model, loss gradients, cache and sampling must not read tensors back. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { gpt, type GPTConfig, type GPTParams, initGPT, initKVCache, sample, tokenIds } from "lib/gpt";
import { gptWithCache } from "../../lib/gpt/kv_cache.ts";
import { flattenParams, foldIn, seed, unflattenParams } from "lib/nn";
import { forEachBackend } from "../backends.ts";

const config: GPTConfig = {
  vocabSize: 11,
  blockSize: 6,
  nLayer: 2,
  nHead: 2,
  nEmbd: 8,
  dropout: 0.1,
  qkvBias: true,
  tiedHead: false,
};

/** Runs `f` while reading throws: from tensors, and from the backend unless its kernels are JavaScript themselves. */
function withoutReading(f: () => void): void {
  const backend = tf.backend(), tensor = tf.Tensor.prototype;
  const { readSync, read } = backend;
  const { dataSync, data } = tensor;
  const refuse = () => {
    throw new Error("a tensor was read back");
  };
  Object.assign(tensor, { dataSync: refuse, data: refuse });
  if (tf.getBackend() !== "cpu") Object.assign(backend, { readSync: refuse, read: refuse });
  try {
    f();
  } finally {
    Object.assign(tensor, { dataSync, data });
    Object.assign(backend, { readSync, read });
  }
}

/** Plain JavaScript draws from the seed's values; the engines that compile have an op for it. */
const drawsOnDevice = () => tf.getKernel("StatelessRandomUniform", tf.getBackend()) !== undefined;

forEachBackend("reading is noticed", () => {
  assert.throws(() => withoutReading(() => tf.ones([2]).dataSync()), /a tensor was read back/);
});

forEachBackend("a training step's loss and gradients read no tensor back", () => {
  const flat = flattenParams(initGPT(config, seed(1)));
  const ids = tokenIds([[1, 2, 3]], config), s = seed(1), step = tf.scalar(3, "int32");
  withoutReading(() => {
    const o = drawsOnDevice() ? { seed: foldIn(s, step) } : {};
    tf.valueAndGrads((...weights: tf.Tensor[]) => {
      const params = unflattenParams<GPTParams>(
        new Map([...flat.keys()].map((name, i) => [name, weights[i]])),
      );
      return tf.mean(tf.logSoftmax(gpt(params, config, ids, o))) as tf.Scalar;
    })([...flat.values()]);
  });
});

forEachBackend("a generation step reads no tensor back", () => {
  const params = initGPT(config, seed(1));
  const cache = initKVCache(config, { batchSize: 2 }), s = seed(1), seen = tf.zeros<tf.Rank.R2>([2, 11]);
  const lengths = tf.tensor1d([2, 3], "int32"), ids = tokenIds([[1, 2, 0], [3, 4, 5]], config);
  withoutReading(() => {
    const prompt = gptWithCache(params, config, ids, { cache, lengths });
    const first = sample(prompt.logits, { temperature: 0, repetitionPenalty: 1.2, seen });
    const next = gptWithCache(params, config, tf.expandDims(first, 1), { cache: prompt.cache });
    if (drawsOnDevice()) sample(next.logits, { temperature: 0.8, topK: 4, topP: 0.9, seed: s });
  });
});
