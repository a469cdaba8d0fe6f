/**
 * Checks of notebook 06, the lottery GPT: ranks, the rate of return, probabilities, padding, the lowest possible loss,
 * and two parts of the grader. Expected values come from lib/lotto.
 */
import {
  formatRate,
  matchProbability,
  noWinProbability,
  PRIZES,
  type Rank,
  rankOf,
  rateOfReturn,
  type Ticket,
} from "../../lotto/mod.ts";
import { expectClose, expectEqual, wrong } from "./expect.ts";

type RankFunction = (ticket: Ticket, winning: readonly number[], bonus: number) => Rank | null;

function checkRank(rank: RankFunction): string {
  const winning = [1, 2, 3, 4, 5, 6], bonus = 7;
  const cases: readonly [ticket: Ticket, hint: string][] = [
    [[8, 21, 23, 41, 42, 43], "Nothing matches: the answer is null, not 0."],
    [
      [1, 2, 7, 20, 30, 40],
      "Two matches and the bonus number win nothing: the bonus counts only beside five.",
    ],
    [[1, 3, 5, 14, 22, 45], "Three of the ticket's numbers are winning numbers."],
    [[1, 2, 3, 7, 30, 40], 'Three matches and the bonus number are still "3".'],
    [[1, 2, 3, 4, 30, 40], "Count how many of the ticket's numbers are among the winning ones."],
    [[1, 2, 3, 4, 5, 40], 'Five matches without the bonus number: "5".'],
    [[1, 2, 3, 4, 5, 7], 'Five matches and the bonus number: "5b".'],
    [[1, 2, 3, 4, 5, 6], 'Six matches: "6".'],
  ];
  for (const [ticket, hint] of cases) {
    const what = `rank([${ticket}], [${winning}], ${bonus})`;
    expectEqual(rank(ticket, winning, bonus), rankOf(ticket, { winning, bonus }), { what, hint });
  }
  return "right for 400 tickets of every kind, with a few lines of code. Now teach it to a GPT …";
}

function checkRateText(rateText: (prize: number, tickets: number) => string): string {
  const none = { "3": 0, "4": 0, "5": 0, "5b": 0, "6": 0 };
  const expected = (threes: number, tickets: number) =>
    formatRate(rateOfReturn({ ...none, "3": threes }, tickets));
  const test = (threes: number, tickets: number, hint: string) => {
    const prize = threes * PRIZES["3"];
    expectEqual(rateText(prize, tickets), expected(threes, tickets), {
      what: `rateText(${prize}, ${tickets})`,
      hint,
    });
  };
  test(1, 8, "5,000 won for 8,000 won paid are 62.5 %.");
  test(0, 8, 'Always one decimal: "0.0", as the blog prints it. `toFixed(1)` writes it.');
  test(1, 3, "166.666… rounds up to 166.7.");
  test(1, 16, "31.25 is exactly between 31.2 and 31.3: halves are rounded up.");
  test(2, 1, "A rate can be above 100.");
  for (let tickets = 1; tickets <= 20; tickets++) {
    for (let threes = 0; threes <= tickets; threes++) test(threes, tickets, "Round to tenths of a percent.");
  }
  expectEqual(rateText(1_509_233, 2), "75461.7", {
    what: "rateText(1509233, 2)",
    hint:
      "75461.65 is a half, but the nearest floating-point number is smaller, and `toFixed` rounds that one down. " +
      "Round a whole number of tenths.",
  });
  expectEqual(rateText(2_000_000_000, 1), "200000000.0", {
    what: "rateText(2000000000, 1)",
    hint: "No commas.",
  });
  return "right, halves included. A GPT must do this by predicting digits";
}

