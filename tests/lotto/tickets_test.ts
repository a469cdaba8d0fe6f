import assert from "node:assert/strict";
import {
  balancedTickets,
  countMatches,
  draws,
  forcedHitTickets,
  isTicket,
  lottoDataset,
  MATCH_CLASSES,
  matchProbability,
  naturalTickets,
  noWinProbability,
  rankOf,
  RANKS,
  ticketWithMatches,
  zerosBaseline,
} from "lib/lotto";
import { isAscending } from "../../lib/lotto/rules.ts";
import { wilsonInterval } from "lib/statistics";

const purchase = { money: 8000, winning: [1, 2, 3, 4, 5, 6], bonus: 7 };

/** Fails where a share that was counted is implausibly far from the one expected (z = 5: 1 in 1.7 million). */
function assertShare(successes: number, n: number, expected: number, what: string) {
  const { low, high } = wilsonInterval(successes, n, { z: 5 });
  assert.ok(
    low <= expected && expected <= high,
    `${what}: ${successes} of ${n}, expected a share of ${expected}`,
  );
}

Deno.test("draws() is a function of its counters, and its parts follow their probabilities", () => {
  const a = draws(1, 2), b = draws(1, 2), c = draws(2, 1);
  const first = Array.from({ length: 50 }, () => a.below(1000));
  assert.deepEqual(Array.from({ length: 50 }, () => b.below(1000)), first);
  assert.notDeepEqual(Array.from({ length: 50 }, () => c.below(1000)), first);
  const random = draws(3), n = 20_000;
  const picks = Array.from({ length: n }, () => random.weighted([4, 0, 2, 2]));
  assert.ok(!picks.includes(1));
  assertShare(picks.filter((i) => i === 0).length, n, 0.5, "weight 4 of 8");
  assertShare(
    Array.from({ length: n }, () => random.chance(0.3)).filter(Boolean).length,
    n,
    0.3,
    "chance 0.3",
  );
});

Deno.test("ticketWithMatches() makes a ticket of every class, with and without the bonus, in ascending order", () => {
  for (const matches of MATCH_CLASSES) {
    const seen = new Set<string>();
    for (let i = 0; i < 300; i++) {
      const ticket = ticketWithMatches(purchase, matches, draws(i));
      assert.ok(isTicket(ticket) && isAscending(ticket), `${ticket}`);
      const hits = ticket.filter((n) => purchase.winning.includes(n)).length;
      assert.equal(hits, matches === "5b" ? 5 : Number(matches));
      if (matches === "5" || matches === "5b") assert.equal(ticket.includes(7), matches === "5b");
      assert.equal(rankOf(ticket, purchase), RANKS.find((rank) => rank === matches) ?? null);
      seen.add(`${ticket}`);
    }
    assert.ok(seen.size >= (matches === "6" ? 1 : matches === "5b" ? 6 : 100));
  }
});

Deno.test("natural tickets use every number alike and win as often as the hypergeometric distribution says", () => {
  const tickets = naturalTickets(purchase, { count: 20_000, random: draws(7) });
  for (let n = 1; n <= 45; n++) {
    assertShare(tickets.filter((ticket) => ticket.includes(n)).length, tickets.length, 6 / 45, `number ${n}`);
  }
  for (let k = 0; k <= 4; k++) {
    const hits = tickets.filter((t) => t.filter((n) => purchase.winning.includes(n)).length === k).length;
    assertShare(hits, tickets.length, matchProbability(k), `${k} matches`);
  }
});

Deno.test("forced hits come with the blog's probability and weights, in any place", () => {
  const dataset = lottoDataset({ seed: 4, drawTickets: forcedHitTickets(), tickets: { min: 4, max: 4 } });
  const n = 20_000;
  const ranks = { "3": 0, "4": 0, "5": 0, "5b": 0, "6": 0 };
  const places = [0, 0, 0, 0];
  for (const { purchase, answer } of dataset.take(n)) {
    if ("error" in answer) throw new Error("no invalid purchase was asked for");
    // ranks from 5 up practically never come by chance: each is a forced one
    answer.tickets.forEach((ticket, i) => {
      const rank = rankOf(ticket, purchase);
      if (rank) ranks[rank]++;
      if (rank && rank !== "3" && rank !== "4") places[i]++;
    });
  }
  assertShare(ranks["5"], n, 0.3 * 0.2, "rank 5");
  assertShare(ranks["5b"], n, 0.3 * 0.1, "rank 5b");
  assertShare(ranks["6"], n, 0.3 * 0.1, "rank 6");
  const threes = ranks["3"] - n * 3.7 * matchProbability(3); // 4 tickets, or 3 beside a forced one
  assert.ok(Math.abs(threes / n - 0.3 * 0.4) < 0.012, `forced threes: ${threes}`);
  const high = places.reduce((a, b) => a + b, 0);
  places.forEach((count, i) => assertShare(count, high, 1 / 4, `place ${i}`));
});

Deno.test("balanced tickets have all eight classes alike, or the share and weights asked for", () => {
  const random = draws(9), n = 16_000;
  const classes = (draw: ReturnType<typeof balancedTickets>) => {
    const counts = countMatches(draw(purchase, { count: n, random }), purchase);
    return RANKS.map((rank) => counts[rank]);
  };
  for (const count of classes(balancedTickets())) assertShare(count, n, 1 / 8, "a class of eight");
  const zero = { "0": 0, "1": 0, "2": 0, "3": 0, "4": 0, "5": 0, "5b": 0, "6": 0 };
  const sixes = classes(balancedTickets({ share: 0.5, weights: { ...zero, "6": 1 } }));
  assertShare(sixes[4], n, 0.5, "half are sixes");
  assert.equal(classes(balancedTickets({ share: 0 }))[4], 0);
});

Deno.test("options that are no probabilities are refused", () => {
  const weights = { "3": 0, "4": 0, "5": 0, "5b": 0, "6": 0 };
  assert.throws(
    () => forcedHitTickets({ probability: 1.5, weights: { ...weights, "3": 1 } }),
    /from 0 to 1, got 1.5/,
  );
  assert.throws(() => forcedHitTickets({ probability: 0.3, weights }), /nor all 0/);
  assert.throws(() => balancedTickets({ share: -1 }), /from 0 to 1/);
});

Deno.test("probabilities of matches sum to 1, and the zeros baseline is what sampled programs show", () => {
  const sum = [0, 1, 2, 3, 4, 5, 6].reduce((total, k) => total + matchProbability(k), 0);
  assert.ok(Math.abs(sum - 1) < 1e-12);
  assert.ok(Math.abs(1 / (1 - noWinProbability(1)) - 42) < 1); // about one ticket in 42 wins
  const n = 20_000;
  let noWin = 0;
  for (const { answer } of lottoDataset({ seed: 21 }).take(n)) {
    if ("rate" in answer && answer.rate === 0) noWin++;
  }
  assertShare(noWin, n, zerosBaseline({ min: 1, max: 20 }), "programs without a win");
});
