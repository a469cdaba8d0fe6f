import assert from "node:assert/strict";
import { gradeAnswer, type Purchase } from "lib/lotto";
import { ERROR_LINES } from "../../lib/lotto/errors.ts";

const purchase: Purchase = { money: 1000, winning: [1, 2, 3, 4, 5, 6], bonus: 7 };

/** An answer of one ticket. */
const answer = (ticket: string, counts: readonly number[], rate: string) =>
  `티켓수=1\n구매번호:\n[${ticket}]\n3개일치=${counts[0]}\n4개일치=${counts[1]}\n5개일치=${counts[2]}\n` +
  `5개보너스일치=${counts[3]}\n6개일치=${counts[4]}\n수익률=${rate}%`;

Deno.test("an answer wins where one of its tickets does, whatever it prints", () => {
  const winning = "1,2,3,40,41,42", losing = "1,2,39,40,41,42", none = [0, 0, 0, 0, 0];
  assert.equal(gradeAnswer(purchase, answer(winning, [1, 0, 0, 0, 0], "500.0")).wins, true);
  assert.equal(gradeAnswer(purchase, answer(losing, none, "0.0")).wins, false);
  assert.equal(gradeAnswer(purchase, answer(winning, none, "0.0")).wins, true);
  assert.equal(gradeAnswer(purchase, answer(losing, [1, 0, 0, 0, 0], "500.0")).wins, false);
});

Deno.test("the answer to an invalid purchase is the error line and nothing else", () => {
  const invalid = { ...purchase, money: 0 }, line = ERROR_LINES.moneyNotPositive;
  for (const right of [line, ` ${line}\n`, `<OUT>\n${line}\n</OUT>`]) {
    assert.ok(gradeAnswer(invalid, right).ok, right);
  }
  const other = ERROR_LINES.moneyNotThousands;
  for (const wrong of ["", other, `${line}\n${other}`, `${line}\n${line}`, `${line}\n티켓수=0`]) {
    assert.deepEqual(gradeAnswer(invalid, wrong).errors, ["error_line_mismatch"], wrong);
  }
});
