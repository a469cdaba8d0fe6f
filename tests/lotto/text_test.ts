import assert from "node:assert/strict";
import {
  balancedTickets,
  draws,
  isFailure,
  lottoDataset,
  parseSample,
  playLotto,
  printAnswer,
  printDialogue,
  printPrompt,
  printSample,
  type Sample,
  splitAtLabels,
} from "lib/lotto";
import { FormatError } from "../../lib/lotto/line_reader.ts";
import { parsePrompt } from "../../lib/lotto/parse_text.ts";
import { TEXT_FORMATS } from "../../lib/lotto/text_format.ts";

const purchase = { money: 8000, winning: [1, 2, 3, 4, 5, 6], bonus: 7 };
const tickets = [
  [8, 21, 23, 41, 42, 43],
  [3, 5, 11, 16, 32, 38],
  [7, 11, 16, 35, 36, 44],
  [1, 8, 11, 31, 41, 42],
  [13, 14, 16, 38, 42, 45],
  [7, 11, 30, 40, 42, 43],
  [2, 13, 22, 32, 38, 45],
  [1, 3, 5, 14, 22, 45],
];
const sample: Sample = { purchase, answer: playLotto(purchase, tickets) };

/** The blog's dialogue, letter by letter. */
const dialogue = `구입금액을 입력해 주세요.
8000
8개를 구매했습니다.
[8, 21, 23, 41, 42, 43]
[3, 5, 11, 16, 32, 38]
[7, 11, 16, 35, 36, 44]
[1, 8, 11, 31, 41, 42]
[13, 14, 16, 38, 42, 45]
[7, 11, 30, 40, 42, 43]
[2, 13, 22, 32, 38, 45]
[1, 3, 5, 14, 22, 45]
당첨 번호를 입력해 주세요.
1,2,3,4,5,6
보너스 번호를 입력해 주세요.
7
당첨 통계
---
3개 일치 (5,000원) - 1개
4개 일치 (50,000원) - 0개
5개 일치 (1,500,000원) - 0개
5개 일치, 보너스 볼 일치 (30,000,000원) - 0개
6개 일치 (2,000,000,000원) - 0개
총 수익률은 62.5%입니다.`;

/** The blog's first format, its placeholders filled in. */
const tagged = `<IN>
구입금액=8000
당첨번호=1,2,3,4,5,6
보너스번호=7
</IN>
###
<OUT>
티켓수=8
구매번호:
[8,21,23,41,42,43]
[3,5,11,16,32,38]
[7,11,16,35,36,44]
[1,8,11,31,41,42]
[13,14,16,38,42,45]
[7,11,30,40,42,43]
[2,13,22,32,38,45]
[1,3,5,14,22,45]
3개일치=1
4개일치=0
5개일치=0
5개보너스일치=0
6개일치=0
수익률=62.5%
</OUT>`;

/** The blog's later labels. */
const prizeLabels = `3개일치 (5000원) = 1
4개일치 (50000원) = 0
5개일치 (1500000원) = 0
5개보너스일치 (30000000원) = 0
6개일치 (2000000000원) = 0
수익률=62.5%`;

Deno.test("the dialogue is printed as the blog shows it", () => {
  assert.equal(printDialogue(sample), dialogue);
});

Deno.test("the first format is printed as the blog defines it", () => {
  assert.equal(printSample(sample, "tagged"), tagged);
  assert.deepEqual(parseSample(tagged, "tagged"), sample);
});

Deno.test("the later format differs in its labels only, as the blog shows them", () => {
  const text = printSample(sample, "taggedPrizes");
  assert.equal(splitAtLabels(text)[1], prizeLabels + "\n</OUT>");
  assert.equal(splitAtLabels(text)[0], splitAtLabels(tagged)[0]);
});

Deno.test("the plain prompt is the blog's", () => {
  const five = { ...purchase, money: 5000 };
  assert.equal(printPrompt(five, "plainPrizes"), "money=5000\nwinning=1,2,3,4,5,6\nbonus=7\n###\n");
  assert.equal(splitAtLabels(printSample(sample, "plainPrizes"))[1], prizeLabels);
});

