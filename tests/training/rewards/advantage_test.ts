import assert from "node:assert/strict";
import { groupAdvantages } from "lib/training/rewards";

Deno.test("groupAdvantages() of a hand-worked group: 1 of 4 right", () => {
  assert.deepEqual(groupAdvantages([1, 0, 0, 0], { groupSize: 4 }), [0.75, -0.25, -0.25, -0.25]);
  const scaled = groupAdvantages([1, 0, 0, 0], { groupSize: 4, scale: "group" }); // std = 0.5
  assert.ok(Math.abs(scaled[0] - 0.75 / 0.5001) < 1e-9);
});

Deno.test("groupAdvantages() of equal rewards are 0, scaled or not", () => {
  for (const scale of ["none", "group"] as const) {
    for (const reward of [0.5, 0.1, 0.7, -0.3, 1e-3, 1 / 3]) { // 0.1 + 0.1 + 0.1 is not 3 * 0.1
      for (const groupSize of [2, 3, 5, 6, 7]) {
        const rewards = Array<number>(groupSize).fill(reward);
        assert.deepEqual(groupAdvantages(rewards, { groupSize, scale }), rewards.map(() => 0));
      }
    }
  }
});

Deno.test("groupAdvantages() compares only within a group", () => {
  assert.deepEqual(groupAdvantages([1, 0, 101, 100], { groupSize: 2 }), [0.5, -0.5, 0.5, -0.5]);
});

Deno.test("groupAdvantages() refuses broken groups and rewards", () => {
  assert.throws(() => groupAdvantages([1, 2, 3], { groupSize: 2 }), /3 rewards and groupSize 2/);
  assert.throws(() => groupAdvantages([1], { groupSize: 1 }), RangeError);
  assert.throws(() => groupAdvantages([], { groupSize: 2 }), RangeError);
  assert.throws(() => groupAdvantages([1, NaN], { groupSize: 2 }), /reward 1 is NaN/);
});
