import assert from "node:assert/strict";
import { summarise } from "../../lib/lotto/mod.ts";
import { EXPERIMENTS } from "../../lib/lotto/experiments/experiments.ts";
import {
  errorShares,
  leaveOneOut,
  lottoStaircase,
  newestBudget,
  pooledScores,
  stepEffect,
  zerosScore,
} from "../../lib/notebook/lotto_staircase.ts";
import { effectsBySeed } from "../../lib/notebook/lotto_seeds.ts";
import type { RecordedRow } from "../../lib/notebook/recorded_experiments.ts";

/** A row with `right` of `total` answers right in each of the tests, the others with one error. */
function row(
  name: string,
  right: number,
  o: { total?: number; budget?: number | null; seed?: number } = {},
): RecordedRow {
  const { total = 100, budget = 10e6, seed = 1 } = o;
  const summary = { ...summarise([]), n_total: total, n_ok: right, match_stats_mismatch: total - right };
  const score = { right, total, share: right / total, low: 0, high: 1, seconds: 1, summary };
  const cost = { trainMinutes: 1, trainCpuMinutes: 1, tokens: 1, curve: [], accuracy: [] };
  return {
    name,
    what: name,
    seed,
    parameters: 1,
    ...cost,
    budget,
    scores: { natural: score, rigged: score },
  };
}

Deno.test("every step of the chain is an experiment, in the experiments' order", () => {
  const names = lottoStaircase([], []).map(({ name }) => name);
  const order = EXPERIMENTS.map(({ name }) => name);
  assert.deepEqual(names, order.filter((name) => names.includes(name)));
  const left = order.filter((name) => !names.includes(name) && !name.startsWith("without-"));
  assert.deepEqual(left, ["zeros", "prompt-masked", "answer-only"]);
});

Deno.test("only rows of the largest budget and of seed 1 are compared; what is missing has no score", () => {
  const rows = [
    ...[row("blog-start", 0, { budget: 1e6 }), row("end-token", 9, { budget: 1e6 })],
    ...[row("blog-start", 10), row("blog-start", 20, { seed: 2 })],
  ];
  assert.equal(newestBudget(rows), 10e6);
  const [start, end] = lottoStaircase(rows, []);
  const { right, total, seeds, share, summary } = start.scores.natural!;
  assert.deepEqual([right, total, seeds, share, summary.match_stats_mismatch], [10, 100, 1, 0.1, 90]);
  assert.deepEqual(end.scores, {});
  assert.equal(zerosScore([row("zeros", 77), row("zeros", 50, { seed: 2 })], "rigged"), 0.77);
  const { budget: _, ...old } = row("blog-start", 5);
  assert.equal(newestBudget([old]), null);
  assert.deepEqual(lottoStaircase([old], [])[0].scores, {}); // rows from before budgets were recorded
});

Deno.test("the final model's seeds are added up", () => {
  const rows = [row("final", 99, { budget: null }), row("final", 97, { budget: null, seed: 2 })];
  const { right, total, seeds } = lottoStaircase([], rows).at(-1)!.scores.natural!;
  assert.deepEqual([right, total, seeds], [196, 200, 2]);
});

Deno.test("of a final model's seed that was recorded twice, the later row counts; its variants do not", () => {
  const rows = [
    row("final", 90),
    row("final", 95),
    row("final", 80, { seed: 2 }),
    row("final-tickets-21-30", 0),
  ];
  assert.equal(lottoStaircase([], rows).at(-1)!.scores.natural!.right, 95 + 80);
});

Deno.test("a step's effect is said from its interval: an effect, none, or nothing recorded", () => {
  const [none, some, many] = [10, 12, 60].map((right) => pooledScores([row("x", right)]));
  assert.equal(stepEffect(none, many, ["rigged"]), "rigged +50.0 points (37.7 to 60.1)");
  assert.equal(stepEffect(none, some, ["natural"]), "natural no effect, measured to ± 11.0 points");
  assert.equal(stepEffect(none, {}, ["natural"]), "not recorded yet");
  assert.equal(stepEffect(none, many, ["balanced"]), "not recorded yet");
});

Deno.test("errors by class are shares of all answers", () => {
  assert.deepEqual(errorShares(pooledScores([row("x", 25)]), "natural"), [0.25, 0, 0, 0, 0, 0, 0.75, 0]);
  assert.equal(errorShares({}, "natural"), null);
});

Deno.test("the zeros' score on given tickets is the recorded one, else by probability", () => {
  assert.ok(Math.abs(zerosScore([row("zeros", 77)], "natural")! - 0.7838) < 1e-4);
  assert.equal(zerosScore([row("zeros", 77)], "rigged"), 0.77);
  assert.ok(Math.abs(zerosScore([], "rigged")! - 0.7 * 0.7838) < 1e-4);
  assert.equal(zerosScore([], "balanced"), undefined);
});

Deno.test("leave-one-out: the whole recipe minus the recipe without the change", () => {
  const found = leaveOneOut(
    [row("samples-150k", 50), row("without-prizes", 30), row("equal-keys", 9)],
    "natural",
  );
  const prizes = found.find(({ label }) => label === "prizes")!;
  assert.ok(Math.abs(prizes.value!.difference - 0.2) < 1e-12);
  const others = found.filter(({ label }) => label !== "prizes");
  assert.ok(others.length >= 5);
  assert.ok(others.every(({ value, text }) => value === null && text === "not recorded yet"));
});

Deno.test("effects by seed: only pairs of one seed and budget, and only where two seeds have both rows", () => {
  const rows = [
    ...[row("forced-hits", 40), row("prizes", 50), row("tail-weight", 70)],
    ...[
      row("prizes", 60, { seed: 2 }),
      row("tail-weight", 40, { seed: 2 }),
      row("tail-weight", 9, { budget: 1e6 }),
    ],
    ...[row("without-prizes", 10, { seed: 3 }), row("samples-150k", 20, { seed: 2 })],
  ];
  assert.deepEqual(effectsBySeed(rows, ["natural", "greedy"]), [{
    "test": "natural prompts",
    "change": "+ tail weight",
    "seed 1": "+20.0 (6.4 … 32.6)",
    "seed 2": "−20.0 (−32.8 … −6.1)",
  }, { "test": "greedy answers", "change": "+ tail weight", "seed 1": "–", "seed 2": "–" }]);
  const inside = [
    ...[row("samples-150k", 20), row("samples-150k", 20, { seed: 2 })],
    ...[row("prompt-masked", 20), row("prompt-masked", 10, { seed: 2 })],
  ];
  const [{ change }] = effectsBySeed(inside, ["natural"]);
  assert.equal(change, "loss on the prompt, inside the whole recipe");
});