/** Samples of all kinds; every third answer is made wrong, which a printer must not care about. */
function* samples(count: number): Generator<Sample> {
  const dataset = lottoDataset({ seed: 11, invalid: 0.2, drawTickets: balancedTickets({ share: 0.5 }) });
  for (let i = 0; i < count; i++) {
    const { purchase, answer } = dataset.at(i);
    const random = draws(i);
    const wrong = isFailure(answer) || i % 3 ? answer : {
      ticketCount: random.below(30),
      tickets: answer.tickets.map((ticket) => ticket.slice(random.below(3))),
      counts: { ...answer.counts, "5b": random.below(1000) },
      rate: random.below(1e9) / 10,
    };
    yield { purchase, answer: wrong };
  }
}

for (const format of TEXT_FORMATS) {
  Deno.test(`parser and printer of "${format}" are inverse of one another on 2,000 programs`, () => {
    for (const sample of samples(2000)) {
      const text = printSample(sample, format);
      assert.deepEqual(parseSample(text, format), sample);
      assert.equal(printPrompt(sample.purchase, format) + printAnswer(sample.answer, format), text);
    }
    for (const { purchase } of samples(200)) {
      assert.deepEqual(parsePrompt(printPrompt(purchase, format), format), purchase);
    }
  });

  Deno.test(`the parser of "${format}" takes no second spelling: what it reads prints the same`, () => {
    const random = draws(3);
    const characters = ["0", "1", " ", "\n", ",", "=", "%", "[", "]", "-", "x", "원", ""];
    let refused = 0;
    for (const sample of samples(1500)) {
      const letters = [...printSample(sample, format)];
      letters[random.below(letters.length)] = characters[random.below(characters.length)];
      const damaged = letters.join("");
      try {
        assert.equal(printSample(parseSample(damaged, format), format), damaged);
      } catch (error) {
        if (!(error instanceof FormatError)) throw error;
        assert.ok(error.line >= 1 && error.line <= damaged.split("\n").length + 1);
        refused++;
      }
    }
    assert.ok(refused > 750);
  });
}

Deno.test("the dialogue is printed for valid purchases only", () => {
  const answer = { error: "moneyNotThousands" as const };
  assert.throws(() => printDialogue({ purchase, answer }), /the program asks again/);
});

Deno.test("the dialogue has thousands separators in prizes and rates", () => {
  const { answer } = sample;
  assert.ok(!isFailure(answer));
  const text = printDialogue({ purchase, answer: { ...answer, rate: 1062.5 } });
  assert.match(text, /\(2,000,000,000원\).*1,062\.5%/s);
});

Deno.test("parse errors name the line, what was expected and what was found", () => {
  const broken = (at: number, line: string) => {
    const lines = tagged.split("\n");
    lines[at - 1] = line;
    return () => parseSample(lines.join("\n"), "tagged");
  };
  const cases: [number, string, RegExp][] = [
    [1, "<in>", /line 1: expected "<IN>", found "<in>"/],
    [2, "구입금액=8,000", /line 2: expected "구입금액=", a whole number, found "구입금액=8,000"/],
    [3, "당첨번호=1, 2", /line 3: expected "당첨번호=", whole numbers with commas between/],
    [6, "##", /line 6: expected "###"/],
    [8, "티켓수=08", /line 8: /],
    [10, "[1,2", /line 10: expected "\[", whole numbers with commas between, "\]", found "\[1,2"/],
    [18, "3개일치 = 1", /line 18: expected "3개일치=", a whole number/],
    [23, "수익률=62.50%", /line 23: expected "수익률=", a number with one decimal, "%"/],
    [23, "수익률=1000000000000000.0%", /line 23: expected "수익률=", a number with one decimal, "%"/],
    [24, "", /line 24: expected "<\/OUT>", found ""/],
  ];
  for (const [line, text, message] of cases) {
    assert.throws(broken(line, text), (error: FormatError) => {
      assert.match(error.message, message);
      assert.equal(error.line, line);
      return true;
    });
  }
  assert.throws(
    () => parseSample(tagged + "\n", "tagged"),
    /line 25: expected the end of the text, found ""/,
  );
  assert.throws(() => parseSample("<IN>", "tagged"), /line 2: .*found the end of the text/);
});

Deno.test("the printer refuses numbers that no text of the format can hold", () => {
  assert.throws(() => printPrompt({ ...purchase, money: 1000.5 }, "plain"), /whole number, got 1000.5/);
  const answer = {
    ticketCount: 1,
    tickets: [],
    counts: { "3": 0, "4": 0, "5": 0, "5b": 0, "6": 0 },
    rate: 0.25,
  };
  assert.throws(() => printAnswer(answer, "plain"), /at most one decimal, got 0.25/);
});
