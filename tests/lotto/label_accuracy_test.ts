import assert from "node:assert/strict";
import { balancedTickets, gradeLabels, lottoDataset, printAnswer, splitAtLabels, summarise } from "lib/lotto";
import { TEXT_FORMATS } from "../../lib/lotto/text_format.ts";
import { samples } from "./grader_samples.ts";

Deno.test("gradeLabels() gives the predictor the tickets, never the answer, and grades what it returns", async () => {
  const balanced = [...lottoDataset({ seed: 2, split: "test", drawTickets: balancedTickets() }).take(200)];
  for (const format of TEXT_FORMATS) {
    const perfect = await gradeLabels(balanced, (tasks) => {
      for (const task of tasks) {
        assert.ok(task.text.endsWith("]\n"));
        assert.ok(!task.text.includes("일치"));
      }
      return Promise.resolve(balanced.map((sample) => splitAtLabels(printAnswer(sample.answer, format))[1]));
    }, { format });
    assert.equal(summarise(perfect).n_ok, 200);
  }
  await assert.rejects(
    gradeLabels(balanced, () => Promise.resolve([]), { format: "plain" }),
    /200 tasks .* got 0/,
  );
  const invalid = [{ purchase: samples[0].purchase, answer: { error: "bonusIsWinning" as const } }];
  await assert.rejects(
    gradeLabels(invalid, () => Promise.resolve([""]), { format: "plain" }),
    /no tickets to label/,
  );
});
