import assert from "node:assert/strict";
import {
  balancedTickets,
  BLOG_SUMMARY,
  draws,
  formatSummary,
  gradeAll,
  gradeAnswer,
  gradeLabels,
  isFailure,
  lottoDataset,
  printAnswer,
  type Purchase,
  readAnswer,
  type Sample,
  splitAtLabels,
  summarise,
} from "lib/lotto";
import type { ErrorClass } from "../../lib/lotto/error_classes.ts";
import type { LottoResult } from "../../lib/lotto/machine.ts";
import { TEXT_FORMATS } from "../../lib/lotto/text_format.ts";

/** Programs with wins among them. */
const samples = [
  ...lottoDataset({
    seed: 12,
    split: "test",
    drawTickets: balancedTickets({ share: 0.2 }),
    tickets: { min: 2, max: 20 },
  })
    .take(300),
];
const result = (sample: Sample): LottoResult => {
  if (isFailure(sample.answer)) throw new Error("these samples are all valid");
  return sample.answer;
};
const text = (sample: Sample) => printAnswer(sample.answer, "taggedPrizes");

Deno.test("a perfect oracle scores 5,000 of 5,000, in every format and under every option", () => {
  const all = [...lottoDataset({ seed: 99, split: "test" }).take(5000)];
  for (const format of TEXT_FORMATS) {
    const answers = all.map(({ purchase, answer }) => ({ purchase, text: printAnswer(answer, format) }));
    for (const o of [{}, { rateFrom: "tickets", ascending: true }] as const) {
      const summary = summarise(gradeAll(answers, o));
      assert.equal(summary.n_ok, 5000);
      assert.equal(summary.n_fail, 0);
      assert.equal(summary.n_winning, summary.n_winning_ok);
      assert.ok(summary.n_winning > 900);
    }
  }
});

