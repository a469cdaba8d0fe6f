import assert from "node:assert/strict";
import { groupAdvantages } from "lib/training/rewards";

Deno.test("groupAdvantages() of a hand-worked group: 1 of 4 right", () => {
  assert.deepEqual(groupAdvantages([1, 0, 0, 0], { groupSize: 4 }), [0.75, -0.25, -0.25, -0.25]);
  const scaled = groupAdvantages([1, 0, 0, 0], { groupSize: 4, scale: "group" }); // std = 0.5
  assert.ok(Math.abs(scaled[0] - 0.75 / 0.5001) < 1e-9);
});

Deno.test("groupAdvantages() of equal rewards are 0, scaled or not", () => {
  for (const scale of ["none", "group"] as const) {
    assert.deepEqual(groupAdvantages([0.5, 0.5, 0.5], { groupSize: 3, scale }), [0, 0, 0]);
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
