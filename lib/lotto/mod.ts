/** The lottery machine as a program, its texts, datasets of them, and the grader of a model that imitates it. */
export { type AnswerOptions, answerPrompts, modelLabels } from "./answer_prompts.ts";
export { chanceNats, numberSurprises } from "./chance_floor.ts";
export { type Dataset, DATASET_DEFAULTS, type DatasetOptions, lottoDataset } from "./dataset.ts";
export { readDataset, type TextSample, writeDataset, type WrittenDataset } from "./dataset_file.ts";
export { type DatasetStatistics, describeDataset } from "./describe_dataset.ts";
export { parseDialogue, printDialogue } from "./dialogue.ts";
export { type Draws, draws } from "./draws.ts";
export {
  BLOG_ERROR_CLASSES,
  ERROR_LINE_MISMATCH,
  type ErrorClass,
  FORMAT_ERRORS,
  type FormatErrorClass,
  LOGIC_ERRORS,
  type LogicErrorClass,
  TEST_FAIL,
} from "./error_classes.ts";
export {
  checkPurchase,
  ERROR_LINES,
  type LottoFailure,
  PURCHASE_ERRORS,
  type PurchaseError,
} from "./errors.ts";
export { type Grade, gradeAnswer, type GradeOptions, isFormatError, isLogicError } from "./grade_answer.ts";
export { gradeLabels, type LabelTask, type PredictLabels } from "./label_accuracy.ts";
export { FormatError } from "./line_reader.ts";
export { countMatches, isFailure, type LottoAnswer, type LottoResult, playLotto, rankOf } from "./machine.ts";
export { parseAnswer, parsePrompt, parseSample } from "./parse_text.ts";
export { printAnswer, printPrompt, printSample, printTicket, splitAtLabels } from "./print_text.ts";
export { matchProbability, noWinProbability, zerosBaseline } from "./probability.ts";
export { drawPurchase, type PurchaseOptions, spoil } from "./purchases.ts";
export { formatRate, rateOfReturn } from "./rate_of_return.ts";
export { type ReadAnswer, readAnswer, type Unreadable } from "./read_answer.ts";
export {
  HIGHEST_NUMBER,
  isAscending,
  isLottoNumber,
  isTicket,
  type MatchCounts,
  NUMBERS_PER_TICKET,
  PRIZES,
  type Purchase,
  type Rank,
  RANKS,
  type Ticket,
  TICKET_PRICE,
} from "./rules.ts";
export type { Sample } from "./sample.ts";
export { type Split, splitOf, SPLITS, TEST_SHARE } from "./split.ts";
export {
  type Answered,
  BLOG_SUMMARY,
  formatSummary,
  gradeAll,
  summarise,
  type TestSummary,
} from "./test_summary.ts";
export { RANK_LABELS, SEPARATOR, TEXT_FORMATS, type TextFormat } from "./text_format.ts";
export {
  balancedTickets,
  BLOG_FORCED_HITS,
  type DrawTickets,
  forcedHitTickets,
  MATCH_CLASSES,
  type MatchClass,
  naturalTickets,
  randomTicket,
  ticketWithMatches,
} from "./tickets.ts";
