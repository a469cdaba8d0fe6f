/** The lottery machine as a program, its texts, datasets of them, and the grader of a model that imitates it. */
export { answerPrompts, modelLabels } from "./answer_prompts.ts";
export type { AnswerOptions } from "./answer_prompts.ts";
export { chanceNats, numberSurprises } from "./chance_floor.ts";
export { DATASET_DEFAULTS, lottoDataset } from "./dataset.ts";
export type { Dataset, DatasetOptions } from "./dataset.ts";
export { readDataset, writeDataset } from "./dataset_file.ts";
export type { TextSample, WrittenDataset } from "./dataset_file.ts";
export { describeDataset } from "./describe_dataset.ts";
export type { DatasetStatistics } from "./describe_dataset.ts";
export { parseDialogue, printDialogue } from "./dialogue.ts";
export { draws } from "./draws.ts";
export type { Draws } from "./draws.ts";
export {
  BLOG_ERROR_CLASSES,
  ERROR_LINE_MISMATCH,
  FORMAT_ERRORS,
  LOGIC_ERRORS,
  TEST_FAIL,
} from "./error_classes.ts";
export type { ErrorClass, FormatErrorClass, LogicErrorClass } from "./error_classes.ts";
export { checkPurchase, ERROR_LINES, PURCHASE_ERRORS } from "./errors.ts";
export type { LottoFailure, PurchaseError } from "./errors.ts";
export { gradeAnswer, isFormatError, isLogicError } from "./grade_answer.ts";
export type { Grade, GradeOptions } from "./grade_answer.ts";
export { gradeLabels } from "./label_accuracy.ts";
export type { LabelTask, PredictLabels } from "./label_accuracy.ts";
export { FormatError } from "./line_reader.ts";
export { countMatches, isFailure, playLotto, rankOf } from "./machine.ts";
export type { LottoAnswer, LottoResult } from "./machine.ts";
export { parseAnswer, parsePrompt, parseSample } from "./parse_text.ts";
export { printAnswer, printPrompt, printSample, printTicket, splitAtLabels } from "./print_text.ts";
export { matchProbability, noWinProbability, zerosBaseline } from "./probability.ts";
export { drawPurchase, spoil } from "./purchases.ts";
export type { PurchaseOptions } from "./purchases.ts";
export { formatRate, rateOfReturn } from "./rate_of_return.ts";
export { readAnswer } from "./read_answer.ts";
export type { ReadAnswer, Unreadable } from "./read_answer.ts";
export {
  HIGHEST_NUMBER,
  isAscending,
  isLottoNumber,
  isTicket,
  NUMBERS_PER_TICKET,
  PRIZES,
  RANKS,
  TICKET_PRICE,
} from "./rules.ts";
export type { MatchCounts, Purchase, Rank, Ticket } from "./rules.ts";
export type { Sample } from "./sample.ts";
export { splitOf, SPLITS, TEST_SHARE } from "./split.ts";
export type { Split } from "./split.ts";
export { BLOG_SUMMARY, formatSummary, gradeAll, summarise } from "./test_summary.ts";
export type { Answered, TestSummary } from "./test_summary.ts";
export { RANK_LABELS, SEPARATOR, TEXT_FORMATS } from "./text_format.ts";
export type { TextFormat } from "./text_format.ts";
export {
  balancedTickets,
  BLOG_FORCED_HITS,
  forcedHitTickets,
  MATCH_CLASSES,
  naturalTickets,
  randomTicket,
  ticketWithMatches,
} from "./tickets.ts";
export type { DrawTickets, MatchClass } from "./tickets.ts";
export {
  COLUMN,
  LINE,
  matchesSoFar,
  PROMPT_TOKENS,
  promptChecks,
  scratchpadAnswer,
  scratchpadLength,
  scratchpadPrompt,
} from "./scratchpad.ts";
export type { ScratchpadOptions } from "./scratchpad.ts";
export { mixedTickets, riggedTickets, scratchpadBatch, scratchpadBatches } from "./scratchpad_batches.ts";
export type { ScratchpadBatchOptions } from "./scratchpad_batches.ts";
export { scratchpadLabels } from "./scratchpad_labels.ts";
export type { ScratchpadLabelOptions } from "./scratchpad_labels.ts";
export { nextNumberDistribution, scratchpadLoss } from "./scratchpad_loss.ts";
export type { TargetOptions } from "./scratchpad_loss.ts";
export { scratchpadCodec, scratchpadText } from "./scratchpad_text.ts";
export { END, numberOf, TICKET_NUMBER_TOKENS, TOKEN_NAMES, VOCAB_SIZE } from "./scratchpad_tokens.ts";
export { SCRATCHPAD_DEFAULTS, scratchpadConfig, trainScratchpad } from "./scratchpad_training.ts";
export type { ScratchpadRecipe, ScratchpadRun, TrainedScratchpad } from "./scratchpad_training.ts";
