import assert from "node:assert/strict";
import { nanoGPTCharConfig } from "lib/gpt";
import { memoryByHand } from "lib/gpt/by_hand";
import { measureTrainingMemory } from "../../lib/notebook/training_memory.ts";

Deno.test("a training by hand takes the memory that the formula says, within 15 %", async () => {
  const shape = [32, 64] as const;
  const formula = Object.values(memoryByHand(nanoGPTCharConfig, shape)).reduce((a, b) => a + b);
  const measured = await measureTrainingMemory(nanoGPTCharConfig, shape);
  assert.ok(Math.abs(measured / formula - 1) <= 0.15, `formula ${formula}, measured ${measured}`);
});

Deno.test("measureTrainingMemory() says what the process wrote when it fails", async () => {
  const config = { ...nanoGPTCharConfig, dropout: 0.5 };
  await assert.rejects(measureTrainingMemory(config, [1, 1]), /no dropout, but the config's is 0.5/);
});
