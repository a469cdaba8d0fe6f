import assert from "node:assert/strict";
import { advanceProgress, startProgress } from "../../lib/training/progress.ts";
import { formatProgress } from "lib/training";

const start = () => startProgress({ step: 0, totalSteps: 1000, nowMs: 500, memoryBytes: 7 });

Deno.test("advanceProgress() gives a speed and a time left after the first measurement", () => {
  const p = advanceProgress(start(), { step: 10, tokens: 200, nowMs: 2500, memoryBytes: 5 });
  assert.equal(p.tokensPerSecond, 100);
  assert.equal(p.etaSeconds, 990 * 0.2);
  assert.equal(p.elapsedMs, 2000);
  assert.equal(p.peakMemoryBytes, 7);
});

Deno.test("advanceProgress() leaves the first steps, which hold the compiler's time, out of the speed", () => {
  let p = advanceProgress(start(), { step: 1, tokens: 100, nowMs: 60_500, memoryBytes: 0 });
  p = advanceProgress(p, { step: 11, tokens: 1000, nowMs: 61_500, memoryBytes: 0 });
  assert.equal(p.tokensPerSecond, 1000);
  assert.equal(p.etaSeconds, 989 * 0.1);
  assert.equal(p.tokens, 1100);
});

Deno.test("advanceProgress() takes the speed from the last ten seconds and the time left from all steps", () => {
  let p = advanceProgress(start(), { step: 1, tokens: 10, nowMs: 1000, memoryBytes: 0 });
  for (let s = 1; s <= 20; s++) { // 20 s at 100 tokens/s, then 10 s at 300
    p = advanceProgress(p, { step: 1 + s, tokens: 100, nowMs: 1000 + s * 1000, memoryBytes: 0 });
  }
  for (let s = 1; s <= 10; s++) {
    p = advanceProgress(p, { step: 21 + s, tokens: 300, nowMs: 21_000 + s * 1000, memoryBytes: 0 });
  }
  assert.equal(p.tokensPerSecond, 300);
  assert.equal(p.etaSeconds, 969);
  assert.ok(p.recent.length <= 12);
});

Deno.test("advanceProgress() has a speed when a single step takes longer than the window", () => {
  let p = advanceProgress(start(), { step: 1, tokens: 40, nowMs: 30_000, memoryBytes: 0 });
  p = advanceProgress(p, { step: 2, tokens: 40, nowMs: 50_000, memoryBytes: 0 });
  assert.equal(p.tokensPerSecond, 2);
});

Deno.test("a resumed run's time left counts only the steps that are left", () => {
  const resumed = startProgress({ step: 900, totalSteps: 1000, nowMs: 0, memoryBytes: 0 });
  const p = advanceProgress(resumed, { step: 910, tokens: 10, nowMs: 1000, memoryBytes: 0 });
  assert.equal(p.etaSeconds, 9);
});

Deno.test("formatProgress() says little before there is anything to say", () => {
  assert.equal(formatProgress(start()), "step    0/1000    0 %  peak 0 MiB");
});
