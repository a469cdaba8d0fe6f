import assert from "node:assert/strict";
import {
  checkPurchase,
  countMatches,
  draws,
  ERROR_LINES,
  isFailure,
  lottoDataset,
  playLotto,
  PRIZES,
  type Rank,
  rankOf,
} from "lib/lotto";
import { PURCHASE_ERRORS } from "../../lib/lotto/errors.ts";
import { spoil } from "../../lib/lotto/purchases.ts";

const purchase = { money: 8000, winning: [1, 2, 3, 4, 5, 6], bonus: 7 };
const blogTickets = [
  [8, 21, 23, 41, 42, 43],
  [3, 5, 11, 16, 32, 38],
  [7, 11, 16, 35, 36, 44],
  [1, 8, 11, 31, 41, 42],
  [13, 14, 16, 38, 42, 45],
  [7, 11, 30, 40, 42, 43],
  [2, 13, 22, 32, 38, 45],
  [1, 3, 5, 14, 22, 45],
];

Deno.test("the machine computes the blog's own example", () => {
  const answer = playLotto(purchase, blogTickets);
  assert.ok(!isFailure(answer));
  assert.equal(answer.ticketCount, 8);
  assert.deepEqual(answer.counts, { "3": 1, "4": 0, "5": 0, "5b": 0, "6": 0 });
  assert.equal(answer.rate, 62.5);
});

Deno.test("rankOf() knows every rank, and the bonus only beside five", () => {
  const cases: [number[], Rank | null][] = [
    [[8, 9, 10, 11, 12, 13], null],
    [[1, 2, 7, 8, 9, 10], null],
    [[1, 2, 3, 8, 9, 10], "3"],
    [[1, 2, 3, 7, 9, 10], "3"],
    [[1, 2, 3, 4, 9, 10], "4"],
    [[1, 2, 3, 4, 7, 10], "4"],
    [[1, 2, 3, 4, 5, 8], "5"],
    [[1, 2, 3, 4, 5, 7], "5b"],
    [[1, 2, 3, 4, 5, 6], "6"],
  ];
  for (const [ticket, rank] of cases) assert.equal(rankOf(ticket, purchase), rank, `${ticket}`);
  assert.deepEqual(countMatches(cases.map(([ticket]) => ticket), purchase), {
    "3": 2,
    "4": 2,
    "5": 1,
    "5b": 1,
    "6": 1,
  });
});

Deno.test("prizes are the blog's", () => {
  assert.deepEqual(PRIZES, { "3": 5000, "4": 50000, "5": 1500000, "5b": 30000000, "6": 2000000000 });
});

Deno.test("checkPurchase() names what is wrong, the first input first", () => {
  const wrong: [Partial<typeof purchase>, string][] = [
    [{ money: 0 }, "moneyNotPositive"],
    [{ money: -1000 }, "moneyNotPositive"],
    [{ money: NaN }, "moneyNotPositive"],
    [{ money: 1500 }, "moneyNotThousands"],
    [{ money: 999 }, "moneyNotThousands"],
    [{ money: 1000.5 }, "moneyNotThousands"],
    [{ winning: [1, 2, 3, 4, 5] }, "winningNotSix"],
    [{ winning: [] }, "winningNotSix"],
    [{ winning: [1, 2, 3, 4, 5, 6, 8] }, "winningNotSix"],
    [{ winning: [0, 2, 3, 4, 5, 6] }, "winningOutOfRange"],
    [{ winning: [1, 2, 3, 4, 5, 46] }, "winningOutOfRange"],
    [{ winning: [1, 2, 3, 4, 5, 5.5] }, "winningOutOfRange"],
    [{ winning: [1, 1, 3, 4, 5, 6] }, "winningRepeated"],
    [{ bonus: 0 }, "bonusOutOfRange"],
    [{ bonus: 46 }, "bonusOutOfRange"],
    [{ bonus: 6 }, "bonusIsWinning"],
    [{ money: 1500, bonus: 6 }, "moneyNotThousands"],
    [{ winning: [1, 1, 3, 4, 5, 60], bonus: 1 }, "winningOutOfRange"],
  ];
  for (const [change, error] of wrong) {
    assert.equal(checkPurchase({ ...purchase, ...change }), error, JSON.stringify(change));
  }
  assert.equal(checkPurchase(purchase), null);
  assert.equal(checkPurchase({ ...purchase, winning: [45, 2, 3, 4, 5, 1] }), null); // any order
});

Deno.test("an invalid purchase is answered by its error, whatever the tickets", () => {
  assert.deepEqual(playLotto({ ...purchase, money: 1500 }, []), { error: "moneyNotThousands" });
  for (const error of PURCHASE_ERRORS) assert.match(ERROR_LINES[error], /^\[ERROR\] \S/);
  assert.equal(new Set(Object.values(ERROR_LINES)).size, PURCHASE_ERRORS.length);
});

Deno.test("playLotto() refuses tickets that a machine cannot have drawn", () => {
  const one = { ...purchase, money: 1000 };
  const play = (ticket: number[]) => () => playLotto(one, [ticket]);
  assert.throws(() => playLotto(one, []), /1000 won buy 1 tickets of 1000, got 0/);
  for (const ticket of [[1, 2, 3, 4, 5], [1, 2, 3, 4, 5, 5], [1, 2, 3, 4, 5, 46], [2, 1, 3, 4, 5, 6]]) {
    assert.throws(play(ticket), /a ticket is 6 different numbers/);
  }
});

Deno.test("spoil() makes a purchase wrong in the named way, over many draws", () => {
  const valid = lottoDataset({ seed: 5 });
  for (const error of PURCHASE_ERRORS) {
    for (let i = 0; i < 200; i++) {
      assert.equal(checkPurchase(spoil(valid.at(i).purchase, error, draws(i))), error);
    }
  }
});
