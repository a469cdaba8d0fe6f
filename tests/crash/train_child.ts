/**
 * A training that crash_test.ts kills: a tiny compiled GPT with dropout, which saves every other step.
 *
 * Arguments: folder, backend, steps. Prints one line per event, at once: "resumed 12", "step 13 3.2079…", "heldout …",
 * "saving 14", "saved 14", "done". Losses are printed in full, so that two runs can be compared bit for bit.
 */
import * as tf from "@tensorflow/tfjs";
import { randomWindows } from "lib/corpora";
import { gpt, type GPTParams, initGPT, nanoGPTCharConfig } from "lib/gpt";
import { jit } from "lib/engine/jit";
import { seed } from "lib/nn";
import { useTensorFlow } from "lib/engine/tensorflow";
import { crossEntropy, train, warmupCosine } from "lib/training";

const [folder, backend, steps] = Deno.args;
if (backend === "tensorflow") useTensorFlow();
await tf.setBackend(backend);

const config = {
  ...nanoGPTCharConfig,
  vocabSize: 11,
  blockSize: 6,
  nLayer: 1,
  nHead: 2,
  nEmbd: 8,
  dropout: 0.2,
};
const tokens = Int32Array.from({ length: 400 }, (_, i) => (i * i + 3 * i) % config.vocabSize);
const batches = (seed: number) => randomWindows(tokens, { blockSize: config.blockSize, batchSize: 2, seed });
const encoder = new TextEncoder();
const say = (line: string) => void Deno.stdout.writeSync(encoder.encode(line + "\n"));

await train<GPTParams>({
  params: () => initGPT(config, seed(3)),
  loss: (params, { x, y }, o) => tf.tidy(() => crossEntropy(gpt(params, config, x, o), y)),
  batches: batches(1),
  vocabSize: config.vocabSize,
  steps: Number(steps),
  seed: 5,
  learningRate: warmupCosine({ peak: 1e-2, floor: 1e-3, warmupSteps: 10, totalSteps: Number(steps) }),
  compile: (f) => jit(f),
  readEvery: 1,
  heldOut: { batches: batches(2), every: 10, count: 2 },
  checkpoints: { folder, every: 2, keepLast: 2, config },
  onStep: ({ step, loss }) => say(`step ${step} ${loss}`),
  onEval: ({ step, loss }) => say(`heldout ${step} ${loss}`),
  onCheckpoint: ({ kind, step }) => say(`${kind} ${step}`),
});
say("done");
