import assert from "node:assert/strict";
import { isFailure, lottoDataset, playLotto, type Sample } from "lib/lotto";
import {
  checkTokens,
  END,
  numberOf,
  PROMPT_TOKENS,
  scratchpadAnswer,
  scratchpadPrompt,
  type ScratchpadRollout,
} from "lib/lotto/scratchpad";
import type { TokenCheck } from "../../../lib/lotto/scratchpad/token_checks.ts";

const purchase = { money: 2000, winning: [1, 2, 3, 4, 5, 6], bonus: 7 };
const tickets = [[1, 2, 3, 40, 41, 42], [8, 9, 10, 11, 12, 13]];
const sample: Sample = { purchase, answer: playLotto(purchase, tickets) };
const right = [...scratchpadPrompt(purchase), ...scratchpadAnswer(purchase, tickets)];
/** Position of a column in a ticket's line. */
const at = (ticket: number, column: number) => 19 * (1 + ticket) + column;

/** A row with these tokens, the last ones after a right one's end; `own`: the model chose the numbers, too. */
function row(tokens: readonly number[], own = false): ScratchpadRollout {
  const end = tokens.indexOf(END);
  const chosen = tokens.map((token, t) =>
    t >= PROMPT_TOKENS && (end < 0 || t <= end) && (own || numberOf(token) === null)
  );
  return { tokens, written: tokens.slice(PROMPT_TOKENS, end < 0 ? undefined : end), chosen };
}
const changed = (position: number, token: number) => right.with(position, token);
const count = (checks: readonly TokenCheck[], check: TokenCheck) => checks.filter((c) => c === check).length;

Deno.test("checkTokens() of a right scratchpad: each chosen token is right", () => {
  for (const own of [false, true]) {
    const one = row(right, own);
    assert.deepEqual(checkTokens(sample, one), one.chosen.map((chosen) => chosen ? 1 : null));
  }
});

Deno.test("checkTokens() of random purchases finds nothing wrong in the machine's own scratchpads", () => {
  for (const one of lottoDataset({ seed: 3, tickets: { min: 1, max: 3 } }).take(30)) {
    assert.ok(!isFailure(one.answer));
    const tokens = [
      ...scratchpadPrompt(one.purchase),
      ...scratchpadAnswer(one.purchase, one.answer.tickets),
    ];
    assert.equal(count(checkTokens(one, row(tokens, true)), 0), 0);
  }
});

Deno.test("checkTokens() after a wrong match: the rest of the line is not checked, the next ticket is", () => {
  const wrong = at(0, 4); // matches after the second number
  const checks = checkTokens(sample, row(changed(wrong, right[at(0, 2)])));
  assert.equal(checks[at(0, 2)], 1);
  assert.equal(checks[wrong], 0);
  for (let t = wrong + 1; t < at(1, 0); t++) assert.equal(checks[t], null, `${t}`);
  for (const column of [0, 2, 12, 13]) assert.equal(checks[at(1, column)], 1, `column ${column}`);
  // the counts so far and the lines after the tickets follow from the wrong line
  for (let t = at(1, 14); t < right.length; t++) assert.equal(checks[t], null, `${t}`);
});

Deno.test("checkTokens() of a wrong token in the sum: nothing after it is checked", () => {
  const wrong = at(2, 1);
  const checks = checkTokens(sample, row(changed(wrong, right[wrong] + 1)));
  assert.equal(checks[wrong], 0);
  assert.equal(count(checks.slice(wrong + 1), null), right.length - wrong - 1);
});

Deno.test("checkTokens() of numbers that the model drew: not ascending, too high, no number at all", () => {
  const first = right[at(0, 1)], second = at(0, 3);
  for (const token of [first, first + 41, END]) { // 1 again; 42, which leaves no room for four more; no number
    const checks = checkTokens(sample, row(changed(second, token), true));
    // the first number could stand there, but the ticket is not valid
    assert.deepEqual([checks[at(0, 1)], checks[at(0, 2)], checks[second]], [0, 1, 0], `token ${token}`);
    assert.equal(checks[at(1, 1)], token === END ? null : 1); // the next ticket is, unless the answer has ended
    assert.equal(checks[second + 1], null);
  }
  const other = checkTokens(sample, row(changed(at(0, 11), first + 44), true)); // 45 instead of 42: as good
  assert.equal(other[at(0, 11)], 1);
});

Deno.test("checkTokens() checks nothing after the model's end token", () => {
  const early = at(1, 0);
  const checks = checkTokens(sample, row(changed(early, END)));
  assert.equal(checks[early], 0);
  assert.equal(count(checks.slice(early + 1), null), right.length - early - 1);
});

Deno.test("checkTokens() refuses an invalid purchase", () => {
  const invalid: Sample = { purchase: { ...purchase, bonus: 1 }, answer: { error: "bonusIsWinning" } };
  assert.throws(() => checkTokens(invalid, row(right)), /bonusIsWinning/);
});
