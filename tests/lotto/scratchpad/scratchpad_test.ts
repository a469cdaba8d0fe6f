import assert from "node:assert/strict";
import {
  draws,
  isFailure,
  lottoDataset,
  MATCH_CLASSES,
  printAnswer,
  printPrompt,
  type Sample,
} from "lib/lotto";
import { parsePrompt } from "../../../lib/lotto/parse_text.ts";
import { PURCHASE_ERRORS } from "../../../lib/lotto/errors.ts";
import { TEXT_FORMATS } from "../../../lib/lotto/text_format.ts";
import {
  END,
  mixedTickets,
  PROMPT_TOKENS,
  scratchpadAnswer,
  scratchpadCodec,
  scratchpadPrompt,
  scratchpadText,
  TOKEN_NAMES,
} from "lib/lotto/scratchpad";
import { LINE, promptChecks, scratchpadLength } from "../../../lib/lotto/scratchpad/scratchpad.ts";
import { scratchpadBatch, scratchpadBatches } from "../../../lib/lotto/scratchpad/scratchpad_batches.ts";
import { VOCAB_SIZE } from "../../../lib/lotto/scratchpad/scratchpad_tokens.ts";

const purchase = { money: 2000, winning: [1, 2, 3, 4, 5, 6], bonus: 7 };
const tickets = [[1, 2, 3, 9, 10, 11], [1, 2, 3, 4, 5, 7]];
const names = (tokens: readonly number[]) => tokens.map((token) => TOKEN_NAMES[token]).join(" ");

function scratchpadOf({ purchase, answer }: Sample): number[] {
  return scratchpadAnswer(purchase, isFailure(answer) ? [] : answer.tickets);
}

Deno.test("a scratchpad by hand: two tickets that win 3 and 5b", () => {
  const tokens = [...scratchpadPrompt(purchase), ...scratchpadAnswer(purchase, tickets)];
  const lines = Array.from(
    { length: Math.ceil(tokens.length / LINE) },
    (_, i) => names(tokens.slice(i * LINE, (i + 1) * LINE)),
  );
  assert.deepEqual(lines, [
    "· · 2 0 0 0 n1 n2 n3 n4 n5 n6 · n7 0 0 0 0 0",
    "2 n1 m1 n2 m2 n3 m3 n9 m3 n10 m3 n11 m3 r3 1 0 0 0 0",
    "1 n1 m1 n2 m2 n3 m3 n4 m4 n5 m5 n7 m5b r5b 1 0 0 1 0",
    "sum 1 0 0 1 0 5 0 0 0 0 0 0 0 3 0 ÷2 0 0", // 30,005 thousand won: 5, 0, 0, 0, 3 with carries
    "÷2 0 0 0 0 10 0 3 1 0 2 11 1 0 5 1 0 10 0", // 30005 / 2: 3 / 2 = 1, 1 · 2 = 02, 3 - 2 = 1 is left; 10 / 2 = 5 …
    "÷2 0 0 0 0 10 0 0 0 0 0 10 0 5 2 0 4 11 1",
    "÷2 0 5 1 0 10 0 0 0 0 0 10 0 1 0 0 0 11 1", // the last digit is the half that rounds
    "end",
  ]);
  assert.match(scratchpadText(tokens.slice(PROMPT_TOKENS)), /\n수익률=1500250\.0%\n/);
});

Deno.test("the scratchpad's text is the machine's, for every number of tickets, every class, every error", () => {
  const samples = [...lottoDataset({ seed: 3, drawTickets: mixedTickets, invalid: 0.2 }).take(4000)];
  const kinds = new Set(samples.map(({ answer }) => isFailure(answer) ? answer.error : answer.ticketCount));
  assert.equal(kinds.size, 20 + PURCHASE_ERRORS.length);
  for (const format of TEXT_FORMATS) {
    for (const sample of samples) {
      assert.equal(scratchpadText(scratchpadOf(sample), format), printAnswer(sample.answer, format));
    }
  }
});

Deno.test("the most that can be won is written without overflow", () => {
  const all = Array.from({ length: 20 }, () => purchase.winning);
  const text = scratchpadText(scratchpadAnswer({ ...purchase, money: 20_000 }, all));
  assert.match(text, /6개일치 \(2000000000원\) = 20\n수익률=200000000\.0%/);
});

