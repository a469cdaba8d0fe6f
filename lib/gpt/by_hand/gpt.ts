/**
 * GPT-2 by hand: the whole model, forward and backward, over plain arrays.
 *
 * `lib/gpt/gpt.ts` is the same function of tensors; there a library derives the backward pass. Dropout and the KV cache
 * are left out.
 * Letters: B sequences, T tokens, N = B · T, C width, V vocabulary.
 */
import type { GPTConfig } from "../config.ts";
import type { Activations } from "./activations.ts";
import { blockBackward, blockForward } from "./block.ts";
import { crossEntropyBackward, crossEntropyForward } from "./cross_entropy.ts";
import { embeddingBackward, embeddingForward } from "./embedding.ts";
import { headBackward, headForward } from "./head.ts";
import { layerNormBackward, layerNormForward } from "./layer_norm.ts";
import type { GPTArrays } from "./parameters.ts";

/** Token ids and the ids that should follow, (B, T) each; lib/corpora's Batch is one. */
export interface IdBatch {
  readonly x: Int32Array;
  /** A negative target does not count in the loss. */
  readonly y: Int32Array;
}

interface Model {
  readonly config: GPTConfig;
  readonly params: GPTArrays;
}

/**
 * The forward pass: ids (B, T) to logits (B, T, V), in `a.logits`.
 *
 * @param a every array is overwritten
 * @param o.ids (B, T), row by row
 * @throws RangeError if there are not B · T ids, or one is not in the vocabulary
 */
export function gptForward(a: Activations, o: Model & { readonly ids: Int32Array }): void {
  const { config, params, ids } = o, [B, T] = a.shape, rows = B * T;
  checkIds(ids, { rows, vocabSize: config.vocabSize });
  embeddingForward(a.embedded, { ids, T, ...params });
  let x = a.embedded; // the residual stream
  params.h.forEach((block, i) => {
    blockForward(a.h[i], { params: block, x, T, nHead: config.nHead, rows });
    x = a.h[i].out;
  });
  layerNormForward(a.ln_f, { x, ...params.ln_f });
  headForward(a.logits, { x: a.ln_f.y, ...params, rows });
}

/**
 * The loss of a forward pass in nats per token, with the probabilities in `a.probabilities`.
 *
 * @param o.targets (B, T), row by row; a negative one does not count
 * @throws RangeError if there are not B · T targets, or one is not in the vocabulary
 */
export function gptLoss(a: Activations, { targets }: { readonly targets: Int32Array }): number {
  const rows = a.shape[0] * a.shape[1];
  checkIds(targets, { rows, vocabSize: a.logits.length / rows, smallest: -Infinity });
  return crossEntropyForward(a.probabilities, { logits: a.logits, targets });
}

/**
 * The backward pass: the gradient of the loss for every weight.
 *
 * @param grads of the weights, added to; fill them with 0 before the first batch of a step
 * @param o.activations after `gptForward` and `gptLoss` of the same batch
 */
export function gptBackward(
  grads: GPTArrays,
  o: Model & { readonly activations: Activations; readonly batch: IdBatch },
): void {
  const { config, params, activations: a, batch } = o, [B, T] = a.shape, rows = B * T, d = a.scratch;
  crossEntropyBackward(a.logits, { probabilities: a.probabilities, targets: batch.y });
  d.norm.fill(0);
  headBackward({ dx: d.norm, ...grads }, { dlogits: a.logits, x: a.ln_f.y, ...params, rows });
  const inputOf = (i: number) => i === 0 ? a.embedded : a.h[i - 1].out;
  d.residual.fill(0);
  const x = inputOf(config.nLayer);
  layerNormBackward({ dx: d.residual, ...grads.ln_f }, { dy: d.norm, x, ...a.ln_f, ...params.ln_f });
  for (let i = config.nLayer - 1; i >= 0; i--) {
    const block = { params: params.h[i], activations: a.h[i], x: inputOf(i), T, nHead: config.nHead, rows };
    blockBackward({ grads: grads.h[i], scratch: d }, block);
  }
  embeddingBackward(grads, { ids: batch.x, T, dx: d.residual });
}

function checkIds(
  ids: Int32Array,
  { rows, vocabSize, smallest = 0 }: { rows: number; vocabSize: number; smallest?: number },
): void {
  if (ids.length !== rows) {
    throw new RangeError(
      `a GPT by hand: its arrays are for ${rows} tokens, found ${ids.length} ids; call makeActivations for ` +
        "this batch's shape",
    );
  }
  const wrong = ids.findIndex((id) => id < smallest || id >= vocabSize);
  if (wrong >= 0) {
    throw new RangeError(`a GPT by hand: id ${ids[wrong]} at ${wrong} is not from 0 to ${vocabSize - 1}`);
  }
}
