import assert from "node:assert/strict";
import { cpuSeconds } from "../../lib/statistics/cpu_time.ts";

Deno.test("cpuSeconds() grows while this process computes", () => {
  const before = cpuSeconds();
  let sum = 0;
  for (let i = 0; i < 2e7; i++) sum += Math.sqrt(i);
  assert.ok(sum > 0 && cpuSeconds() > before);
});
