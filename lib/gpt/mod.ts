export { gptAttentionWeights } from "./attention_weights.ts";
export {
  gpt2Config,
  type GPTConfig,
  lecture162MConfig,
  nanoGPTCharConfig,
  parameterCount,
  validateGPTConfig,
} from "./config.ts";
export { type Compile, makeStep } from "./decoding_step.ts";
export {
  type FinishReason,
  generate,
  type GeneratedStep,
  type GenerateOptions,
  type Model,
} from "./generate.ts";
export {
  type Continuation,
  generateText,
  generateTexts,
  streamText,
  type TextCodec,
  undecodableTokens,
} from "./generate_text.ts";
export { gpt, type GPTOptions, type GPTParams, initGPT, nextTokenLogits } from "./gpt.ts";
export { gptWithCache, growKVCache, initKVCache, type KVCache } from "./kv_cache.ts";
export {
  defaultSampleOptions,
  resolveSampleOptions,
  sample,
  type SampleOptions,
  warpLogits,
} from "./sample.ts";
export { checkTokenIds, tokenIds } from "./token_ids.ts";
