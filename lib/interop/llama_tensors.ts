/**
 * The tensors of the Llama family in Hugging Face's files.
 *
 * Theirs has a linear layer each for queries, keys and values, and for the MLP's gates and what they multiply ("up"); ours
 * has one each, which makes one larger product. EXAONE 4's two norms are on results and have other names.
 */
import type { GPTConfig } from "../gpt/config.ts";
import { headDimOf } from "../gpt/modern_parts.ts";
import { linears, same, type StoredTensor } from "./stored_tensor.ts";

/** Every tensor of a config with rotary positions, in our order. */
export function llamaTensors(config: GPTConfig): StoredTensor[] {
  const { vocabSize: V, nEmbd: C, nHead, nKVHead = nHead, nInner: F = 4 * C, nLayer, tiedHead } = config;
  const D = headDimOf(config), HD = nHead * D, KD = nKVHead * D;
  const [afterwards1, afterwards2] = config.outputNorm
    ? ["post_attention_layernorm", "post_feedforward_layernorm"]
    : ["input_layernorm", "post_attention_layernorm"];
  const tensors = [same("wte.weight", [V, C], "embed_tokens.weight")];
  for (let i = 0; i < nLayer; i++) {
    const attn = `layers.${i}.self_attn`, mlp = `layers.${i}.mlp`;
    const qkv = [["q_proj", HD], ["k_proj", KD], ["v_proj", KD]] as const;
    tensors.push(same(`h.${i}.ln_1.weight`, [C], `layers.${i}.${afterwards1}.weight`));
    tensors.push(linears(`h.${i}.attn.c_attn`, C, qkv.map(([name, width]) => [`${attn}.${name}`, width])));
    if (config.qkvBias) {
      tensors.push({
        name: `h.${i}.attn.c_attn.bias`,
        shape: [HD + 2 * KD],
        parts: qkv.map(([name, width]) => ({ name: `${attn}.${name}.bias`, shape: [width] })),
        isTransposed: false,
      });
    }
    tensors.push(linears(`h.${i}.attn.c_proj`, HD, [[`${attn}.o_proj`, C]]));
    if (config.qkNorm) {
      for (const name of ["q_norm", "k_norm"]) {
        tensors.push(same(`h.${i}.attn.${name}.weight`, [D], `${attn}.${name}.weight`));
      }
    }
    tensors.push(same(`h.${i}.ln_2.weight`, [C], `layers.${i}.${afterwards2}.weight`));
    tensors.push(linears(`h.${i}.mlp.c_fc`, C, [[`${mlp}.gate_proj`, F], [`${mlp}.up_proj`, F]]));
    tensors.push(linears(`h.${i}.mlp.c_proj`, F, [[`${mlp}.down_proj`, C]]));
  }
  tensors.push(same("ln_f.weight", [C], "norm.weight"));
  if (!tiedHead) tensors.push(linears("lm_head", C, [["lm_head", V]]));
  return tensors;
}
