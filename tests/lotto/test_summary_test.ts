import assert from "node:assert/strict";
import { BLOG_SUMMARY, formatSummary, gradeAll, summarise } from "lib/lotto";
import { countWrong, mutations, samples, text } from "./grader_samples.ts";

Deno.test("summarise() adds up as the blog's numbers do: each failure once, each class by itself", () => {
  const { purchase } = samples[0];
  const consistentlyWrong = mutations.map(([, , mutate]) => ({
    purchase,
    text: mutate(text(samples[0]), samples[0]) as string | null,
  }));
  const answers = [
    ...consistentlyWrong,
    { purchase, text: countWrong(samples[0], (right) => right.rate) },
    { purchase, text: text(samples[0]) },
    { purchase, text: null },
  ];
  const s = summarise(gradeAll(answers));
  assert.equal(s.n_total, answers.length);
  assert.equal(s.n_ok, 1);
  assert.equal(s.n_ok + s.n_fail, s.n_total);
  assert.equal(s.n_fail, s.n_format_fail + s.n_logic_fail + s.test_fail);
  assert.equal(s.test_fail, 1);
  const format = s.ticket_count_parse_error + s.ticket_lines_format_error + s.result_labels_parse_error +
    s.ticket_count_mismatch + s.ticket_numbers_invalid;
  assert.equal(s.n_format_fail, format);
  assert.equal(s.match_stats_mismatch + s.roi_mismatch, s.n_logic_fail + 1); // one answer is in both
  // and so do the blog's
  const b = BLOG_SUMMARY;
  assert.equal(b.n_ok + b.n_format_fail + b.n_logic_fail, b.n_total);
  assert.equal(2 + 11 + 35 + 245, b.n_format_fail);
  assert.equal(b.match_stats_mismatch + b.roi_mismatch - b.n_logic_fail, 16); // answers in both classes
});

Deno.test("formatSummary() prints the blog's summary letter by letter", () => {
  const summary = { ...BLOG_SUMMARY, n_winning: 0, n_winning_ok: 0, error_line_mismatch: 0 };
  assert.equal(
    formatSummary(summary),
    `=== TEST SUMMARY ===
n_total : 5000
n_ok : 2298
n_fail : 2702
n_format_fail : 293
n_logic_fail : 2409
ticket_count_parse_error : 0
ticket_lines_format_error : 2
result_labels_parse_error : 11
ticket_count_mismatch : 35
ticket_numbers_invalid : 245
match_stats_mismatch : 2408
roi_mismatch : 17
test_fail : 0`,
  );
  assert.match(formatSummary({ ...summary, error_line_mismatch: 3 }), /error_line_mismatch : 3$/);
});
