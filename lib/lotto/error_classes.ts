/**
 * What can be wrong with an answer: the blog's eight classes, plus one of ours for error lines.
 *
 *   format   the text cannot be read, or its tickets are not valid tickets
 *   logic    the counts or the rate are computed wrong
 *   test     no answer was generated
 */
export const FORMAT_ERRORS = [
  "ticket_count_parse_error",
  "ticket_lines_format_error",
  "result_labels_parse_error",
  "ticket_count_mismatch",
  "ticket_numbers_invalid",
] as const;
export const LOGIC_ERRORS = ["match_stats_mismatch", "roi_mismatch"] as const;
/** There was nothing to grade: generating the answer failed. */
export const TEST_FAIL = "test_fail";
/** Ours, for invalid purchases, which the blog left out: the answer is not the machine's `[ERROR] …` line. */
export const ERROR_LINE_MISMATCH = "error_line_mismatch";

export type FormatErrorClass = typeof FORMAT_ERRORS[number];
type LogicErrorClass = typeof LOGIC_ERRORS[number];
export type ErrorClass = FormatErrorClass | LogicErrorClass | typeof TEST_FAIL | typeof ERROR_LINE_MISMATCH;

/** In the order in which the blog's summary lists them. */
export const BLOG_ERROR_CLASSES = [...FORMAT_ERRORS, ...LOGIC_ERRORS, TEST_FAIL] as const;