Deno.test("the conversion copies: a wrong token gives a text that is wrong in the same way", () => {
  const tokens = scratchpadAnswer(purchase, tickets);
  const right = scratchpadText(tokens);
  const names = TOKEN_NAMES as string[];
  const changed = (place: number, name: string) =>
    scratchpadText(tokens.with(place - PROMPT_TOKENS, names.indexOf(name)));
  // counts, rate and tickets are what stands there, not what would be right
  assert.equal(changed(3 * LINE + 1, "7"), right.replace("3개일치 (5000원) = 1", "3개일치 (5000원) = 7"));
  assert.equal(changed(5 * LINE + 14, "9"), right.replace("1500250.0%", "1500950.0%"));
  assert.equal(changed(LINE + 1, "n44"), right.replace("[1,2,3,9,10,11]", "[44,2,3,9,10,11]"));
  assert.equal(changed(LINE, "5"), right.replace("티켓수=2", "티켓수=5"));
  // and the work is not looked at
  for (const work of [2 * LINE + 13, 2 * LINE + 14, LINE + 2, 3 * LINE + 8, 4 * LINE + 3, 4 * LINE + 5]) {
    assert.equal(changed(work, "0"), right);
  }
});

Deno.test("a scratchpad that breaks off is a text that breaks off, not an error", () => {
  const tokens = scratchpadAnswer(purchase, tickets);
  for (let length = 0; length < tokens.length; length++) {
    assert.equal(typeof scratchpadText(tokens.slice(0, length)), "string");
  }
});

Deno.test("the prompt is spelled out: nothing of the machine is computed from it", () => {
  const prompt = scratchpadPrompt({ money: -8500, winning: [0, 3, 3, 46, 99], bonus: 3 });
  assert.equal(names(prompt), "· - 8 5 0 0 n0 n3 n3 n46 n99 · · n3");
  for (const { purchase } of lottoDataset({ seed: 8, invalid: 0.5 }).take(500)) {
    const text = printPrompt(purchase, "taggedPrizes");
    assert.deepEqual(scratchpadCodec().encode(text), scratchpadPrompt(parsePrompt(text, "taggedPrizes")));
  }
  assert.throws(
    () => scratchpadPrompt({ ...purchase, money: 1_000_000 }),
    /RangeError: .*at most 6 characters, got 1000000/,
  );
  const beyond = scratchpadPrompt({ ...purchase, money: 21_000 }).slice(0, 6).map((token) =>
    TOKEN_NAMES[token]
  );
  assert.deepEqual(beyond, ["·", "2", "1", "0", "0", "0"]); // spelled, though no scratchpad for 21 tickets can follow
  assert.throws(() => scratchpadPrompt({ ...purchase, bonus: 100 }), /number from 0 to 99/);
});

Deno.test("without its work a scratchpad keeps its length and its text", () => {
  for (const sample of lottoDataset({ seed: 4, drawTickets: mixedTickets }).take(200)) {
    const tickets = isFailure(sample.answer) ? [] : sample.answer.tickets;
    const bare = scratchpadAnswer(sample.purchase, tickets, { work: false });
    assert.equal(bare.length, scratchpadOf(sample).length);
    assert.equal(scratchpadText(bare), scratchpadText(scratchpadOf(sample)));
  }
  const bare = names(scratchpadAnswer(purchase, tickets, { work: false }));
  assert.equal((bare.match(/m\d|r\d|r-/g) ?? []).length, 0);
});

Deno.test("without the divisor's token a scratchpad differs only in its four marks, and has the same text", () => {
  const purchase = { money: 3000, winning: [1, 2, 3, 4, 5, 6], bonus: 7 };
  const tickets = [[1, 2, 3, 9, 10, 11], [1, 2, 3, 4, 5, 7], [8, 9, 10, 11, 12, 13]];
  const [all, without] = [true, false].map((divisor) => scratchpadAnswer(purchase, tickets, { divisor }));
  const changed = all.flatMap((token, i) =>
    token === without[i] ? [] : [[TOKEN_NAMES[token], TOKEN_NAMES[without[i]]]]
  );
  assert.deepEqual(changed, Array(4).fill(["÷3", "÷0"]));
  assert.equal(scratchpadText(without), scratchpadText(all));
});

Deno.test("batches: the prompt is not learned, rows are about equally long, a step is the same each time", () => {
  const batches = scratchpadBatches({ seed: 1, tokensPerBatch: 1000 });
  const widths = new Set<number>();
  for (let step = 0; step < 9; step++) {
    const batch = batches.at(step);
    const { x, y, shape: [B, T] } = batch;
    widths.add(T);
    assert.deepEqual(batches.at(step), batch);
    for (let b = 0; b < B; b++) {
      assert.ok(y.subarray(b * T, b * T + 6).every((id) => id === -1)); // the winning numbers have checks
      assert.ok(y.subarray(b * T, (b + 1) * T).includes(END));
    }
    assert.ok(x.every((id) => id >= 0 && id < VOCAB_SIZE) && y.every((id) => id < VOCAB_SIZE));
  }
  assert.deepEqual([...widths], [0, 3, 10, 20].map((most) => scratchpadLength(most) - 1));
});

