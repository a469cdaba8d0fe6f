import assert from "node:assert/strict";
import {
  gradeAll,
  gradeAnswer,
  lottoDataset,
  printAnswer,
  type Purchase,
  readAnswer,
  summarise,
} from "lib/lotto";
import { TEXT_FORMATS } from "../../lib/lotto/text_format.ts";
import { countWrong, mutations, oneTicket, purchase, samples, text } from "./grader_samples.ts";

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

for (const [name, errorClass, mutate] of mutations) {
  Deno.test(`${name} is a ${errorClass}, and nothing else`, () => {
    for (const sample of samples) {
      const mutated = mutate(text(sample), sample);
      assert.notEqual(mutated, text(sample));
      assert.deepEqual(gradeAnswer(sample.purchase, mutated).errors, [errorClass], mutated);
    }
  });
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