/** Ways to spoil a right answer's text, and the class each must land in. */
const mutations: [string, ErrorClass, (text: string, sample: Sample) => string][] = [
  ["no ticket count", "ticket_count_parse_error", (t) => t.replace(/티켓수=\d+\n/, "")],
  ["ticket count is no number", "ticket_count_parse_error", (t) => t.replace(/티켓수=\d+/, "티켓수=많이")],
  ["ticket count runs on", "ticket_count_parse_error", (t) => t.replace(/(티켓수=\d+)/, "$1개개개")],
  ["an empty text", "ticket_count_parse_error", () => ""],
  ["no 구매번호 line", "ticket_lines_format_error", (t) => t.replace("구매번호:\n", "")],
  ["no tickets", "ticket_lines_format_error", (t) => t.replace(/\[[^\]]*\]\n/g, "")],
  ["a ticket without its bracket", "ticket_lines_format_error", (t) => t.replace("]", "")],
  ["a ticket with a word in it", "ticket_lines_format_error", (t) => t.replace(/\[\d+,/, "[보,")],
  [
    "cut off inside a ticket (the blog's max_len)",
    "ticket_lines_format_error",
    (t) => t.slice(0, t.indexOf("]")),
  ],
  ["a label is missing", "result_labels_parse_error", (t) => t.replace(/5개보너스일치.*\n/, "")],
  ["a label's count is no number", "result_labels_parse_error", (t) => t.replace(/(4개일치 .*= )\d+/, "$1?")],
  ["no rate", "result_labels_parse_error", (t) => t.replace(/수익률.*/, "")],
  ["the blog's repetition loop", "result_labels_parse_error", (t) => t.replace("%", "%%%%%%%%")],
  ["cut off before the labels", "result_labels_parse_error", (t) => splitAtLabels(t)[0]],
  ["a ticket too few", "ticket_count_mismatch", (t) => t.replace(/\[[^\]]*\]\n/, "")],
  ["a ticket too many", "ticket_count_mismatch", (t) => t.replace(/(\[[^\]]*\]\n)/, "$1$1")],
  [
    "not as many tickets as paid for, though consistent",
    "ticket_count_mismatch",
    (t, s) => t.replace(/\[[^\]]*\]\n/, "").replace(/티켓수=\d+/, `티켓수=${result(s).ticketCount - 1}`),
  ],
  ["five numbers", "ticket_numbers_invalid", (t) => t.replace(/\[\d+,/, "[")],
  ["seven numbers", "ticket_numbers_invalid", (t) => t.replace(/\[/, "[0,")],
  ["a number twice", "ticket_numbers_invalid", (t) => t.replace(/\[(\d+),\d+/, "[$1,$1")],
  ["number 46", "ticket_numbers_invalid", (t) => t.replace(/\d+\]/, "46]")],
  ["number 0", "ticket_numbers_invalid", (t) => t.replace(/\[\d+/, "[0")],
  ["a wrong rate", "roi_mismatch", (t) => t.replace(/수익률=(\d+)/, "수익률=1$1")],
  ["a rate with one decimal more", "roi_mismatch", (t) => t.replace(/수익률=(\d+\.\d)/, "수익률=$13")],
  ["a negative rate", "roi_mismatch", (t) => t.replace(/수익률=[\d.]+/, "수익률=-7.0")],
  ["a negative number", "ticket_numbers_invalid", (t) => t.replace(/\[\d+/, "[-3")],
  ["a number of 400 digits", "ticket_numbers_invalid", (t) => t.replace(/\[\d+/, `[${"9".repeat(400)}`)],
  ["a negative ticket count", "ticket_count_mismatch", (t) => t.replace(/티켓수=/, "티켓수=-")],
  [
    "a ticket count of 400 digits",
    "ticket_count_mismatch",
    (t) => t.replace("티켓수=", "티켓수=" + "9".repeat(400)),
  ],
  ["a number with a decimal", "ticket_lines_format_error", (t) => t.replace(/\[\d+/, "[3.5")],
  ["a = inside a ticket", "ticket_lines_format_error", (t) => t.replace(/\[(\d+),/, "[$1=")],
  ["full-width digits in a ticket", "ticket_lines_format_error", (t) => t.replace(/\[\d+/, "[３")],
  ["a full-width ticket count", "ticket_count_parse_error", (t) => t.replace(/티켓수=\d+/, "티켓수=２")],
  ["a full-width count", "result_labels_parse_error", (t) => t.replace(/(4개일치 .*= )\d+/, "$1０")],
  ["a full-width rate", "result_labels_parse_error", (t) => t.replace(/수익률=\d+/, "수익률=６２")],
  ["the first label with a space", "result_labels_parse_error", (t) => t.replace("3개일치", "3개 일치")],
  ["the first label misspelled", "result_labels_parse_error", (t) => t.replace("3개일치", "3게일치")],
  [
    "the first label in full-width digits",
    "result_labels_parse_error",
    (t) => t.replace("3개일치", "３개일치"),
  ],
  ["the first label in words", "result_labels_parse_error", (t) => t.replace("3개일치", "세 개 맞음")],
  ["the label of the rate with a space", "result_labels_parse_error", (t) => t.replace("수익률", "수익 률")],
  ["a rate with an exponent", "result_labels_parse_error", (t) => t.replace(/수익률=[\d.]+/, "수익률=2e8")],
];

for (const [name, errorClass, mutate] of mutations) {
  Deno.test(`${name} is a ${errorClass}, and nothing else`, () => {
    for (const sample of samples) {
      const mutated = mutate(text(sample), sample);
      assert.notEqual(mutated, text(sample));
      assert.deepEqual(gradeAnswer(sample.purchase, mutated).errors, [errorClass], mutated);
    }
  });
}

const purchase: Purchase = { money: 1000, winning: [1, 2, 3, 4, 5, 6], bonus: 7 };

/** An answer of one ticket with three matches; right when 3개일치=1 and 수익률=500.0%. */
function oneTicket(o: { threes?: string; sixes?: string; rate?: string; ticket?: string } = {}): string {
  const { threes = "1", sixes = "0", rate = "500.0", ticket = "1,2,3,40,41,42" } = o;
  return `티켓수=1\n구매번호:\n[${ticket}]\n3개일치=${threes}\n4개일치=0\n5개일치=0\n5개보너스일치=0\n` +
    `6개일치=${sixes}\n수익률=${rate}%`;
}

Deno.test("numbers are compared by value, however they are spelled", () => {
  for (const rate of ["500.0", "500", "500.00", "0500.000", "+500.0"]) {
    assert.deepEqual(gradeAnswer(purchase, oneTicket({ rate })).errors, [], rate);
  }
  for (const rate of ["500.01", "500.00000000000000001", "500.1", "50", "-500.0", "0"]) {
    assert.deepEqual(gradeAnswer(purchase, oneTicket({ rate })).errors, ["roi_mismatch"], rate);
  }
  assert.ok(gradeAnswer(purchase, oneTicket({ threes: "01", ticket: "01,02,+3,40,41,42" })).ok);
  const losing = { threes: "0", ticket: "8,9,10,40,41,42" };
  for (const rate of ["0.0", "0", "-0", "00.00"]) {
    assert.ok(gradeAnswer(purchase, oneTicket({ ...losing, rate })).ok, rate);
  }
});

Deno.test("counts of any size are wrong counts; the rate that follows from them is right to the last digit", () => {
  for (
    const [sixes, rate] of [
      ["4999999", "999999800000500.0"],
      ["5000000", "1000000000000500.0"],
      ["99999999", "19999999800000500.0"],
      ["9".repeat(400), `1${"9".repeat(399)}800000500.0`],
      ["-1", "-199999500.0"],
    ]
  ) {
    assert.deepEqual(
      gradeAnswer(purchase, oneTicket({ sixes })).errors,
      ["match_stats_mismatch", "roi_mismatch"],
      sixes,
    );
    assert.deepEqual(gradeAnswer(purchase, oneTicket({ sixes, rate })).errors, ["match_stats_mismatch"]);
    const near = rate.replace("00.0", "01.0");
    assert.equal(gradeAnswer(purchase, oneTicket({ sixes, rate: near })).errors.length, 2, near);
  }
  const all = gradeAll([{ purchase, text: oneTicket({ sixes: "5000000" }) }, {
    purchase,
    text: oneTicket(),
  }]);
  assert.equal(summarise(all).n_ok, 1);
});

/** An answer with the count of threes one too high, and the rate as given. */
function countWrong(sample: Sample, rate: (right: LottoResult) => number): string {
  const right = result(sample);
  const wrong = { ...right, counts: { ...right.counts, "3": right.counts["3"] + 1 }, rate: rate(right) };
  return printAnswer(wrong, "taggedPrizes");
}

Deno.test("a wrong count whose rate fits it is one error; from the tickets' side it is two", () => {
  for (const sample of samples) {
    const consistent = countWrong(sample, (right) => {
      const tenths = (right.counts["3"] + 1) * 5000 + right.counts["4"] * 50_000 +
        right.counts["5"] * 1_500_000 +
        right.counts["5b"] * 30_000_000 + right.counts["6"] * 2_000_000_000;
      return Math.floor((2 * tenths + right.ticketCount) / (2 * right.ticketCount)) / 10;
    });
    assert.deepEqual(gradeAnswer(sample.purchase, consistent).errors, ["match_stats_mismatch"]);
    assert.deepEqual(gradeAnswer(sample.purchase, consistent, { rateFrom: "tickets" }).errors, [
      "match_stats_mismatch",
      "roi_mismatch",
    ]);
    const trueRate = countWrong(sample, (right) => right.rate);
    assert.deepEqual(gradeAnswer(sample.purchase, trueRate).errors, ["match_stats_mismatch", "roi_mismatch"]);
    assert.deepEqual(gradeAnswer(sample.purchase, trueRate, { rateFrom: "tickets" }).errors, [
      "match_stats_mismatch",
    ]);
  }
});

Deno.test("the grader reads spaces and either kind of label, as the blog's wrote them in its criteria", () => {
  const spaced = `  티켓수 = 1
구매번호:
[ 8, 21, 23, 41, 42, 43 ]

3개일치 (...) = 0
4개일치(5만원)=0
5개일치 = 0
5개보너스일치=0
6개일치 (2000000000원) = 0
수익률 = 0.0 %
이후의 글`;
  assert.deepEqual(gradeAnswer(purchase, spaced).errors, []);
  const read = readAnswer(spaced);
  assert.ok(!("errorClass" in read));
  assert.deepEqual(read.tickets, [[8, 21, 23, 41, 42, 43]]);
});

Deno.test("tickets out of order count as the blog counted them, unless ascending order is asked for", () => {
  const zeros = "3개일치=0\n4개일치=0\n5개일치=0\n5개보너스일치=0\n6개일치=0\n수익률=0.0%";
  const shuffled = `티켓수=1\n구매번호:\n[21,8,23,41,42,43]\n${zeros}`;
  assert.ok(gradeAnswer(purchase, shuffled).ok);
  assert.deepEqual(gradeAnswer(purchase, shuffled, { ascending: true }).errors, ["ticket_numbers_invalid"]);
});

Deno.test("an invalid purchase must be answered by its own error line", () => {
  const purchase: Purchase = { money: 8500, winning: [1, 2, 3, 4, 5, 6], bonus: 7 };
  for (const format of TEXT_FORMATS) {
    assert.ok(gradeAnswer(purchase, printAnswer({ error: "moneyNotThousands" }, format)).ok);
    const other = printAnswer({ error: "bonusIsWinning" }, format);
    assert.deepEqual(gradeAnswer(purchase, other).errors, ["error_line_mismatch"]);
  }
  assert.deepEqual(gradeAnswer(purchase, text(samples[0])).errors, ["error_line_mismatch"]);
  const valid = { ...purchase, money: 8000 };
  const error = printAnswer({ error: "moneyNotThousands" }, "plain");
  assert.deepEqual(gradeAnswer(valid, error).errors, ["ticket_count_parse_error"]);
});

Deno.test("the grader never throws, whatever the text", () => {
  for (const sample of samples.slice(0, 60)) {
    const whole = text(sample);
    for (let end = 0; end < whole.length; end++) gradeAnswer(sample.purchase, whole.slice(0, end));
  }
  for (
    const odd of [
      "\n\n\n",
      "[",
      "티켓수=9999999999999999999999\n구매번호:\n[1]",
      "수익률=%",
      "\0",
      "🎲".repeat(999),
    ]
  ) {
    assert.equal(gradeAnswer(samples[0].purchase, odd).ok, false);
  }
});

Deno.test("the grader never throws and never hangs: texts put together from pieces of answers and from odd ones", () => {
  const pieces = [
    ..."0123456789+-.=,%[]() \t\r\n３０\0\u2028\ufeff",
    ...[
      "티켓수=",
      "구매번호:",
      "수익률=",
      "3개일치",
      "5개보너스일치=",
      "</OUT>",
      "[ERROR]",
      "###",
      "\ud800",
      "1e999",
      "NaN",
    ],
    ...["9".repeat(20), "1".repeat(999), "-0", "0x10", "Infinity", "000", " = "],
  ];
  for (let i = 0; i < 3000; i++) {
    const random = draws(7, i);
    const lines = oneTicket().split("\n");
    for (let n = 1 + random.below(4); n > 0; n--) {
      const at = random.below(lines.length), line = lines[at], cut = random.below(line.length + 1);
      const piece = pieces[random.below(pieces.length)];
      lines[at] = line.slice(0, cut) + piece + line.slice(random.chance(0.5) ? cut : cut + 1);
    }
    const text = lines.join("\n");
    for (const rateFrom of ["counts", "tickets"] as const) {
      const { ok, errors, reasons } = gradeAnswer(purchase, text, { rateFrom });
      assert.equal(ok, errors.length === 0);
      assert.equal(reasons.length, errors.length);
    }
  }
  const long = 3_000_000;
  for (
    const text of [
      oneTicket({ ticket: "1,".repeat(long) + "1" }),
      oneTicket({ ticket: "1".repeat(long) }),
      oneTicket({ threes: "9".repeat(long) }),
      oneTicket({ threes: " ".repeat(long) + "x" }),
      oneTicket({ rate: "0".repeat(long) }),
      oneTicket().replace("3개일치", "3개일치" + " ".repeat(long)),
      oneTicket().replace("3개일치", "3개일치" + "(".repeat(long)),
      "[".repeat(long),
      "\n".repeat(long),
    ]
  ) {
    assert.equal(gradeAnswer(purchase, text).ok, false);
  }
});

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

Deno.test("gradeLabels() gives the predictor the tickets, never the answer, and grades what it returns", async () => {
  const balanced = [...lottoDataset({ seed: 2, split: "test", drawTickets: balancedTickets() }).take(200)];
  for (const format of TEXT_FORMATS) {
    const perfect = await gradeLabels(balanced, (tasks) => {
      for (const task of tasks) {
        assert.ok(task.text.endsWith("]\n"));
        assert.ok(!task.text.includes("일치"));
      }
      return Promise.resolve(balanced.map((sample) => splitAtLabels(printAnswer(sample.answer, format))[1]));
    }, { format });
    assert.equal(summarise(perfect).n_ok, 200);
  }
  await assert.rejects(
    gradeLabels(balanced, () => Promise.resolve([]), { format: "plain" }),
    /200 tasks .* got 0/,
  );
  const invalid = [{ purchase: samples[0].purchase, answer: { error: "bonusIsWinning" as const } }];
  await assert.rejects(
    gradeLabels(invalid, () => Promise.resolve([""]), { format: "plain" }),
    /no tickets to label/,
  );
});
