import assert from "node:assert/strict";
import { lottoDataset } from "../../../lib/lotto/dataset.ts";
import { isFailure } from "../../../lib/lotto/machine.ts";
import { scratchpadAnswer, scratchpadPrompt } from "../../../lib/lotto/scratchpad/scratchpad.ts";
import { mixedTickets } from "../../../lib/lotto/scratchpad/scratchpad_batches.ts";
import { scratchpadSources } from "../../../lib/lotto/scratchpad/scratchpad_sources.ts";

const samples = [...lottoDataset({ seed: 3, drawTickets: mixedTickets }).take(1500)];

Deno.test("equal tokens at a token's sources always give the same token", () => {
  const seen = new Map<string, number>();
  let computed = 0, met = 0;
  for (const { purchase, answer } of samples) {
    assert.ok(!isFailure(answer));
    const tokens = [...scratchpadPrompt(purchase), ...scratchpadAnswer(purchase, answer.tickets)];
    const sources = scratchpadSources(purchase, answer.tickets);
    assert.equal(sources.length, tokens.length);
    sources.forEach(({ kind, from, rule }, at) => {
      if (kind === "given" || kind === "drawn") return;
      const key = `${kind}: ${from.map((position) => tokens[position])}`;
      const before = seen.get(key);
      assert.ok(
        before === undefined || before === tokens[at],
        `${key} gives ${before} and ${tokens[at]} (${rule})`,
      );
      seen.set(key, tokens[at]);
      computed++;
      if (before !== undefined) met++;
    });
  }
  assert.ok(met > 0.9 * computed, `only ${met} of ${computed} tokens were compared`);
});

Deno.test("a token follows from earlier tokens, at most three, but for the five checks of the prompt", () => {
  for (const { purchase, answer } of samples.slice(0, 100)) {
    assert.ok(!isFailure(answer));
    scratchpadSources(purchase, answer.tickets).forEach(({ kind, from }, at) => {
      assert.ok(from.every((position) => position >= 0 && position < at), `${kind} at ${at} from ${from}`);
      assert.equal(new Set(from).size, from.length);
      if (!kind.startsWith("check")) {
        assert.ok(from.length <= 3, `${kind} follows from ${from.length} tokens`);
      }
    });
  }
});

Deno.test("a carry and a borrow, worked out: two tickets with three matches, of three", () => {
  const purchase = { money: 3000, winning: [3, 11, 17, 28, 36, 42], bonus: 9 };
  const tickets = [[3, 9, 17, 20, 36, 41], [1, 11, 17, 28, 30, 44], [3, 9, 12, 28, 31, 40]];
  const sources = scratchpadSources(purchase, tickets);
  const carry = sources[4 * 19 + 7], difference = sources[6 * 19 + 17], remainder = sources[6 * 19 + 18];
  assert.equal(carry.rule, "prize money, ones (thousands of won): 5 · 2 = 10; carry 1");
  assert.deepEqual(carry.from, [4 * 19 + 1]);
  assert.match(difference.rule, /below 10, so it borrows$/);
  assert.match(remainder.rule, /^10 − 9 = 1: the tens 1 − 0 − 1 \(borrowed\)/);
});

Deno.test("a purchase without a ticket for each 1,000 won is refused", () => {
  const purchase = { money: 3000, winning: [3, 11, 17, 28, 36, 42], bonus: 9 };
  assert.throws(
    () => scratchpadSources(purchase, []),
    /RangeError: .*expected a ticket for each 1,000 won of 3000, got 0/,
  );
});
