/** Trains 1,500 steps on the backend named on the command line and prints what memory was like on the way, as JSON. */
import * as tf from "@tensorflow/tfjs";
import { gpt, type GPTParams, initGPT, nanoGPTCharConfig } from "lib/gpt";
import { seed } from "lib/nn";
import { useTensorFlow } from "lib/engine/tensorflow";
import { crossEntropy, train } from "lib/training";
import { tinyBatches, VOCAB } from "./tiny_model.ts";

const [backend] = Deno.args;
if (backend === "tensorflow") useTensorFlow();
await tf.setBackend(backend);
const collectGarbage = (globalThis as unknown as { gc: () => void }).gc;
const config = {
  ...nanoGPTCharConfig,
  vocabSize: VOCAB,
  blockSize: 4,
  nLayer: 1,
  nHead: 1,
  nEmbd: 4,
  dropout: 0.1,
};
const seen: { step: number; tensors: number; heapBytes: number; rssBytes: number }[] = [];
await train<GPTParams>({
  params: () => initGPT(config, seed(1)),
  loss: (params, { x, y }, o) => tf.tidy(() => crossEntropy(gpt(params, config, x, o), y)),
  batches: tinyBatches(1, 4),
  vocabSize: VOCAB,
  steps: 1500,
  learningRate: 1e-3,
  readEvery: 25,
  onStep: ({ step }) => {
    if (step % 100 !== 0) return;
    collectGarbage();
    const { heapUsed, rss } = Deno.memoryUsage();
    seen.push({ step, tensors: tf.memory().numTensors, heapBytes: heapUsed, rssBytes: rss });
  },
});
console.log(JSON.stringify(seen));
