/**
 * Our side of repro:shakespeare. The model differs from nanoGPT's in two things. nanoGPT has no biases; ours has GPT-2's,
 * except in queries, keys and values. nanoGPT computes GELU exactly; ours uses GPT-2's tanh formula.
 */
import { randomWindows } from "../../../corpora/mod.ts";
import { gpt, type GPTParams, initGPT } from "../../../gpt/mod.ts";
import { jit } from "../../../engine/jit/mod.ts";
import { countParams, disposeParams, seed } from "../../../nn/mod.ts";
import { crossEntropy, formatProgress, train, warmupCosine } from "../../../training/mod.ts";
import { SETTINGS, type Task, type Trained, type TrainOptions } from "./settings.ts";

export async function trainOurs(
  { config, trainIds, validation }: Task,
  { seed: runSeed, steps, onProgress }: TrainOptions,
): Promise<Trained> {
  const { batchSize, peak, floor, warmupSteps, beta1, beta2, weightDecay, clipNorm } = SETTINGS;
  const result = await train<GPTParams>({
    params: () => initGPT(config, seed(runSeed)),
    loss: (params, { x, y }, o) => crossEntropy(gpt(params, config, x, o), y),
    batches: randomWindows(trainIds, { blockSize: config.blockSize, batchSize, seed: runSeed }),
    vocabSize: config.vocabSize,
    steps,
    seed: runSeed,
    learningRate: warmupCosine({ peak, floor, warmupSteps, totalSteps: steps }),
    adamw: { beta1, beta2, weightDecay },
    clipNorm,
    compile: (f) => jit(f),
    heldOut: { batches: validation, every: 500 },
    onStep: ({ step, loss, progress }) => {
      if (step % 250 === 0) onProgress(formatProgress(progress, { loss }));
    },
  });
  const { params, state, history, progress } = result;
  const parameters = countParams(params);
  disposeParams({ params, m: state.m, v: state.v, t: state.t });
  return {
    parameters,
    validationLoss: history.heldOut.at(-1)![1],
    tokensPerSecond: progress.tokens / (progress.elapsedMs / 1000),
    heldOut: history.heldOut.map(([step, loss]) => [step, loss] as const),
  };
}
