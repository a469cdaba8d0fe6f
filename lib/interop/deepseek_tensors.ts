/**
 * The tensors of DeepSeek-V3's layout in Hugging Face's files.
 *
 * Theirs has a linear layer for each expert; ours has all experts in one tensor. Their rotary features are in pairs side by
 * side ("interleaved"), ours in halves (rotary.ts), so the columns that make them are put in another order.
 */
import type { GPTConfig } from "../gpt/config.ts";
import { expertsOf } from "../gpt/deepseek_parts.ts";
import { linears, same, type StoredTensor } from "./stored_tensor.ts";

/** Every tensor of a config with latent attention and experts, in our order. */
export function deepSeekTensors(config: GPTConfig, interleaved: boolean): StoredTensor[] {
  const { vocabSize: V, nEmbd: C, nInner: F = 4 * C, nLayer, tiedHead } = config;
  const mlp = (name: string, theirs: string, width: number) => [
    linears(`${name}.c_fc`, C, [[`${theirs}.gate_proj`, width], [`${theirs}.up_proj`, width]]),
    linears(`${name}.c_proj`, width, [[`${theirs}.down_proj`, C]]),
  ];
  const blocks = Array.from({ length: nLayer }, (_, i) => {
    const layer = `layers.${i}`, experts = expertsOf(config, i);
    const norm = (ours: string, theirs: string) =>
      same(`h.${i}.${ours}.weight`, [C], `${layer}.${theirs}.weight`);
    if (!experts) {
      return [...attentionOf(config, i, interleaved, norm), ...mlp(`h.${i}.mlp`, `${layer}.mlp`, F)];
    }
    const { count, nInner, nShared = 0 } = experts;
    const each = (name: string) =>
      Array.from({ length: count }, (_, e) => `${layer}.mlp.experts.${e}.${name}`);
    return [
      ...attentionOf(config, i, interleaved, norm),
      linears(`h.${i}.mlp.router`, C, [[`${layer}.mlp.gate`, count]]),
      same(`h.${i}.mlp.router.bias`, [count], `${layer}.mlp.gate.e_score_correction_bias`),
      stacked(`h.${i}.mlp.c_fc`, C, [each("gate_proj"), each("up_proj")], nInner),
      stacked(`h.${i}.mlp.c_proj`, nInner, [each("down_proj")], C),
      ...(nShared > 0 ? mlp(`h.${i}.mlp.shared`, `${layer}.mlp.shared_experts`, nShared * nInner) : []),
    ];
  });
  return [
    same("wte.weight", [V, C], "embed_tokens.weight"),
    ...blocks.flat(),
    same("ln_f.weight", [C], "norm.weight"),
    ...(tiedHead ? [] : [linears("lm_head", C, [["lm_head", V]])]),
  ];
}

/** A block's two norms and its attention. */
function attentionOf(
  { nEmbd: C, nHead: H, latent }: GPTConfig,
  i: number,
  interleaved: boolean,
  norm: (ours: string, theirs: string) => StoredTensor,
): StoredTensor[] {
  const { kvRank: L, qRank, nopeDim: N, ropeDim: R, valueDim: V } = latent!;
  const ours = `h.${i}.attn`, theirs = `layers.${i}.self_attn`;
  const turned = (stored: StoredTensor, start: number, period: number): StoredTensor =>
    interleaved ? { ...stored, order: pairsToHalves(stored.shape[1], { start, period, width: R }) } : stored;
  const queries = qRank === undefined ? [linears(`${ours}.q_b`, C, [[`${theirs}.q_proj`, H * (N + R)]])] : [
    linears(`${ours}.q_a`, C, [[`${theirs}.q_a_proj`, qRank]]),
    same(`${ours}.q_norm.weight`, [qRank], `${theirs}.q_a_layernorm.weight`),
    linears(`${ours}.q_b`, qRank, [[`${theirs}.q_b_proj`, H * (N + R)]]),
  ];
  return [
    norm("ln_1", "input_layernorm"),
    ...queries.slice(0, -1),
    turned(queries.at(-1)!, N, N + R),
    turned(linears(`${ours}.kv_a`, C, [[`${theirs}.kv_a_proj_with_mqa`, L + R]]), L, L + R),
    same(`${ours}.kv_norm.weight`, [L], `${theirs}.kv_a_layernorm.weight`),
    linears(`${ours}.kv_b`, L, [[`${theirs}.kv_b_proj`, H * (N + V)]]),
    linears(`${ours}.c_proj`, H * V, [[`${theirs}.o_proj`, C]]),
    norm("ln_2", "post_attention_layernorm"),
  ];
}

/**
 * Where each of our columns is in their tensor: in every `period` columns, the `width` from `start` on are theirs as pairs
 * (a0 b0 a1 b1 …) and ours as halves (a0 a1 … b0 b1 …).
 */
function pairsToHalves(columns: number, o: { start: number; period: number; width: number }): number[] {
  return Array.from({ length: columns }, (_, i) => {
    const at = i % o.period - o.start, half = o.width / 2;
    if (at < 0 || at >= o.width) return i;
    return i - at + (at < half ? 2 * at : 2 * (at - half) + 1);
  });
}

/** The same layers of all experts as one tensor (E, nIn, nOut): for each expert the parts, each (width, nIn), side by side. */
function stacked(
  name: string,
  nIn: number,
  theirs: readonly (readonly string[])[],
  width: number,
): StoredTensor {
  const [first] = theirs;
  const parts = first.flatMap((_, e) =>
    theirs.map((names) => ({ name: `${names[e]}.weight`, shape: [width, nIn] }))
  );
  const shape = [first.length, nIn, theirs.length * width];
  return { name: `${name}.weight`, shape, parts, isTransposed: true, stack: first.length };
}
