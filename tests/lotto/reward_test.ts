import assert from "node:assert/strict";
import { levelReward, orderedReward, type Purchase, sparseReward } from "lib/lotto";

const purchase: Purchase = { money: 1000, winning: [1, 2, 3, 4, 5, 6], bonus: 7 };
const answer = (ticket: string, first: number, rate: string) =>
  `티켓수=1\n구매번호:\n[${ticket}]\n3개일치=${first}\n4개일치=0\n5개일치=0\n5개보너스일치=0\n6개일치=0\n수익률=${rate}%`;

Deno.test("rewards by level: unreadable 0, one of counts and rate right 2/3, none 1/3, all right 1; in order, a rate after wrong counts earns nothing", () => {
  const winning = "1,2,3,40,41,42";
  const rewards = (text: string) =>
    [sparseReward, levelReward, orderedReward].map((reward) => reward(purchase, text));
  assert.deepEqual(rewards(answer(winning, 1, "500.0")), [1, 1, 1]);
  assert.deepEqual(rewards(answer(winning, 1, "0.0")), [0, 2 / 3, 2 / 3]); // right counts, wrong rate
  assert.deepEqual(rewards(answer(winning, 0, "0.0")), [0, 2 / 3, 1 / 3]); // wrong counts, the rate fits them
  assert.deepEqual(rewards(answer(winning, 0, "500.0")), [0, 1 / 3, 1 / 3]);
  assert.deepEqual(rewards("hello"), [0, 0, 0]);
});

Deno.test("rewards refuse tickets that are not valid or not in order", () => {
  for (const ticket of ["1,2,3,40,41,99", "3,2,1,40,41,42"]) {
    assert.equal(levelReward(purchase, answer(ticket, 1, "500.0")), 0, ticket);
    assert.equal(sparseReward(purchase, answer(ticket, 1, "500.0")), 0, ticket);
    assert.equal(orderedReward(purchase, answer(ticket, 1, "500.0")), 0, ticket);
  }
});
