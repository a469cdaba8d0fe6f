/**
 * A scaling experiment: models of several sizes, each trained on several amounts of text, all measured on the same
 * held-out text.
 *
 * Each run has its own learning rate schedule, down to its own end. (The losses of one long run at several steps would
 * be those of models whose learning rate is still high; Hoffmann et al. 2022, section 3, explain this mistake.)
 */

import { randomWindows, sequentialWindows } from "../corpora/mod.ts";
import { gpt, type GPTConfig, type GPTParams, initGPT, parameterCount } from "../gpt/mod.ts";
import { disposeParams, seed } from "../nn/mod.ts";
import { type Compile, tidyTree } from "../engine/ops/mod.ts";
import {
  crossEntropy,
  evaluate,
  type LossFn,
  makeEvaluationStep,
  train,
  warmupCosine,
} from "../training/mod.ts";

export interface ScalingPoint {
  readonly nLayer: number;
  readonly nEmbd: number;
  readonly parameters: number;
  /** Parameters that take part in the matrix products of a token: all but the position embedding. */
  readonly computeParameters: number;
  readonly tokens: number;
  /** 6 · computeParameters · tokens. */
  readonly flops: number;
  readonly bitsPerCharacter: number;
  readonly seconds: number;
}

export interface ScalingOptions {
  readonly shapes: readonly Pick<GPTConfig, "nLayer" | "nHead" | "nEmbd">[];
  /** Steps of the runs of each shape. */
  readonly steps: readonly number[];
  readonly vocabSize: number;
  readonly blockSize: number;
  readonly batchSize: number;
  /** Peak learning rate of a width. */
  readonly learningRate: (nEmbd: number) => number;
  readonly train: Int32Array;
  readonly heldOut: Int32Array;
  /** Mean characters of the held-out text's tokens. */
  readonly charactersPerToken: number;
  readonly seed: number;
  readonly compile?: Compile;
  readonly signal?: AbortSignal;
}

/** Runs the experiment, smallest model first. */
export async function* measureScaling(o: ScalingOptions): AsyncGenerator<ScalingPoint> {
  const { blockSize, batchSize, vocabSize } = o;
  const batches = randomWindows(o.train, { blockSize, batchSize, seed: o.seed });
  const heldOut = sequentialWindows(o.heldOut, { blockSize, batchSize });
  for (const shape of o.shapes) {
    const config: GPTConfig = { ...shape, vocabSize, blockSize, dropout: 0, qkvBias: false, tiedHead: true };
    const loss: LossFn<GPTParams> = (params, { x, y }) => crossEntropy(gpt(params, config, x), y);
    const step = makeEvaluationStep(loss, o.compile);
    using cleanup = new DisposableStack();
    cleanup.defer(() => step[Symbol.dispose]?.());
    for (const steps of o.steps) {
      if (o.signal?.aborted) return;
      const started = performance.now();
      const { params, state } = await train({
        params: () => tidyTree(() => initGPT(config, seed(o.seed))),
        loss,
        batches,
        steps,
        vocabSize,
        seed: o.seed,
        compile: o.compile,
        signal: o.signal,
        learningRate: warmupCosine({
          peak: o.learningRate(config.nEmbd),
          warmupSteps: Math.max(1, Math.floor(steps / 10)),
          totalSteps: steps,
        }),
        adamw: { weightDecay: 0.1 },
      });
      const seconds = (performance.now() - started) / 1000;
      const measured = o.signal?.aborted
        ? undefined // an interrupted training is not a point of the experiment
        : await evaluate(params, { step, batches: heldOut, vocabSize });
      const parameters = parameterCount(config);
      const computeParameters = parameters - blockSize * config.nEmbd;
      const tokens = steps * batchSize * blockSize;
      disposeParams({ params, m: state.m, v: state.v, t: state.t });
      if (!measured) return;
      yield {
        nLayer: config.nLayer,
        nEmbd: config.nEmbd,
        parameters,
        computeParameters,
        tokens,
        flops: 6 * computeParameters * tokens,
        bitsPerCharacter: measured.loss / Math.LN2 / o.charactersPerToken,
        seconds,
      };
    }
  }
}
