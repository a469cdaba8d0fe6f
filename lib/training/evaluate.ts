/**
 * Evaluation: the mean loss over batches, and what it says in other units.
 *
 * Weighted as the loss weighs its targets: a short last batch or ignored targets count for what they hold. Dropout is
 * off.
 */
import * as tf from "@tensorflow/tfjs";
import type { Batches } from "../corpora/mod.ts";
import { disposeParams, type Params } from "../nn/mod.ts";
import { tidyTree } from "../engine/ops/mod.ts";
import { countTargets, type TensorBatch, uploadBatch } from "./batch.ts";
import { yieldToEventLoop } from "./event_loop.ts";
import type { LossFn } from "./loss.ts";
import { HeardWeights, oneWeight } from "./loss_weight.ts";
import type { Compile } from "./step.ts";

export interface Evaluation {
  /** Mean, in nats per token. */
  readonly loss: number;
  /** `exp(loss)`: between how many equally likely tokens the model hesitates. */
  readonly perplexity: number;
  /** Targets that were counted. */
  readonly tokens: number;
}

/** A batch's mean loss and the weight that it was divided by, (2) float32. */
type MeanAndWeight = tf.Tensor1D;

/** The forward pass that {@link evaluate} calls for each batch. */
export type EvaluationStep<P extends Params> = (
  params: P,
  batch: TensorBatch,
) => MeanAndWeight | Promise<MeanAndWeight>;

/** Makes an evaluation step once, so that a compiled one serves every evaluation of a run. */
export function makeEvaluationStep<P extends Params>(
  loss: LossFn<P>,
  compile: Compile = (f) => f,
): EvaluationStep<P> {
  return compile((params: P, batch: TensorBatch) =>
    tidyTree(() => {
      using weights = new HeardWeights();
      const mean = weights.during(() => loss(params, batch, {}));
      return tf.stack([mean, oneWeight(weights.of(batch), "evaluating")]) as MeanAndWeight;
    })
  );
}

/**
 * Measures the mean loss of a model over held-out batches.
 *
 * @param params the weights; they stay the caller's.
 * @param o.step from {@link makeEvaluationStep}.
 * @param o.batches where the text comes from; batches 0 … o.count - 1 are taken.
 * @param o.count batches to measure; the whole corpus (`stepsPerEpoch`) unless given.
 * @param o.vocabSize ids must be below it.
 * @param o.signal stops the evaluation by throwing the signal's reason.
 * @throws {RangeError} where no target counts, or an id is out of range.
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
 * A loss in bits per byte of text, which models with different tokenizers share as a measure.
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
