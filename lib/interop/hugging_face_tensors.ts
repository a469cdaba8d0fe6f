/**
 * The names and shapes of a GPT's tensors in Hugging Face's files and in ours.
 *
 * The differences: their names begin with "transformer." (except the head's), an untied head is (V, C) instead of (C, V),
 * queries, keys and values always have a bias, and old files hold causal masks as buffers. Linear layers are the same:
 * GPT-2's "Conv1D" stores (nIn, nOut), as we do.
 */
import * as tf from "@tensorflow/tfjs";
import { flattenParams } from "../nn/mod.ts";
import type { GPTConfig } from "../gpt/config.ts";
import type { GPTParams } from "../gpt/gpt.ts";

const PREFIX = "transformer.";
const HEAD = "lm_head.weight";
/** Causal masks that GPT-2's class once saved: no weights. */
const BUFFER = /^h\.\d+\.attn\.(bias|masked_bias)$/;
const QKV_BIAS = "attn.c_attn.bias";

/** Their name of one of our tensors. */
function toHuggingFaceName(name: string): string {
  return name === HEAD ? name : PREFIX + name;
}

/** Our name of one of their tensors; null for a tensor that is not a weight. */
export function fromHuggingFaceName(name: string): string | null {
  const ours = name.startsWith(PREFIX) ? name.slice(PREFIX.length) : name;
  return BUFFER.test(ours) ? null : ours;
}

/** Every tensor of a config by our name, with its shape in their file. */
export function huggingFaceShapes(config: GPTConfig): Map<string, readonly number[]> {
  const { vocabSize: V, blockSize: T, nEmbd: C, nLayer, tiedHead } = config;
  const shapes = new Map<string, readonly number[]>([["wte.weight", [V, C]], ["wpe.weight", [T, C]]]);
  const linear = (name: string, nIn: number, nOut: number) =>
    shapes.set(`${name}.weight`, [nIn, nOut]).set(`${name}.bias`, [nOut]);
  const norm = (name: string) => shapes.set(`${name}.weight`, [C]).set(`${name}.bias`, [C]);
  for (let i = 0; i < nLayer; i++) {
    norm(`h.${i}.ln_1`);
    linear(`h.${i}.attn.c_attn`, C, 3 * C);
    linear(`h.${i}.attn.c_proj`, C, C);
    norm(`h.${i}.ln_2`);
    linear(`h.${i}.mlp.c_fc`, C, 4 * C);
    linear(`h.${i}.mlp.c_proj`, 4 * C, C);
  }
  norm("ln_f");
  if (!tiedHead) shapes.set(HEAD, [V, C]);
  return shapes;
}

/**
 * Converts a tree with the shape of our parameters to their names and layout.
 *
 * @returns the tensors; `made` are the new ones, which the caller disposes (the others belong to the tree); `zeros` are
 *   the names of biases that our model does not have.
 */
export function toHuggingFaceTensors(params: GPTParams, config: GPTConfig): {
  readonly tensors: Map<string, tf.Tensor>;
  readonly made: readonly tf.Tensor[];
  readonly zeros: readonly string[];
} {
  const ours = flattenParams(params);
  const tensors = new Map<string, tf.Tensor>(), made: tf.Tensor[] = [], zeros: string[] = [];
  for (const [name, shape] of huggingFaceShapes(config)) {
    const theirs = toHuggingFaceName(name);
    let tensor = ours.get(name);
    if (name === HEAD && tensor) made.push(tensor = tf.transpose(tensor)); // (C, V) -> (V, C)
    if (!tensor && name.endsWith(QKV_BIAS) && !config.qkvBias) {
      made.push(tensor = tf.zeros([...shape]));
      zeros.push(theirs);
    }
    if (!tensor || `${tensor.shape}` !== `${shape}` || tensor.dtype !== "float32") {
      tf.dispose(made);
      const found = tensor ? `${tensor.dtype} (${tensor.shape})` : "no such tensor";
      throw new RangeError(`"${name}" must be float32 (${shape}) for this config, found ${found}`);
    }
    ours.delete(name);
    tensors.set(theirs, tensor);
  }
  const [extra] = ours.keys();
  if (extra === undefined) return { tensors, made, zeros };
  tf.dispose(made);
  throw new RangeError(
    `"${extra}" is not part of a GPT of this config; do weights and config belong together?`,
  );
}