async function checkNoWin(noWin: (tickets: number) => number): Promise<string> {
  const one = noWin(1);
  if (Math.abs(one - (1 - matchProbability(3))) < 1e-9) {
    wrong("`noWin(1)` leaves out 4, 5 and 6 matches", "No win: 0, 1 or 2 matches. Add these three up.");
  }
  if (Math.abs(one - (1 - noWinProbability(1))) < 1e-9) {
    wrong("`noWin(1)` is the probability of a win", "Return the probability of no win.");
  }
  await expectClose(one, noWinProbability(1), {
    what: "noWin(1)",
    tolerance: 1e-6,
    hint: "P(k matches) = C(6, k) · C(39, 6 − k) / C(45, 6); add up k = 0, 1, 2.",
  });
  if (Math.abs(noWin(2) - 2 * one) < 1e-9) wrong("`noWin(2)` is above 1", "Both must not win: multiply.");
  for (const tickets of [2, 8, 20]) {
    await expectClose(noWin(tickets), noWinProbability(tickets), {
      what: `noWin(${tickets})`,
      tolerance: 1e-6,
      hint: "The tickets are independent: none of n wins with probability p · p · … · p.",
    });
  }
  return `even with 20 tickets, none wins in ${(100 * noWinProbability(20)).toFixed(0)} % of all purchases`;
}

