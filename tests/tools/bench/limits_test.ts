import assert from "node:assert/strict";
import { countParams, initLoRA, LORA_DEFAULTS, seed } from "lib/nn";
import { initGPT } from "lib/gpt";
import * as tf from "@tensorflow/tfjs";
import { adapterParameters, type Peaks, samplingLimit, taskFlops } from "../../../lib/tools/bench/limits.ts";
import { type BenchShape, shapeConfig, trainingFlops } from "../../../lib/tools/bench/shapes.ts";

const hand: BenchShape = {
  ...{ name: "hand", nLayer: 1, nEmbd: 4, nHead: 2, blockSize: 8, vocabSize: 5, batchSize: 2 },
};
const llama: BenchShape = { ...hand, llama: { nKVHead: 1, nInner: 6 } };

Deno.test("adapterParameters() is what initLoRA() makes", async () => {
  await tf.setBackend("cpu");
  for (const shape of [hand, llama]) {
    const base = initGPT(shapeConfig(shape), seed(1));
    const adapter = initLoRA(base, { config: LORA_DEFAULTS, seed: seed(2) });
    assert.equal(adapterParameters(shape), countParams(adapter));
  }
});

Deno.test("taskFlops() of LoRA leaves out the frozen weights' gradients and adds the adapter", () => {
  const multiplying = 12 * 4 ** 2 + 5 * 4, tokens = 2 * 8;
  const adapter = 8 * (4 + 12 + 4 + 4 + 4 + 16 + 16 + 4); // rank (nIn + nOut) of four layers
  assert.equal(adapterParameters(hand), adapter);
  assert.equal(taskFlops(hand, "training"), trainingFlops(hand));
  assert.equal(taskFlops(hand, "instructions"), trainingFlops(hand));
  assert.equal(taskFlops(hand, "lora"), trainingFlops(hand) + tokens * (6 * adapter - 2 * multiplying));
});

Deno.test("samplingLimit(): bandwidth bounds one text, arithmetic many", () => {
  const weights = 12 * 4 ** 2 + 5 * 4, newTokens = 7, slots = 4, ofSlot = 4 * 2 * 4; // keys and values of 4 numbers
  const peaks = (bandwidth: number, flops: number): Peaks => ({ bandwidth, flops: { float32: flops } });
  const one = samplingLimit(hand, { batch: 1, newTokens, peaks: peaks(1000, Infinity) });
  const close = (found: number, expected: number) => Math.abs(found / expected - 1) < 1e-12;
  assert.ok(close(one, 1000 / (4 * weights + slots * ofSlot)));
  const four = samplingLimit(hand, { batch: 4, newTokens, peaks: peaks(1000, Infinity) });
  assert.ok(close(four, 4000 / (4 * weights + 4 * slots * ofSlot)), "the weights are read once for all rows");
  const half = samplingLimit(hand, { batch: 1, newTokens, peaks: peaks(1000, Infinity), weightBytes: 2 });
  assert.ok(
    close(half, 1000 / (2 * weights + slots * ofSlot)),
    "bfloat16 halves the weights, not keys and values",
  );
  const bound = samplingLimit(hand, { batch: 4, newTokens, peaks: peaks(Infinity, 1000) });
  assert.ok(close(bound, 1000 / (2 * weights + 4 * slots * 4)), "two operations a weight; scores and means");
});
