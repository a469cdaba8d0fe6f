/**
 * A model whose matrices are stored in bfloat16, for generation with half the memory and, for a single text, at up to twice
 * the speed.
 *
 * A sampled token needs every weight once, so for a single text its time is the time of reading them. Several texts at
 * once share that time. For them a compiled loop makes a float32 copy first: generation is a little slower (8 texts: 0.9
 * times the speed), and needs the memory of the copy while a call runs. Activations, norms, biases and sums stay float32.
 * Most published models are in bfloat16 anyway, and lose nothing.
 */
import type * as tf from "@tensorflow/tfjs";
import { flattenParams, unflattenParams } from "../nn/mod.ts";
import { canStoreBFloat16, storeBFloat16 } from "../engine/ops/mod.ts";
import type { ModelParams } from "./gpt.ts";

/** Layers that are multiplied as `x W`: all linear layers of a block, and a head that is not tied. */
const LINEAR = /^(h\.\d+\.(attn|mlp)\.\w+|lm_head)\.weight$/;
/** The token embedding. A tied head multiplies by its transpose. */
const TABLE = "wte.weight";

/**
 * The same model with its matrices rounded to bfloat16: those of the blocks' linear layers, the token embedding and the head.
 * The others stay float32: vectors, position embeddings, the three-dimensional weights of experts, and matrices whose inner
 * size is no multiple of 8.
 *
 * The rest of the tree is copied, so that the given model can be disposed of.
 *
 * @param params float32; not changed
 * @returns new tensors, for all functions of lib/gpt. They are not for training: their gradient is that of float32, but
 *   steps smaller than 1/256 of a weight are lost when it is stored again
 * @example
 * ```ts
 * import { bfloat16Weights, generateText, initGPT, nanoGPTCharConfig } from "lib/gpt";
 * import { seed } from "lib/nn";
 * import { characterTokenizer } from "lib/tokenizers";
 * import assert from "node:assert/strict";
 * const letters = characterTokenizer("abcdefghijklmnopqrstuvwxyz");
 * const config = { ...nanoGPTCharConfig, vocabSize: 26, nLayer: 1, nEmbd: 8 };
 * const model = { params: bfloat16Weights(initGPT(config, seed(1))), config };
 * assert.match(await generateText(model, letters, "harry", { maxNewTokens: 5 }), /^[a-z]{5}$/);
 * ```
 */
export function bfloat16Weights(params: ModelParams): ModelParams {
  const stored = new Map<string, tf.Tensor>();
  for (const [name, tensor] of flattenParams(params)) {
    stored.set(name, bfloat16Weight(name, tensor) ?? tensor.clone());
  }
  return unflattenParams(stored) as ModelParams;
}

/** One of a model's tensors stored in bfloat16, as a new tensor; null for one that stays float32. */
export function bfloat16Weight(name: string, tensor: tf.Tensor): tf.Tensor2D | null {
  const transposed = name === TABLE;
  if (tensor.shape.length !== 2 || !(transposed || LINEAR.test(name))) return null;
  const matrix = tensor as tf.Tensor2D;
  return canStoreBFloat16(matrix, { transposed }) ? storeBFloat16(matrix, { transposed }) : null;
}
