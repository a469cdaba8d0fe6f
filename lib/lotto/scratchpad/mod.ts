export {
  COLUMN,
  LINE,
  matchesSoFar,
  PROMPT_TOKENS,
  promptChecks,
  scratchpadAnswer,
  scratchpadLength,
  type ScratchpadOptions,
  scratchpadPrompt,
} from "./scratchpad.ts";
export {
  mixedTickets,
  riggedTickets,
  scratchpadBatch,
  scratchpadBatches,
  type ScratchpadBatchOptions,
} from "./scratchpad_batches.ts";
export { type ScratchpadLabelOptions, scratchpadLabels } from "./scratchpad_labels.ts";
export { nextNumberDistribution, scratchpadLoss, type TargetOptions } from "./scratchpad_loss.ts";
export { scratchpadCodec, scratchpadText } from "./scratchpad_text.ts";
export { END, numberOf, TICKET_NUMBER_TOKENS, TOKEN_NAMES, VOCAB_SIZE } from "./scratchpad_tokens.ts";
export {
  SCRATCHPAD_DEFAULTS,
  scratchpadConfig,
  type ScratchpadRecipe,
  type ScratchpadRun,
  type TrainedScratchpad,
  trainScratchpad,
} from "./scratchpad_training.ts";
