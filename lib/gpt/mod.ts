export {
  gpt2Config,
  type GPTConfig,
  lecture162MConfig,
  nanoGPTCharConfig,
  parameterCount,
  validateGPTConfig,
} from "./config.ts";
export { gpt, type GPTParams, initGPT } from "./gpt.ts";
export { checkTokenIds, tokenIds } from "./token_ids.ts";
