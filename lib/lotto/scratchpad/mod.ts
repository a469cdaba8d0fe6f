export {
  matchesSoFar,
  PROMPT_TOKENS,
  scratchpadAnswer,
  scratchpadLength,
  type ScratchpadOptions,
  scratchpadPrompt,
} from "./scratchpad.ts";
export { mixedTickets, scratchpadBatch } from "./scratchpad_batches.ts";
export { scratchpadLabels } from "./scratchpad_labels.ts";
export { type ScratchpadRollout, scratchpadSampler } from "./scratchpad_rollouts.ts";
export { scratchpadSources } from "./scratchpad_sources.ts";
export { nextNumberDistribution, scratchpadLoss } from "./scratchpad_loss.ts";
export { type ModelRecord, readScratchpadModel, saveScratchpadModel } from "./saved_model.ts";
export { scratchpadCodec, scratchpadText } from "./scratchpad_text.ts";
export { END, numberOf, TICKET_NUMBER_TOKENS, TOKEN_NAMES } from "./scratchpad_tokens.ts";
export { SCRATCHPAD_DEFAULTS, type ScratchpadRecipe, trainScratchpad } from "./scratchpad_training.ts";
export { checkTokens } from "./token_checks.ts";
