/**
 * What a worker of `./course gpu` measures on its device, beside the verbs of `./course bench`: numbers to compare with
 * another device's, the growth of memory, and steps of notebook 04's training at `full`.
 */
import * as tf from "@tensorflow/tfjs";
import { memoryInUse } from "../../../engine/device/mod.ts";
import { type Compile, tidyTree } from "../../../engine/ops/mod.ts";
import { generate, gpt, type GPTConfig, type GPTParams, initGPT } from "../../../gpt/mod.ts";
import { disposeParams, flattenParams, seed } from "../../../nn/mod.ts";
import { BOOK_PRESETS } from "../../../notebook/presets.ts";
import {
  crossEntropy,
  estimateRun,
  lossAndGradients,
  train,
  type TrainOptions,
} from "../../../training/mod.ts";
import { type BenchShape, shapeBatch, shapeBatches, shapeConfig } from "../shapes.ts";

export interface ParityNumbers {
  /** at most 2000 of the logits (B, T, V), evenly spaced */
  readonly logits: readonly number[];
  /** at most 200 numbers of each parameter's gradient */
  readonly gradients: readonly number[];
  /** of 20 training steps */
  readonly losses: readonly number[];
  /** of one continuation */
  readonly tokens: readonly number[];
}

function sampled(values: ArrayLike<number>, most: number): number[] {
  const every = Math.ceil(values.length / most);
  return Array.from({ length: Math.ceil(values.length / every) }, (_, i) => values[i * every]);
}

/** Training options of a shape, with the same batch in each step. */
function trainOptions(
  shape: BenchShape,
  o: { readonly config: GPTConfig; readonly steps: number; readonly compile?: Compile },
): TrainOptions<GPTParams> {
  return {
    params: () => tidyTree(() => initGPT(o.config, seed(0))), // tidy frees the seed
    loss: (params, { x, y }) => crossEntropy(gpt(params, o.config, x), y),
    batches: shapeBatches(shape),
    ...{ vocabSize: shape.vocabSize, steps: o.steps, compile: o.compile },
    ...{ memoryBytes: memoryInUse, learningRate: 1e-3 },
    adamw: { beta2: 0.95, weightDecay: 0.1 },
  };
}

/** Logits, gradients, 20 training steps and a sampled text: the same numbers on every device, to rounding. */
export async function parityNumbers(shape: BenchShape, compile?: Compile): Promise<ParityNumbers> {
  const config = shapeConfig(shape), { blockSize } = shape;
  const params = initGPT(config, seed(0)), batch = shapeBatch(shape);
  const forward = tf.tidy(() => gpt(params, config, batch.x));
  const logits = sampled(await forward.data(), 2000);
  const { loss, grads } = lossAndGradients(
    (params: GPTParams, { x, y }: typeof batch) => crossEntropy(gpt(params, config, x), y),
    { params, batch },
  );
  const gradients: number[] = [];
  for (const [, gradient] of flattenParams(grads)) gradients.push(...sampled(await gradient.data(), 200));
  tf.dispose([forward, loss]);
  disposeParams({ grads, batch });
  const losses: number[] = [];
  const options = trainOptions(shape, { config, steps: 20, compile });
  const trained = await train({ ...options, onStep: ({ loss }) => void losses.push(loss) });
  const tokens: number[] = [];
  const model = { params: trained.params, config };
  for await (const step of generate(model, [[0]], { maxNewTokens: blockSize - 1, seed: 1, compile })) {
    tokens.push(step.tokens[0]!); // one row, which never ends early: no end token is named
  }
  disposeParams({ params, trained: trained.params, ...trained.state });
  return { logits, gradients, losses, tokens };
}

/**
 * Tensors and bytes before and after many steps; after the first quarter all programs and buffers exist.
 *
 * @param o.seconds about so long it takes at most, with fewer steps on a slow device
 * @returns `steps`: between the two counts
 */