Deno.test("reading the prompt: the winning number that is wrong is told, at its place", () => {
  const checks = (winning: readonly number[]) => names(promptChecks({ ...purchase, winning }));
  assert.equal(checks([1, 2, 3, 4, 5, 6]), "0 0 0 0 0 0 0");
  assert.equal(checks([0, 2, 2, 4, 5, 46]), "winningOutOfRange 0 winningRepeated 0 0 winningOutOfRange 0");
  assert.equal(checks([1, 2, 3, 4, 5]), "0 0 0 0 0 winningNotSix 0");
  assert.equal(checks([1, 2, 3, 4, 5, 6, 7]), "0 0 0 0 0 0 winningNotSix");
  const samples = [...lottoDataset({ seed: 8, invalid: 1 }).take(20)];
  const width = scratchpadLength(0);
  const { y } = scratchpadBatch(samples, { width });
  samples.forEach(({ purchase }, b) =>
    assert.deepEqual([...y.subarray(b * width + 6, b * width + 13)], promptChecks(purchase))
  );
  const answerOnly = scratchpadBatch(samples, { width, work: false }).y;
  samples.forEach((_, b) =>
    assert.ok(answerOnly.subarray(b * width, b * width + 13).every((id) => id === -1))
  );
});

Deno.test("a batch's targets are its inputs one place later", () => {
  const samples = [...lottoDataset({ seed: 1, tickets: { min: 2, max: 2 } }).take(3)];
  const T = scratchpadLength(2) - 1;
  const { x, y } = scratchpadBatch(samples, { width: T });
  for (let b = 0; b < 3; b++) {
    for (let t = PROMPT_TOKENS - 1; t < T - 1; t++) assert.equal(y[b * T + t], x[b * T + t + 1]);
  }
});

Deno.test("a row of the last tickets only: what was before is given, not asked", () => {
  const [sample] = lottoDataset({ seed: 2, tickets: { min: 9, max: 9 }, drawTickets: mixedTickets }).take(1);
  const whole = [...scratchpadPrompt(sample.purchase), ...scratchpadOf(sample)];
  const asked = (lines: number) => {
    const T = scratchpadLength(lines) - 1;
    const { x, y } = scratchpadBatch([sample], { width: T, lines: [lines] });
    assert.deepEqual([...x.subarray(LINE)], whole.slice((1 + 9 - lines) * LINE, -1));
    return Array.from({ length: T }, (_, t) => t + 1).filter((place) =>
      place >= PROMPT_TOKENS && y[place - 1] < 0
    );
  };
  assert.deepEqual(asked(9), []);
  const column = (columns: readonly number[]) => columns.map((c) => LINE + c);
  assert.deepEqual(asked(2), column([0, 14, 15, 16, 17, 18])); // tickets to go, counts
  assert.deepEqual(asked(0), column([0, 1, 2, 3, 4, 5])); // the mark, the five labels
});

Deno.test("a row of the last tickets only: its lines keep their places in the whole scratchpad", () => {
  const [sample] = lottoDataset({ seed: 2, tickets: { min: 9, max: 9 } }).take(1);
  const T = scratchpadLength(2) - 1;
  const { positions } = scratchpadBatch([sample], { width: T, lines: [2] });
  const places = Array.from({ length: LINE }, (_, i) => i);
  assert.deepEqual([...positions!.subarray(0, 2 * LINE)], [...places, ...places.map((i) => 8 * LINE + i)]);
  assert.equal(positions![T - 1], scratchpadLength(9) - 2);
  const [longest] = lottoDataset({ seed: 2, tickets: { min: 20, max: 20 } }).take(1);
  const padded = scratchpadBatch([longest], { width: scratchpadLength(3), lines: [0] }).positions!;
  assert.equal(Math.max(...padded), scratchpadLength(20) - 1); // padding stays within the table
});

Deno.test("mixed tickets hold every match class, and purchases without any win", () => {
  const random = draws(5);
  const found = new Set<string>();
  for (let i = 0; i < 400; i++) {
    const drawn = mixedTickets(purchase, { count: 5, random });
    assert.equal(drawn.length, 5);
    for (const ticket of drawn) found.add(String(ticket.filter((n) => purchase.winning.includes(n)).length));
  }
  assert.equal(found.size, MATCH_CLASSES.length - 1); // 5 and 5b match the same number
});
