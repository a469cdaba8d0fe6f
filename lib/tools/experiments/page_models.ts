/**
 * `deno task experiments:pages`: trains the two small models that the exported pages run in the reader's browser.
 *
 * - `copier`: notebook 03's model of two layers that repeats words (sections 14 and 15): same task, same settings,
 *   28,032 parameters, saved as float32.
 * - `writer`: a GPT on the course's built-in book, 0.55 million parameters, saved as float16. The record gives the loss
 *   on the held-out last tenth before and after that rounding, in bits per byte.
 *
 * The settings were chosen for the size of the file and a short training on two CPU cores. Neither has a search behind
 * it: one seed, one run.
 */
import { parseArgs } from "node:util";
import { storyWorld } from "../../../data/mod.ts";
import {
  type Batches,
  randomBelow,
  randomPermutation,
  sequentialWindows,
  shuffledWindows,
  splitTail,
} from "../../corpora/mod.ts";
import { useDevice } from "../../engine/device/mod.ts";
import { jit } from "../../engine/jit/mod.ts";
import { gpt, type GPTConfig, type GPTParams, initGPT } from "../../gpt/mod.ts";
import { disposeParams, seed as makeSeed } from "../../nn/mod.ts";
import { projectPath } from "../../project_folder.ts";
import { trainByteLevel, writeTokenizerJson } from "../../tokenizers/mod.ts";
import { readModelFile, writeModelFile } from "../../training/checkpoint/mod.ts";
import {
  bitsPerByte,
  crossEntropy,
  evaluate,
  formatProgress,
  type LossFn,
  makeEvaluationStep,
  train,
  warmupCosine,
} from "../../training/mod.ts";
import { wholeNumbers } from "../whole_numbers.ts";

/** The letters of notebook 03's task, one token each. */
export const COPIER_LETTERS = "abcdefghijklmnopqrstuvwx";
const COPIER: GPTConfig = {
  vocabSize: COPIER_LETTERS.length,
  blockSize: 32,
  nLayer: 2,
  nHead: 2,
  nEmbd: 32,
  dropout: 0,
  qkvBias: true,
  tiedHead: false,
};
const WRITER: GPTConfig = {
  vocabSize: 1024,
  blockSize: 128,
  nLayer: 4,
  nHead: 4,
  nEmbd: 96,
  dropout: 0,
  qkvBias: true,
  tiedHead: true,
};
const SEED = 1;

const modelPath = (name: string) => projectPath(`assets/models/${name}.safetensors`);
const lossOf = (config: GPTConfig): LossFn<GPTParams> => (params, { x, y }, o) =>
  crossEntropy(gpt(params, config, x, o), y);

/** Words repeated, new ones in every step, as in notebook 03's section 14; the first round has no targets (-1). */
export const repeatedWords: Batches = {
  batchSize: 32,
  blockSize: COPIER.blockSize,
  stepsPerEpoch: 1000,
  at(step) {
    const rows = Array.from({ length: this.batchSize }, (_, row) => {
      const length = 6 + randomBelow(15, 1, step, row);
      const word = randomPermutation(COPIER.vocabSize, 1, step, row);
      return { length, ids: Array.from({ length: this.blockSize + 1 }, (_, t) => word[t % length]) };
    });
    return {
      x: Int32Array.from(rows.flatMap(({ ids }) => ids.slice(0, -1))),
      y: Int32Array.from(
        rows.flatMap(({ ids, length }) => ids.slice(1).map((id, t) => t < length ? -1 : id)),
      ),
      shape: [this.batchSize, this.blockSize],
    };
  },
};

async function trainCopier(): Promise<void> {
  const totalSteps = 500;
  const { params, state, history } = await train<GPTParams>({
    params: () => initGPT(COPIER, makeSeed(SEED)),
    loss: lossOf(COPIER),
    batches: repeatedWords,
    vocabSize: COPIER.vocabSize,
    steps: totalSteps,
    learningRate: warmupCosine({ peak: 4e-3, warmupSteps: 20, totalSteps }),
    compile: jit,
  });
  const last = history.train.slice(-20).map(([, loss]) => loss);
  const loss = last.reduce((sum, one) => sum + one, 0) / last.length;
  await save("copier-seed-1", {
    ...{ params, config: COPIER, half: false },
    origin: { name: "copier", ...made("copier"), letters: COPIER_LETTERS, steps: totalSteps, loss },
  });
  disposeParams({ params, m: state.m, v: state.v, t: state.t });
}

