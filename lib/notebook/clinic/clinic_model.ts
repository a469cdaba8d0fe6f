/**
 * The model of notebook 02's clinic: a transformer with two small blocks, and a ReLU layer before the head.
 *
 * The GPT of lib/gpt has no ReLU layer; the clinic needs one that can die. Everything else is lib/nn's.
 * B: windows in a batch, T: letters in a window, C: width, V: different letters.
 */
import * as tf from "@tensorflow/tfjs";
import {
  block,
  type BlockParams,
  causalMask,
  embedding,
  type EmbeddingParams,
  foldIn,
  initBlock,
  initEmbedding,
  initLayerNorm,
  layerNorm,
  type LayerNormParams,
  linear,
  type LinearParams,
  seed,
} from "../../nn/mod.ts";
import { initLinear } from "../../nn/linear.ts";
import { hideKeys } from "../../nn/attention_mask.ts";

export const CLINIC_SHAPE = { blockSize: 32, nLayer: 2, nHead: 4, width: 32 } as const;

export type ClinicParams = {
  readonly wte: EmbeddingParams;
  readonly wpe: EmbeddingParams;
  readonly h: readonly BlockParams[];
  readonly ln_f: LayerNormParams;
  /** The ReLU layer (C, C). */
  readonly relu: LinearParams;
  readonly head: LinearParams;
};

/** Which positions a position may look at: itself and those before it, or (a bug) itself alone. */
export type ClinicMask = "causal" | "itself";

/**
 * Initial weights.
 *
 * @param o `reluBias`: the biases of the ReLU layer at the start; at −10 it returns 0 for every input
 */
export function initClinic(o: { vocabSize: number; seed: number; reluBias: number }): ClinicParams {
  const { blockSize, nLayer, width } = CLINIC_SHAPE;
  return tf.tidy(() => {
    const s = seed(o.seed);
    const relu = initLinear({ nIn: width, nOut: width, std: Math.sqrt(2 / width) }, foldIn(s, 2));
    return {
      wte: initEmbedding({ count: o.vocabSize, width, std: 0.1 }, foldIn(s, 0)),
      wpe: initEmbedding({ count: blockSize, width, std: 0.1 }, foldIn(s, 1)),
      h: Array.from({ length: nLayer }, (_, i) => initBlock({ width }, foldIn(s, 10 + i))),
      ln_f: initLayerNorm({ width }),
      relu: { ...relu, bias: tf.fill([width], o.reluBias) as tf.Tensor1D },
      head: initLinear({ nIn: width, nOut: o.vocabSize }, foldIn(s, 3)),
    };
  });
}

/** The forward pass: ids (B, T) -> logits (B, T, V). */
export function clinicLogits(params: ClinicParams, ids: tf.Tensor2D, kind: ClinicMask): tf.Tensor3D {
  const T = ids.shape[1], { nHead } = CLINIC_SHAPE;
  return tf.tidy(() => {
    const mask = kind === "causal" ? causalMask(T) : hideKeys(tf.equal(tf.eye(T), 0)); // (T, T)
    let x = tf.add(embedding(params.wte, ids), tf.slice(params.wpe.weight, [0, 0], [T, -1])) as tf.Tensor3D;
    for (const p of params.h) x = block(p, x, { nHead, mask }); // (B, T, C)
    const hidden = tf.relu(linear(params.relu, layerNorm(params.ln_f, x))); // (B, T, C)
    return linear(params.head, hidden); // (B, T, C) -> (B, T, V)
  });
}