interface PaddedRow {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

function checkPadRow(padRow: (ids: readonly number[], length: number, padId: number) => PaddedRow): string {
  const test = (ids: number[], length: number, expected: PaddedRow, hint: string) => {
    const before = [...ids];
    const got = padRow(ids, length, 0);
    expectEqual(got, expected, { what: `padRow([${ids}], ${length}, 0)`, hint });
    expectEqual(ids, before, {
      what: "ids (after the call)",
      hint: "Make new arrays; the caller still needs its own.",
    });
  };
  test(
    [5, 6, 7],
    4,
    { x: [5, 6, 0, 0], y: [6, 7, -1, -1] },
    "Position 0 reads 5 and predicts 6; position 1 reads 6 and predicts 7. After the last token comes nothing: " +
      "it is not read, and the targets of padding are −1.",
  );
  test(
    [5, 6, 7],
    2,
    { x: [5, 6], y: [6, 7] },
    "Three tokens are two predictions: this fits without padding.",
  );
  test([5, 6, 7, 8], 2, { x: [5, 6], y: [6, 7] }, "Cut off at the end what does not fit.");
  test([5, 6], 3, { x: [5, 0, 0], y: [6, -1, -1] }, "Two tokens are one prediction.");
  return "right. Note that no target tells the model that the text is over; section 8 comes back to this";
}

async function checkLossFloor(lossFloor: (tickets: number, tokens: number) => number): Promise<string> {
  const ln = Math.log, ticket = ln(8_145_060);
  const expected = (tickets: number, tokens: number) =>
    (ln(20) + ticket + ln(39) + tickets * ticket) / (tokens - 1);
  const got = lossFloor(10, 273);
  const close = (value: number) => Math.abs(got - value) < 1e-9;
  if (close(expected(10, 274))) {
    wrong("`lossFloor(10, 273)` divides by 273", "The first token is not predicted.");
  }
  if (close(10 * ticket / 272)) {
    wrong("`lossFloor(10, 273)` counts the tickets only", "The prompt is random too: three draws.");
  }
  if (close(expected(10, 273) / ln(2))) wrong("`lossFloor(10, 273)` is in bits", "Nats: use `Math.log`.");
  for (const [tickets, tokens] of [[10, 273], [1, 147], [20, 414]]) {
    await expectClose(lossFloor(tickets, tokens), expected(tickets, tokens), {
      what: `lossFloor(${tickets}, ${tokens})`,
      tolerance: 1e-6,
      hint:
        "A choice among N equally likely options costs ln N nats. Add up: the number of tickets (20), the " +
        "winning numbers (8,145,060), the bonus (39), and each ticket (8,145,060).",
    });
  }
  return "no model gets below this: only the rest of the loss can be learned";
}

type TicketGrader = (paid: number, count: number, tickets: readonly number[][]) => string | null;

function checkGradeTickets(gradeTickets: TicketGrader): string {
  const good = [[8, 21, 23, 41, 42, 43], [3, 5, 11, 16, 32, 38]];
  const test = (paid: number, count: number, tickets: number[][], expected: string | null, hint: string) =>
    expectEqual(gradeTickets(paid, count, tickets), expected, {
      what: `gradeTickets(${paid}, ${count}, ${JSON.stringify(tickets)})`,
      hint,
    });
  const mismatch = "ticket_count_mismatch", invalid = "ticket_numbers_invalid";
  test(2, 2, good, null, "Nothing is wrong here: null.");
  test(2, 3, good, mismatch, "The model states 3 tickets and prints 2.");
  test(3, 2, good, mismatch, "2 stated, 2 printed, but 3 were paid for.");
  test(3, 3, good, mismatch, "3 paid for and 3 stated, but 2 printed.");
  test(2, 2, [good[0], [3, 5, 11, 16, 32]], invalid, "A ticket has exactly six numbers.");
  test(
    2,
    2,
    [good[0], [3, 5, 11, 16, 32, 32]],
    invalid,
    "A number must not come twice: ask a `Set` for its size.",
  );
  test(2, 2, [good[0], [3, 5, 11, 16, 32, 46]], invalid, "Numbers go up to 45.");
  test(2, 2, [[0, 5, 11, 16, 32, 45], good[1]], invalid, "Numbers begin at 1; and look at every ticket.");
  test(1, 2, [[1, 1, 1, 1, 1, 1]], mismatch, "Both are wrong: the blog counts the first class that applies.");
  test(2, 2, [good[0], [3, 5, 11.5, 16, 32, 38]], invalid, "Whole numbers only: `Number.isInteger`.");
  test(1, 1, [[1, 5, 11, 16, 32, 45]], null, "1 and 45 are numbers of the lottery, too.");
  test(1, 1, [[45, 1, 30, 2, 9, 8]], null, "The blog does not ask for ascending order.");
  return "right: level 2 of the grader";
}

function checkMatchStats(
  wrongRanks: (
    tickets: readonly Ticket[],
    winning: readonly number[],
    bonus: number,
    printed: Readonly<Record<Rank, number>>,
  ) => Rank[],
): string {
  const threes = [[1, 2, 3, 40, 41, 42], [4, 5, 6, 20, 30, 40]],
    others = [[1, 2, 3, 4, 5, 7], [8, 9, 10, 11, 12, 13]];
  const test = (
    tickets: Ticket[],
    printed: Partial<Record<Rank, number>>,
    expected: Rank[],
    hint: string,
  ) => {
    const all = { "3": 0, "4": 0, "5": 0, "5b": 0, "6": 0, ...printed };
    expectEqual(wrongRanks(tickets, [1, 2, 3, 4, 5, 6], 7, all), expected, {
      what: `wrongRanks(${JSON.stringify(tickets)}, [1,2,3,4,5,6], 7, ${JSON.stringify(all)})`,
      hint,
    });
  };
  test(threes, { "3": 2 }, [], "Every count is right: no rank.");
  test(
    threes,
    { "3": 1 },
    ["3"],
    "Count the ranks of the tickets yourself: two match three, and 1 is printed.",
  );
  test(threes, { "3": 3 }, ["3"], "A count that is too high is wrong, too.");
  test(threes, { "3": 2, "6": 1 }, ["6"], "Nothing matches six, and 1 is printed.");
  test(
    others,
    { "5": 1 },
    ["5", "5b"],
    'Five and the bonus number are "5b", but the answer prints 0 there, and 1 at "5".',
  );
  test(
    others,
    { "6": 1 },
    ["5b", "6"],
    'In the order 3, 4, 5, 5b, 6. An object lists keys that are whole numbers first: `Object.keys` puts "6" before "5b".',
  );
  return "right: 2,408 of the blog's 2,409 logic failures are in this class";
}

export const exercises = {
  "06.1": checkRank,
  "06.2": checkRateText,
  "06.3": checkNoWin,
  "06.4": checkPadRow,
  "06.5": checkLossFloor,
  "06.6": checkGradeTickets,
  "06.7": checkMatchStats,
};
