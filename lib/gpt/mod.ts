export { gptAttentionWeights } from "./attention_weights.ts";
export { bfloat16Weights } from "./bfloat16_weights.ts";
export {
  gpt2Config,
  type GPTConfig,
  lecture162MConfig,
  nanoGPTCharConfig,
  parameterCount,
} from "./config.ts";
export { makeDecodeStep } from "./decode_step.ts";
export { type DrawnToken, drawnTokens } from "./drawn_tokens.ts";
export { expertChoices } from "./expert_choices.ts";
export { generate, type GenerateOptions, type Model } from "./generate.ts";
export {
  type Continuation,
  generateText,
  generateTexts,
  streamText,
  type TextCodec,
  undecodableTokens,
} from "./generate_text.ts";
export { gpt, type GPTParams, initGPT, type ModelParams, nextTokenLogits } from "./gpt.ts";
export { cacheBytes, cacheBytesPerToken, gptWithCache, initKVCache } from "./kv_cache.ts";
export { llamaParts } from "./modern_parts.ts";
export { defaultSampleOptions, sample, type SampleOptions } from "./sample.ts";
export { tokenIds } from "./token_ids.ts";
