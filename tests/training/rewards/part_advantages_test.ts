import assert from "node:assert/strict";
import { groupAdvantages, partAdvantages } from "lib/training/rewards";

Deno.test("partAdvantages() compares a part only with the completions in which it is judged", () => {
  const advantages = partAdvantages([[1, 1, 0], [1, 0, null], [0, null, null], [1, 1, 1]], { groupSize: 4 });
  const third = 1 / 3;
  const expected = [[0.25, third, -0.5], [0.25, -2 * third, 0], [-0.75, 0, 0], [0.25, third, 0.5]];
  advantages.forEach((row, i) =>
    row.forEach((a, j) => assert.ok(Math.abs(a - expected[i][j]) < 1e-12, `${i}, ${j}: ${a}`))
  );
});

Deno.test("partAdvantages() of one part are groupAdvantages(), scaled or not", () => {
  const rewards = [1, 0, 0.5, 0, 0, 1];
  for (const scale of ["none", "group"] as const) {
    assert.deepEqual(
      partAdvantages(rewards.map((reward) => [reward]), { groupSize: 3, scale }).flat(),
      groupAdvantages(rewards, { groupSize: 3, scale }),
    );
  }
});

Deno.test("partAdvantages() of a part that one completion reached, and of completions of different lengths", () => {
  assert.deepEqual(partAdvantages([[1, 1], [0]], { groupSize: 2 }), [[0.5, 0], [-0.5]]);
});

Deno.test("partAdvantages() refuses broken groups and rewards", () => {
  assert.throws(() => partAdvantages([[1], [0], [1]], { groupSize: 2 }), /3 and groupSize 2/);
  assert.throws(() => partAdvantages([[1]], { groupSize: 1 }), RangeError);
  assert.throws(() => partAdvantages([[1], [NaN]], { groupSize: 2 }), /NaN/);
});
