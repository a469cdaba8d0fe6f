import assert from "node:assert/strict";
import { formatStages, medianStages, processStages } from "../../../lib/tools/cli/profile_start.ts";

Deno.test("medianStages() takes each stage's median, formatStages() shows its own time beside the time since the start", () => {
  const rounds = [[1, 3], [2, 9], [5, 6]].map(([a, b]) => [
    { name: "a", seconds: a, cpuSeconds: a / 2 },
    { name: "b", seconds: b, cpuSeconds: b / 2 },
  ]);
  const stages = medianStages(rounds);
  assert.deepEqual(stages, [{ name: "a", seconds: 2, cpuSeconds: 1 }, {
    name: "b",
    seconds: 6,
    cpuSeconds: 3,
  }]);
  assert.match(formatStages("t", stages), /\na +2\.00 +2\.00 +1\.00\nb +6\.00 +4\.00 +2\.00$/);
  assert.match(formatStages("t", [{ name: "c", seconds: 1 }]), /\nc +1\.00 +1\.00 +–$/);
});

Deno.test("processStages() runs the stages in one new process, in order, and says why it failed", async () => {
  const stages = await processStages([["first", "globalThis.a = 1;"], ["second", "if (a !== 1) throw 1;"]]);
  assert.deepEqual(stages.map(({ name }) => name), ["first", "second"]);
  assert.ok(stages[0].seconds > 0 && stages[1].seconds >= stages[0].seconds && stages[0].cpuSeconds! > 0);
  await assert.rejects(processStages([["a", 'throw new Error("no device");']]), /no device/);
});