async function trainWriter(totalSteps: number): Promise<void> {
  const { text, name, sha256 } = await storyWorld();
  const tokenizer = trainByteLevel([text], { vocabSize: WRITER.vocabSize });
  const ids = Int32Array.from(tokenizer.encode(text));
  const { blockSize, vocabSize } = WRITER;
  const { train: trainIds, heldOut: heldOutIds } = splitTail(ids, 0.1, { blockSize });
  const batchSize = 16, stride = blockSize / 4;
  const heldOut = sequentialWindows(heldOutIds, { blockSize, batchSize });
  const loss = lossOf(WRITER);
  const { params, state: { m, v, t }, history } = await train<GPTParams>({
    params: () => initGPT(WRITER, makeSeed(SEED)),
    loss,
    batches: shuffledWindows(trainIds, { blockSize, stride, batchSize, seed: SEED }),
    ...{ vocabSize, steps: totalSteps, seed: SEED, compile: jit },
    learningRate: warmupCosine({ peak: 3e-3, warmupSteps: 50, totalSteps }),
    adamw: { weightDecay: 0.1 },
    heldOut: { batches: heldOut, every: 250 },
    onStep: ({ step, loss, progress }) => {
      if (step % 50 === 0) console.log(formatProgress(progress, { loss }));
    },
    onEval: ({ step, loss }) => console.log(`step ${step}: held-out loss ${loss.toFixed(3)}`),
    checkpoints: {
      folder: projectPath(`checkpoints/page-writer-${totalSteps}`),
      every: 250,
      keepLast: 1,
      config: { ...WRITER },
    },
  });
  disposeParams({ m, v, t });
  const bytes = new TextEncoder().encode(tokenizer.decode(heldOutIds)).length;
  const measure = async (params: GPTParams) => {
    const { loss: nats } = await evaluate(params, {
      ...{ step: makeEvaluationStep(loss, jit), batches: heldOut, vocabSize },
    });
    return { nats, bitsPerByte: bitsPerByte(nats, bytes / heldOutIds.length) };
  };
  const origin = {
    ...{ name: "writer", ...made("writer"), book: { name, sha256, tokens: ids.length }, steps: totalSteps },
    trainLoss: history.train.slice(-50).reduce((sum, [, loss]) => sum + loss, 0) / 50,
    heldOut: { float32: await measure(params) },
    tokenizer: JSON.parse(writeTokenizerJson(tokenizer)),
  };
  const path = await save("writer-seed-1", { params, config: WRITER, origin, half: true });
  disposeParams(params);
  const { params: rounded } = await readModelFile<GPTParams, object>(path);
  const float16 = await measure(rounded);
  await save("writer-seed-1", {
    ...{ params: rounded, config: WRITER, half: true },
    origin: { ...origin, heldOut: { ...origin.heldOut, float16 } },
  });
  disposeParams(rounded);
}

const made = (model: string) => ({ command: `./course deno task experiments:pages ${model}`, seed: SEED });

async function save(name: string, o: Parameters<typeof writeModelFile>[1]): Promise<string> {
  const path = modelPath(name);
  const { bytes, parameters } = await writeModelFile(path, o);
  console.log(`${path}: ${parameters} parameters, ${bytes} bytes`);
  return path;
}

async function main(): Promise<void> {
  const { positionals: [name], values } = parseArgs({
    allowPositionals: true,
    options: { steps: { type: "string", default: "1500" } },
  });
  if (name !== "copier" && name !== "writer") {
    throw new RangeError(`experiments:pages: expected "copier" or "writer", found ${name ?? "nothing"}`);
  }
  const [steps] = wholeNumbers("experiments:pages: --steps", values.steps, { most: 1 });
  await useDevice();
  await (name === "copier" ? trainCopier() : trainWriter(steps));
}

if (import.meta.main) await main();