export async function growth(
  shape: BenchShape,
  { steps, seconds = Infinity, compile, now = () => performance.now() }: {
    readonly steps: number;
    readonly seconds?: number;
    readonly compile?: Compile;
    readonly now?: () => number;
  },
) {
  const config = shapeConfig(shape);
  const count = (step: number) => ({ step, tensors: tf.memory().numTensors, bytes: memoryInUse() });
  let before: ReturnType<typeof count> | undefined, after = count(0), first: number | undefined;
  const stop = new AbortController();
  const trained = await train({
    ...trainOptions(shape, { config, steps, compile }),
    signal: stop.signal,
    onStep: ({ step }) => {
      const time = now();
      first ??= time; // the first step compiles
      const share = Math.max(step / steps, (time - first) / 1000 / seconds);
      if (share >= 1 / 4) before ??= count(step);
      after = count(step);
      if (share >= 1) stop.abort();
    },
  });
  disposeParams({ params: trained.params, ...trained.state });
  const { step, tensors, bytes } = before ?? after;
  return { steps: after.step - step, tensors: after.tensors - tensors, bytes: after.bytes - bytes };
}

export interface FullOptions {
  readonly accumulate: number;
  readonly tiedHead: boolean;
  readonly compile?: Compile;
  /** Default: notebook 04's `full`, with GPT-2's vocabulary. */
  readonly preset?: typeof BOOK_PRESETS.full;
  readonly vocabSize?: number;
}

/** The options of notebook 04's training at `full`, for a number of steps. */
function fullOptions(o: FullOptions, steps: number): TrainOptions<GPTParams> {
  const { accumulate, tiedHead, compile, preset = BOOK_PRESETS.full, vocabSize = 50257 } = o;
  const { model, batchSize, windowTokens, learningRate } = preset;
  const config = { ...model, tiedHead, vocabSize };
  const micro = { ...config, name: "full", batchSize: batchSize / accumulate, blockSize: windowTokens };
  return { ...trainOptions(micro, { config, steps, compile }), accumulate, learningRate, readEvery: 1 };
}

/** What `estimateRun` says about notebook 04's training at `full`, from three steps. */
export async function estimateFull(o: FullOptions) {
  const { batchSize, windowTokens } = o.preset ?? BOOK_PRESETS.full;
  const { startSeconds, secondsPerStep, memoryBytes } = await estimateRun(fullOptions(o, 1), {
    ...{ warmUp: 1, trials: 2 },
  });
  const estimatedTokensPerSecond = batchSize * windowTokens / secondsPerStep;
  return { startSeconds, secondsPerStep, estimatedTokensPerSecond, memoryBytes };
}

/**
 * Steps of notebook 04's training at `full`, and how long they take beside the estimate.
 *
 * @param o.seconds about so long the steps take, by the estimate; at least 2 and at most 200 steps
 */
export async function fullTraining(
  { seconds, estimate, ...o }: FullOptions & {
    readonly seconds: number;
    readonly estimate: Pick<Awaited<ReturnType<typeof estimateFull>>, "startSeconds" | "secondsPerStep">;
  },
) {
  const { batchSize, windowTokens } = o.preset ?? BOOK_PRESETS.full;
  const steps = Math.max(2, Math.min(200, Math.floor(seconds / estimate.secondsPerStep)));
  const estimatedSeconds = estimate.startSeconds + steps * estimate.secondsPerStep;
  const start = performance.now();
  const trained = await train(fullOptions(o, steps));
  const tookSeconds = (performance.now() - start) / 1000;
  const { history } = trained;
  disposeParams({ params: trained.params, ...trained.state });
  return {
    ...{ steps, estimatedSeconds, tookSeconds },
    tokensPerSecond: steps * batchSize * windowTokens / tookSeconds,
    firstLoss: history.train[0][1],
    lastLoss: history.train.at(-1)![1],
  };
}
