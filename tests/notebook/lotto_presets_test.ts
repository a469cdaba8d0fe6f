import assert from "node:assert/strict";
import { LOTTO_PRESETS } from "lib/notebook";
import { gpt2Config, parameterCount } from "lib/gpt";
import { validateGPTConfig } from "../../lib/gpt/config.ts";

Deno.test("the lottery GPT's presets are the blog's recipe: 10,000 samples, rows of 256, GPT-2's architecture in full", () => {
  for (const preset of Object.values(LOTTO_PRESETS)) {
    validateGPTConfig({ ...preset.model, vocabSize: gpt2Config.vocabSize });
    assert.equal(preset.samples, 10_000);
    assert.equal(preset.model.blockSize, 256);
    assert.equal(preset.batchSize % preset.accumulate, 0);
    assert.ok(preset.heldOutSamples < preset.samples);
  }
  const { full } = LOTTO_PRESETS;
  const positionsLess = (gpt2Config.blockSize - 256) * gpt2Config.nEmbd;
  assert.equal(
    parameterCount({ ...full.model, vocabSize: gpt2Config.vocabSize }),
    parameterCount(gpt2Config) - positionsLess,
  );
  assert.deepEqual([full.batchSize, full.epochs], [32, 30]);
});
