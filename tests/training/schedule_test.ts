import assert from "node:assert/strict";
import { constant } from "../../lib/training/schedule.ts";
import { warmupCosine } from "lib/training";

const near = (a: number, b: number) => assert.ok(Math.abs(a - b) < 1e-12, `${a} is not ${b}`);

Deno.test("warmupCosine() climbs in a straight line, peaks, and ends at the floor", () => {
  const lr = warmupCosine({ peak: 1, floor: 0.1, warmupSteps: 4, totalSteps: 14 });
  [0.2, 0.4, 0.6, 0.8, 1].forEach((rate, step) => near(lr(step), rate));
  near(lr(9), 0.55);
  near(lr(14), 0.1);
  near(lr(1000), 0.1);
});

Deno.test("warmupCosine() never rises after the warm-up", () => {
  const lr = warmupCosine({ peak: 3e-4, warmupSteps: 10, totalSteps: 200 });
  for (let step = 10; step < 210; step++) assert.ok(lr(step + 1) <= lr(step), `step ${step}`);
});

Deno.test("schedules refuse numbers that contradict each other", () => {
  assert.throws(() => constant(NaN), RangeError);
  assert.throws(
    () => warmupCosine({ peak: 1, floor: 2, totalSteps: 10 }),
    /floor must lie between 0 and peak 1, got 2/,
  );
  assert.throws(() => warmupCosine({ peak: 1, warmupSteps: 10, totalSteps: 10 }), /above warmupSteps 10/);
  assert.throws(() => warmupCosine({ peak: 1, warmupSteps: 0.5, totalSteps: 10 }), RangeError);
});
