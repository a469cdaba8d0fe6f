/**
 * Evaluation: the mean loss over batches, and the same number in other units. Each batch counts with the total weight of its
 * targets, so a short last batch and ignored targets are treated right. Dropout is off.
 */
import * as tf from "@tensorflow/tfjs";
import type { Batches } from "../corpora/mod.ts";
import { disposeParams, type Params } from "../nn/mod.ts";
import { type Compile, tidyTree, yieldToEventLoop } from "../engine/ops/mod.ts";
import { countTargets, type TensorBatch, uploadBatch } from "./batch.ts";
import type { LossFn } from "./loss.ts";
import { oneWeight, ReportedWeights } from "./loss_weight.ts";

export interface Evaluation {
  /** Mean, in nats per token. */
  readonly loss: number;
  /** `exp(loss)`: the model is as uncertain as between so many equally likely tokens. */
  readonly perplexity: number;
  /** Targets that were counted. */
  readonly tokens: number;
}

/** The forward pass of a batch: its mean loss and the weight that it was divided by, (2) float32. */
type EvaluationStep<P extends Params> = (params: P, batch: TensorBatch) => tf.Tensor1D | Promise<tf.Tensor1D>;

/** Makes an evaluation step once, so that a compiled one serves every evaluation of a run. The caller may dispose it. */
export function makeEvaluationStep<P extends Params>(
  loss: LossFn<P>,
  compile: Compile = (f) => f,
): EvaluationStep<P> & Partial<Disposable> {
  return compile((params: P, batch: TensorBatch) =>
    tidyTree(() => {
      using weights = new ReportedWeights();
      const mean = weights.during(() => loss(params, batch, {}));
      return tf.stack([mean, oneWeight(weights.of(batch), "evaluating")]) as tf.Tensor1D;
    })
  );
}

/**
 * Measures the mean loss of a model over held-out batches.
 *
 * @param o.step from {@link makeEvaluationStep}.
 * @param o.count number of batches; the whole corpus (`stepsPerEpoch`) unless given.
 * @throws {RangeError} if no target counts, or an id is out of range; the signal's reason.
 */
export async function evaluate<P extends Params>(
  params: P,
  o: {
    readonly step: EvaluationStep<P>;
    readonly batches: Batches;
    readonly vocabSize: number;
    readonly count?: number;
    readonly signal?: AbortSignal;
  },
): Promise<Evaluation> {
  const count = o.count ?? o.batches.stepsPerEpoch;
  let total = 0, weights = 0, tokens = 0;
  for (let i = 0; i < count; i++) {
    o.signal?.throwIfAborted();
    const batch = o.batches.at(i);
    const targets = countTargets(batch);
    if (targets > 0) {
      const tensors = uploadBatch(batch, o);
      try {
        const measured = await o.step(params, tensors);
        const [mean, weight] = await measured.data();
        measured.dispose();
        if (weight !== 0) total += mean * weight;
        weights += weight;
        tokens += targets;
      } finally {
        disposeParams({ ...tensors });
      }
    }
    await yieldToEventLoop();
  }
  if (weights === 0) {
    throw new RangeError(`evaluating ${count} batches: no target counts, so there is no mean loss to give`);
  }
  const loss = total / weights;
  return { loss, perplexity: Math.exp(loss), tokens };
}

/**
 * Converts a loss to bits per byte of text, a unit that can be compared between tokenizers.
 *
 *     bits per byte = loss / ln 2 / bytes per token
 *
 * @param loss nats per token.
 * @param bytesPerToken mean length of the evaluated text's tokens in UTF-8 bytes.
 *
 * @example
 * ```ts
 * import { bitsPerByte } from "lib/training";
 * import assert from "node:assert/strict";
 * assert.equal(bitsPerByte(Math.log(16), 2), 2); // four bits a token, two bytes a token
 * ```
 */
export function bitsPerByte(loss: number, bytesPerToken: number): number {
  if (!(bytesPerToken > 0)) {
    throw new RangeError(`bitsPerByte: bytesPerToken must be above 0, got ${bytesPerToken}`);
  }
  return loss / Math.LN2 / bytesPerToken;
}
