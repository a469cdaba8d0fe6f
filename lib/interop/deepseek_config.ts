/**
 * Converts config.json of DeepSeek-V3's layout to our GPTConfig and back.
 *
 * Reading is strict: a field that is set and is not known to be harmless is an error that names it.
 * Source: `DeepseekV3Config` of transformers 5.23, https://huggingface.co/docs/transformers/model_doc/deepseek_v3.
 */
import type { GPTConfig } from "../gpt/config.ts";
import { type Fields, flag, positive, show, size } from "./hugging_face_fields.ts";
import { checkArchitecture, checkFields } from "./known_fields.ts";
import { readRope, writeRope } from "./llama_rope.ts";

export const DEEPSEEK_MODEL_TYPES: readonly string[] = ["deepseek_v3"];

/** Fields that are read, or that do not change the logits. */
const HARMLESS = new Set(
  `model_type vocab_size max_position_embeddings num_hidden_layers hidden_size head_dim
    num_attention_heads num_key_value_heads intermediate_size tie_word_embeddings
    kv_lora_rank q_lora_rank qk_nope_head_dim qk_rope_head_dim qk_head_dim v_head_dim n_routed_experts
    n_shared_experts num_experts_per_tok moe_intermediate_size n_group topk_group first_k_dense_replace
    norm_topk_prob routed_scaling_factor rope_interleave rope_parameters rope_theta rope_scaling
    attention_dropout bos_token_id eos_token_id pad_token_id architectures dtype torch_dtype auto_map
    transformers_version _name_or_path use_cache initializer_range pretraining_tp output_router_logits
    aux_loss_alpha seq_aux ep_size`.split(/\s+/),
);

/**
 * Fields that must have one of these values, or be missing. In transformers the norms of the latents have 1e-6 whatever
 * `rms_norm_eps` says; ours have one epsilon.
 */
const EXPECTED: Readonly<Record<string, readonly unknown[]>> = {
  hidden_act: ["silu"],
  attention_bias: [false],
  rms_norm_eps: [1e-6],
  scoring_func: ["sigmoid"],
  topk_method: ["noaux_tc"],
  moe_layer_freq: [1],
  num_nextn_predict_layers: [0],
};

/**
 * Reads config.json's object.
 *
 * @param o as for `fromLlamaConfig`
 * @throws {TypeError} where a field is missing or has the wrong type
 * @throws {RangeError} where it describes a model that lib/gpt does not compute; it names the field
 */
export function fromDeepSeekConfig(
  fields: Fields,
  o: { readonly dropout?: number; readonly ignoreFields?: readonly string[] },
): GPTConfig {
  checkArchitecture(fields, ["DeepseekV3ForCausalLM", "DeepseekV3Model"]);
  checkFields(fields, { expected: EXPECTED, harmless: HARMLESS, ignored: o.ignoreFields ?? [] });
  checkHeads(fields);
  const whole = (name: string) => fields[name] === 0 ? 0 : size(fields, name);
  const nopeDim = size(fields, "qk_nope_head_dim"), ropeDim = size(fields, "qk_rope_head_dim");
  const count = size(fields, "n_routed_experts"), groups = size(fields, "n_group");
  const scoreFactor = scoreFactorOf(fields);
  return {
    vocabSize: size(fields, "vocab_size"),
    blockSize: size(fields, "max_position_embeddings"),
    nLayer: size(fields, "num_hidden_layers"),
    nHead: size(fields, "num_attention_heads"),
    nEmbd: size(fields, "hidden_size"),
    nInner: size(fields, "intermediate_size"),
    dropout: o.dropout ?? 0,
    tiedHead: flag(fields, "tie_word_embeddings", false),
    qkvBias: false,
    bias: false,
    norm: "rmsNorm",
    normEps: fields.rms_norm_eps === undefined ? 1e-6 : positive(fields, "rms_norm_eps"),
    activation: "swiglu",
    rotary: readRope(withoutWidths(fields)),
    latent: {
      kvRank: size(fields, "kv_lora_rank"),
      ...(fields.q_lora_rank != null && { qRank: size(fields, "q_lora_rank") }),
      nopeDim,
      ropeDim,
      valueDim: size(fields, "v_head_dim"),
      ...(scoreFactor !== 1 && { scoreFactor }),
    },
    experts: {
      count,
      topK: size(fields, "num_experts_per_tok"),
      nInner: size(fields, "moe_intermediate_size"),
      nShared: whole("n_shared_experts"),
      denseLayers: whole("first_k_dense_replace"),
      scores: "sigmoid",
      routerBias: true,
      normalise: flag(fields, "norm_topk_prob", true),
      scale: positive(fields, "routed_scaling_factor"),
      groups,
      keptGroups: size(fields, "topk_group"),
    },
  };
}

/** The fields without `head_dim` and `partial_rotary_factor`, which say the rotary part's width in other words. */
function withoutWidths({ head_dim: _, ...fields }: Fields): Fields {
  return fields;
}

function checkHeads(fields: Fields): void {
  if (fields.num_key_value_heads != null && fields.num_key_value_heads !== fields.num_attention_heads) {
    throw new RangeError(
      `num_key_value_heads is ${show(fields.num_key_value_heads)}; latent attention makes keys and values ` +
        `for each of ${show(fields.num_attention_heads)} heads`,
    );
  }
}

