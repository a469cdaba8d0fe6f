/** The lottery machine as a program, its text formats, datasets, and the grader for models that imitate it. */
export { answerPrompts, modelLabels } from "./answer_prompts.ts";
export { chanceNats, numberSurprises } from "./chance_floor.ts";
export { DATASET_DEFAULTS, lottoDataset } from "./dataset.ts";
export { writeDataset } from "./dataset_file.ts";
export { describeDataset } from "./describe_dataset.ts";
export { printDialogue } from "./dialogue.ts";
export { type Draws, draws } from "./draws.ts";
export { BLOG_ERROR_CLASSES } from "./error_classes.ts";
export { checkPurchase, ERROR_LINES } from "./errors.ts";
export { gradeAnswer } from "./grade_answer.ts";
export { gradeLabels, type PredictLabels } from "./label_accuracy.ts";
export { countMatches, isFailure, playLotto, rankOf } from "./machine.ts";
export { parseSample } from "./parse_text.ts";
export { printAnswer, printPrompt, printSample, splitAtLabels } from "./print_text.ts";
export { matchProbability, noWinProbability, zerosBaseline } from "./probability.ts";
export { formatRate, rateOfReturn } from "./rate_of_return.ts";
export { readAnswer } from "./read_answer.ts";
export { levelReward, type LottoReward, orderedReward, sparseReward } from "./reward.ts";
export {
  ALL_NUMBERS,
  HIGHEST_NUMBER,
  isAscending,
  isTicket,
  PRIZES,
  type Purchase,
  type Rank,
  RANKS,
  type Ticket,
  TICKET_PRICE,
} from "./rules.ts";
export type { Sample } from "./sample.ts";
export { splitOf } from "./split.ts";
export { BLOG_SUMMARY, formatSummary, gradeAll, summarise, type TestSummary } from "./test_summary.ts";
export type { TextFormat } from "./text_format.ts";
export {
  balancedTickets,
  BLOG_FORCED_HITS,
  type DrawTickets,
  forcedHitTickets,
  MATCH_CLASSES,
  naturalTickets,
  randomTicket,
  ticketWithMatches,
} from "./tickets.ts";
