/** Notebook 05's presets: models that can be made, examples that fit into them. */
import assert from "node:assert/strict";
import { koreanDocuments, koreanQuestions } from "data";
import { CHAT_SPECIALS, encodeChat } from "lib/corpora";
import { KOREAN_PRESETS } from "lib/notebook";
import { validateGPTConfig } from "../../lib/gpt/config.ts";
import { validateLoRAConfig } from "lib/nn";
import { trainByteLevel } from "lib/tokenizers";

for (const preset of Object.values(KOREAN_PRESETS)) {
  Deno.test(`preset "${preset.name}": model and adapter are valid, warm-up ends before the run`, () => {
    validateGPTConfig({ ...preset.model, vocabSize: preset.vocabSize });
    validateLoRAConfig(preset.lora);
    for (const run of [preset.pretraining, preset.fullTuning, preset.loraTuning]) {
      assert.ok(run.warmupSteps < run.steps);
    }
  });

  Deno.test(`preset "${preset.name}": every question with its answer fits into the model`, () => {
    const texts = Array.from(koreanDocuments({ characters: 300_000 }), ({ text }) => text);
    const tokenizer = trainByteLevel(texts, { vocabSize: preset.vocabSize, specials: CHAT_SPECIALS });
    for (const frames of ["train", "heldOut"] as const) {
      for (const facts of ["train", "heldOut"] as const) {
        for (
          const { question, answer } of koreanQuestions({ facts, frames, size: preset.questions })
        ) {
          const { ids } = encodeChat(tokenizer, [
            { role: "user", text: ` ${question}` },
            { role: "assistant", text: ` ${answer}` },
          ]);
          assert.ok(ids.length - 1 <= preset.model.blockSize, `${ids.length} tokens: ${question}`);
        }
      }
    }
  });
}