/** With YaRN and `mscale_all_dim`, DeepSeek's scores are multiplied by the square of `0.1 mscale_all_dim ln(factor) + 1`. */
function scoreFactorOf(fields: Fields): number {
  const rope = (fields.rope_parameters ?? fields.rope_scaling ?? {}) as Fields;
  if ((rope.rope_type ?? rope.type) !== "yarn" || !rope.mscale_all_dim) return 1;
  const factor = positive(rope, "factor");
  return factor <= 1 ? 1 : (0.1 * positive(rope, "mscale_all_dim") * Math.log(factor) + 1) ** 2;
}

/** Whether the file's rotary features are in pairs side by side, not in halves as ours. DeepSeek's default. */
export function isInterleaved(fields: Fields): boolean {
  return flag(fields, "rope_interleave", true);
}

/**
 * The object that config.json holds. What only training uses (capacity, auxiliary loss) is not written.
 *
 * @throws {RangeError} where DeepSeek-V3 does not compute the config; it names the field
 */
export function toDeepSeekConfig(config: GPTConfig, o: { readonly endOfText: number | null }): Fields {
  checkWritable(config);
  const { nEmbd, nHead, rotary } = config, latent = config.latent!, experts = config.experts!;
  const { groups = 1, keptGroups = groups, denseLayers = 0, normalise = true, scale = 1 } = experts;
  return {
    architectures: ["DeepseekV3ForCausalLM"],
    attention_bias: false,
    attention_dropout: config.dropout,
    bos_token_id: o.endOfText,
    dtype: "float32",
    eos_token_id: o.endOfText,
    first_k_dense_replace: denseLayers,
    head_dim: latent.ropeDim,
    hidden_act: "silu",
    hidden_size: nEmbd,
    initializer_range: 0.02,
    intermediate_size: config.nInner ?? 4 * nEmbd,
    kv_lora_rank: latent.kvRank,
    max_position_embeddings: config.blockSize,
    model_type: "deepseek_v3",
    moe_intermediate_size: experts.nInner,
    n_group: groups,
    n_routed_experts: experts.count,
    n_shared_experts: experts.nShared,
    norm_topk_prob: normalise,
    num_attention_heads: nHead,
    num_experts_per_tok: experts.topK,
    num_hidden_layers: config.nLayer,
    num_key_value_heads: nHead,
    num_nextn_predict_layers: 0,
    q_lora_rank: latent.qRank ?? null,
    qk_head_dim: latent.nopeDim + latent.ropeDim,
    qk_nope_head_dim: latent.nopeDim,
    qk_rope_head_dim: latent.ropeDim,
    rms_norm_eps: 1e-6,
    rope_interleave: true,
    ...withScoreFactor(writeRope(rotary!), config),
    routed_scaling_factor: scale,
    tie_word_embeddings: config.tiedHead,
    topk_group: keptGroups,
    use_cache: true,
    v_head_dim: latent.valueDim,
    vocab_size: config.vocabSize,
  };
}

function checkWritable(config: GPTConfig): void {
  const refuse = (name: string, wanted: string, found: unknown): never => {
    throw new RangeError(
      `exporting to Hugging Face: ${name} is ${
        show(found)
      }; DeepSeek-V3, the model of transformers with latent ` +
        `attention and experts, has ${wanted}`,
    );
  };
  const { latent, experts, rotary } = config;
  if (!latent) return refuse("latent", "it", latent);
  if (!experts) return refuse("experts", "them", experts);
  if (config.norm !== "rmsNorm") refuse("norm", '"rmsNorm"', config.norm);
  if (config.normEps !== 1e-6) refuse("normEps", "1e-6 in the norms of its latents", config.normEps);
  if (config.activation !== "swiglu") refuse("activation", '"swiglu"', config.activation);
  if (config.bias !== false) refuse("bias", "false", config.bias);
  if (config.outputNorm) refuse("outputNorm", "norms before a layer only", config.outputNorm);
  if (config.windows?.some((window) => window !== null)) refuse("windows", "no windows", config.windows);
  if (experts.scores !== "sigmoid") refuse("experts.scores", '"sigmoid"', experts.scores);
  if (!experts.routerBias) refuse("experts.routerBias", "a bias for the choice", experts.routerBias);
  if (!experts.nShared) refuse("experts.nShared", "a shared expert or more", experts.nShared);
  if (latent.scoreFactor !== undefined && rotary!.scaling?.type !== "yarn") {
    refuse("latent.scoreFactor", "a factor of its own with YaRN only", latent.scoreFactor);
  }
}

/** Adds `mscale_all_dim`, from which DeepSeek computes the factor of its scores: the inverse of `scoreFactorOf`. */
function withScoreFactor(rope: Fields, { latent, rotary }: GPTConfig): Fields {
  const scaling = rotary!.scaling, scoreFactor = latent!.scoreFactor;
  if (scoreFactor === undefined || scaling?.type !== "yarn") return rope;
  const more = { mscale_all_dim: (Math.sqrt(scoreFactor) - 1) / (0.1 * Math.log(scaling.factor)) };
  const { rope_parameters, rope_scaling } = rope as { rope_parameters: Fields; rope_scaling: Fields };
  return {
    ...rope,
    rope_parameters: { ...rope_parameters, ...more },
    rope_scaling: { ...rope_scaling, ...more },
  };
}
