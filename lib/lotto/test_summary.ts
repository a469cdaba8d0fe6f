/** Adds up the grades of many answers, and prints them as the blog printed its test summary. */
import { BLOG_ERROR_CLASSES, ERROR_LINE_MISMATCH, type ErrorClass, TEST_FAIL } from "./error_classes.ts";
import { type Grade, gradeAnswer, type GradeOptions, isFormatError, isLogicError } from "./grade_answer.ts";
import type { Purchase } from "./rules.ts";

/** A purchase and the model's text for it; null where generation failed. */
interface Answered {
  readonly purchase: Purchase;
  readonly text: string | null;
}

/** The blog's totals and classes, and three counts of ours. */
export interface TestSummary extends Readonly<Record<ErrorClass, number>> {
  readonly n_total: number;
  readonly n_ok: number;
  readonly n_fail: number;
  readonly n_format_fail: number;
  readonly n_logic_fail: number;
  /** Answers in which a ticket won something: all-zero labels are wrong there. */
  readonly n_winning: number;
  /** Right ones among those. */
  readonly n_winning_ok: number;
}

/** Grades each answer, in order; test_fail where there is no text. */
export function gradeAll(answers: readonly Answered[], o: GradeOptions = {}): Grade[] {
  return answers.map(({ purchase, text }) =>
    text === null
      ? { ok: false, errors: [TEST_FAIL], reasons: ["no text was generated"], wins: false }
      : gradeAnswer(purchase, text, o)
  );
}

/**
 * Adds up grades.
 *
 * n_fail = n_format_fail + n_logic_fail + test_fail counts each answer once; an answer with both logic errors counts in
 * both of their classes.
 */
export function summarise(grades: readonly Grade[]): TestSummary {
  const classes = [...BLOG_ERROR_CLASSES, ERROR_LINE_MISMATCH];
  const byClass = Object.fromEntries(classes.map((name) => [name, 0])) as Record<ErrorClass, number>;
  for (const grade of grades) for (const error of grade.errors) byClass[error]++;
  const count = (test: (grade: Grade) => boolean) => grades.filter(test).length;
  return {
    n_total: grades.length,
    n_ok: count((grade) => grade.ok),
    n_fail: count((grade) => !grade.ok),
    n_format_fail: count((grade) => grade.errors.some(isFormatError)),
    n_logic_fail: count((grade) => grade.errors.some(isLogicError)),
    n_winning: count((grade) => grade.wins),
    n_winning_ok: count((grade) => grade.wins && grade.ok),
    ...byClass,
  };
}

/**
 * The summary as the blog printed it.
 *
 * @example
 * ```ts
 * import { formatSummary, gradeAll, summarise } from "lib/lotto";
 * import assert from "node:assert/strict";
 * const purchase = { money: 1000, winning: [1, 2, 3, 4, 5, 6], bonus: 7 };
 * const text = formatSummary(summarise(gradeAll([{ purchase, text: "hello" }])));
 * assert.match(text, /^=== TEST SUMMARY ===\nn_total : 1\nn_ok : 0\n/);
 * assert.match(text, /\nticket_count_parse_error : 1\n/);
 * ```
 */
export function formatSummary(summary: TestSummary): string {
  const totals = ["n_total", "n_ok", "n_fail", "n_format_fail", "n_logic_fail"] as const;
  const ours = summary[ERROR_LINE_MISMATCH] > 0 ? [ERROR_LINE_MISMATCH] as const : [];
  return [
    "=== TEST SUMMARY ===",
    ...[...totals, ...BLOG_ERROR_CLASSES, ...ours].map((name) => `${name} : ${summary[name]}`),
  ].join("\n");
}

/** The result of the blog's last model on its own 5,000 prompts. */
export const BLOG_SUMMARY: Omit<TestSummary, "n_winning" | "n_winning_ok" | "error_line_mismatch"> = {
  n_total: 5000,
  n_ok: 2298,
  n_fail: 2702,
  n_format_fail: 293,
  n_logic_fail: 2409,
  ticket_count_parse_error: 0,
  ticket_lines_format_error: 2,
  result_labels_parse_error: 11,
  ticket_count_mismatch: 35,
  ticket_numbers_invalid: 245,
  match_stats_mismatch: 2408,
  roi_mismatch: 17,
  test_fail: 0,
};
