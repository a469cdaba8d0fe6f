export { gptAttentionWeights } from "./attention_weights.ts";
export {
  gpt2Config,
  type GPTConfig,
  lecture162MConfig,
  nanoGPTCharConfig,
  parameterCount,
  validateGPTConfig,
} from "./config.ts";
export { gpt, type GPTOptions, type GPTParams, initGPT, nextTokenLogits } from "./gpt.ts";
export { exportToHuggingFace, type HuggingFaceExport } from "./hugging_face_export.ts";
export { type HuggingFaceModel, importFromHuggingFace } from "./hugging_face_import.ts";
export { exportLoRAToPeft, importLoRAFromPeft, type PeftExport } from "./hugging_face_lora.ts";
export { trainingOf, type TrainingToContinue } from "./hugging_face_training.ts";
export { gptWithCache, growKVCache, initKVCache, type KVCache } from "./kv_cache.ts";
export { checkTokenIds, tokenIds } from "./token_ids.ts";
