export {
  attention,
  type AttentionParams,
  attentionWeights,
  initAttention,
  scaledDotProductAttention,
} from "./attention.ts";
export { causalMask } from "./attention_mask.ts";
export {
  type AnyBlockParams,
  attentionResidual,
  block,
  type BlockOptions,
  type BlockParams,
  cachedBlock,
  initBlock,
  isLatent,
} from "./block.ts";
export { cachedAttention, cacheSlots, type KeysValues } from "./cached_attention.ts";
export { dropout } from "./dropout.ts";
export { dyt, type DyTParams, initDyT } from "./dyt.ts";
export { embedding, type EmbeddingParams, initEmbedding } from "./embedding.ts";
export { expertCapacity, experts, type ExpertsConfig, type ExpertsParams, initExperts } from "./experts.ts";
export { gelu } from "./gelu.ts";
export {
  cachedLatentAttention,
  initLatentAttention,
  latentAttention,
  type LatentAttentionParams,
  type LatentConfig,
} from "./latent_attention.ts";
export { initLayerNorm, layerNorm, type LayerNormParams } from "./layer_norm.ts";
export { linear, type LinearParams } from "./linear.ts";
export {
  countWithFrozen,
  initLoRA,
  LORA_DEFAULTS,
  LORA_TARGETS,
  type LoRAConfig,
  type LoRAParams,
  mergeLoRA,
  validateLoRAConfig,
  withLoRA,
} from "./lora.ts";
export { type Activation, initMLP, mlp, type MLPParams } from "./mlp.ts";
export { initNorm, norm, type NormName, type NormParams } from "./norm.ts";
export {
  countParams,
  disposeParams,
  flattenParams,
  mapParams,
  type Params,
  unflattenParams,
} from "./params.ts";
export { foldIn, randomNormal, randomUniform, type Seed, seed } from "./random.ts";
export { initRMSNorm, rmsNorm, type RMSNormParams } from "./rms_norm.ts";
export { route, type Routing } from "./router.ts";
export { rotary, rotaryTables } from "./rotary.ts";
export type { RotaryConfig } from "./rotary_frequencies.ts";
export { segmentMask, segmentPositions } from "./segments.ts";
export { swiglu } from "./swiglu.ts";
