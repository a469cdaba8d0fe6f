/**
 * The names and shapes of a model's tensors in Hugging Face's files and in ours.
 *
 * GPT-2's differences: their names begin with "transformer." (except the head's), an untied head is (V, C) instead of
 * (C, V), queries, keys and values always have a bias, and old files hold causal masks as buffers. Linear layers are the
 * same: GPT-2's "Conv1D" stores (nIn, nOut), as we do. The Llama family is in llama_tensors.ts, DeepSeek-V3
 * in deepseek_tensors.ts.
 */
import * as tf from "@tensorflow/tfjs";
import { flattenParams } from "../nn/mod.ts";
import type { GPTConfig } from "../gpt/config.ts";
import type { ModelParams } from "../gpt/gpt.ts";
import { deepSeekTensors } from "./deepseek_tensors.ts";
import { llamaTensors } from "./llama_tensors.ts";
import { linears, same, type StoredTensor } from "./stored_tensor.ts";

export const HEAD = "lm_head.weight";
/** Before the names of all tensors but the head's; a file saved without its head lacks it. */
const PREFIX = /^(transformer|model)\./;
/** Causal masks and rotary frequencies that older classes once saved: no weights. */
const BUFFER = /^h\.\d+\.attn\.(bias|masked_bias)$|rotary_emb\.inv_freq$/;
const QKV_BIAS = "attn.c_attn.bias";

/** The name in a file that transformers saves now, of a name without prefix. */
export function toHuggingFaceName(name: string, config: GPTConfig): string {
  return name === HEAD ? name : (config.rotary ? "model." : "transformer.") + name;
}

/** The name without prefix; null for a tensor that is not a weight. */
export function withoutPrefix(name: string): string | null {
  const bare = name.replace(PREFIX, "");
  return BUFFER.test(bare) ? null : bare;
}

/** Every tensor of a config in our order, and where it is stored. `interleaved`: see deepseek_tensors.ts. */
export function storedTensors(config: GPTConfig, o: { readonly interleaved?: boolean } = {}): StoredTensor[] {
  if (config.latent && config.experts) return deepSeekTensors(config, o.interleaved ?? true);
  return config.rotary ? llamaTensors(config) : gpt2Tensors(config);
}

function gpt2Tensors(config: GPTConfig): StoredTensor[] {
  const { vocabSize: V, blockSize: T, nEmbd: C, nLayer, tiedHead } = config;
  const linear = (name: string, nIn: number, nOut: number) => [
    same(`${name}.weight`, [nIn, nOut]),
    same(`${name}.bias`, [nOut]),
  ];
  const norm = (name: string) => [same(`${name}.weight`, [C]), same(`${name}.bias`, [C])];
  const blocks = Array.from({ length: nLayer }, (_, i) => [
    ...norm(`h.${i}.ln_1`),
    ...linear(`h.${i}.attn.c_attn`, C, 3 * C),
    ...linear(`h.${i}.attn.c_proj`, C, C),
    ...norm(`h.${i}.ln_2`),
    ...linear(`h.${i}.mlp.c_fc`, C, 4 * C),
    ...linear(`h.${i}.mlp.c_proj`, 4 * C, C),
  ]);
  const head = tiedHead ? [] : [linears("lm_head", C, [["lm_head", V]])];
  return [same("wte.weight", [V, C]), same("wpe.weight", [T, C]), ...blocks.flat(), ...norm("ln_f"), ...head];
}

/** Our tensor of the tensors that it is stored as. @returns a new one, or the stored one itself if it is the same */
export function fromStored(
  { isTransposed, stack, order }: StoredTensor,
  parts: readonly tf.Tensor[],
): tf.Tensor {
  return tf.tidy(() => {
    const ours = isTransposed ? parts.map((part) => tf.transpose(part)) : parts; // (width, nIn) -> (nIn, width)
    if (stack !== undefined) {
      const each = ours.length / stack;
      return tf.stack(
        Array.from({ length: stack }, (_, e) => tf.concat(ours.slice(each * e, each * (e + 1)), -1)),
      );
    }
    const whole = ours.length === 1 ? ours[0] : tf.concat(ours as tf.Tensor[], -1); // (nIn, nOut), or a bias (nOut)
    return order ? tf.gather(whole, [...order], -1 + whole.rank) : whole;
  });
}

/** The tensors that ours is stored as, in the order of the parts: the inverse of `fromStored`. */
function toStored({ parts, isTransposed, stack, order }: StoredTensor, tensor: tf.Tensor): tf.Tensor[] {
  if (parts.length === 1 && !isTransposed) return [tensor];
  return tf.tidy(() => {
    const whole = order ? tf.gather(tensor, inverse(order), -1 + tensor.rank) : tensor;
    const each = parts.length / (stack ?? 1), widths = parts.slice(0, each).map(({ shape }) => shape[0]);
    const split = (stack === undefined ? [whole] : tf.unstack(whole)).flatMap((one) =>
      // (E, nIn, nOut) -> E times (nIn, nOut)
      each === 1 ? [one] : tf.split(one, widths, -1)
    );
    return isTransposed ? split.map((part) => tf.transpose(part)) : split;
  });
}

/** Where each item of a permutation is. */
function inverse(order: readonly number[]): number[] {
  const places = Array<number>(order.length);
  order.forEach((from, to) => places[from] = to);
  return places;
}

/**
 * Converts a tree with the shape of our parameters to their names and layout.
 *
 * @returns the tensors; `made` are the new ones, which the caller disposes (the others belong to the tree); `zeros` are
 *   the names of biases that our model does not have.
 */
export function toHuggingFaceTensors(params: ModelParams, config: GPTConfig): {
  readonly tensors: Map<string, tf.Tensor>;
  readonly made: readonly tf.Tensor[];
  readonly zeros: readonly string[];
} {
  const ours = flattenParams(params);
  const tensors = new Map<string, tf.Tensor>(), made: tf.Tensor[] = [], zeros: string[] = [];
  for (const stored of storedTensors(config)) {
    const { name, shape, parts } = stored;
    let tensor = ours.get(name);
    if (!tensor && name.endsWith(QKV_BIAS) && !config.qkvBias) {
      made.push(tensor = tf.zeros([...shape]));
      zeros.push(toHuggingFaceName(name, config));
    }
    if (!tensor || `${tensor.shape}` !== `${shape}` || tensor.dtype !== "float32") {
      tf.dispose(made);
      const found = tensor ? `${tensor.dtype} (${tensor.shape})` : "no such tensor";
      throw new RangeError(`"${name}" must be float32 (${shape}) for this config, found ${found}`);
    }
    ours.delete(name);
    toStored(stored, tensor).forEach((part, i) => {
      if (part !== tensor) made.push(part);
      tensors.set(toHuggingFaceName(parts[i].name, config), part);
    });
  }
  const [extra] = ours.keys();
  if (extra === undefined) return { tensors, made, zeros };
  tf.dispose(made);
  throw new RangeError(
    `"${extra}" is not part of a GPT of this config; do weights and config belong together?`,
  );
}
