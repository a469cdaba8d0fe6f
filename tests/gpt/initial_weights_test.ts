import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { type GPTConfig, initGPT } from "lib/gpt";
import { flattenParams, seed } from "lib/nn";
import { forEachBackend } from "../backends.ts";

const config: GPTConfig = {
  vocabSize: 40,
  blockSize: 6,
  nLayer: 3,
  nHead: 2,
  nEmbd: 32,
  dropout: 0,
  qkvBias: true,
  tiedHead: false,
};

forEachBackend("initGPT() gives no two weights the same numbers, a head of its own included", () => {
  const weights = [...flattenParams(initGPT(config, seed(1)))].filter(([name]) => !/ln_|bias/.test(name));
  assert.ok(weights.some(([name]) => name === "lm_head.weight"));
  // Weights of another standard deviation are scaled: compare how the numbers relate to the first one.
  const starts = weights.map(([, weight]) => {
    const [first, ...rest] = weight.dataSync().slice(0, 4);
    return rest.map((value) => (value / first).toPrecision(4)).join();
  });
  assert.equal(new Set(starts).size, starts.length, starts.join("; "));
});

forEachBackend("a head of its own begins with standard deviation 0.02", () => {
  const { weight } = initGPT(config, seed(1)).lm_head!;
  const found = Math.sqrt(tf.mean(tf.square(weight)).dataSync()[0]);
  assert.ok(Math.abs(found - 0.02) < 0.002, `${found}`);
});
