/** What train() reports of each step: its own loss, gradient norm and learning rate, also where steps share a call. */
import assert from "node:assert/strict";
import { jit } from "lib/engine/jit";
import { seed } from "lib/nn";
import { lossAndGradients, train, type TrainOptions, uploadBatch } from "lib/training";
import { globalNorm } from "../../lib/training/clip.ts";
import { forEachBackend } from "../backends.ts";
import { initTiny, tinyBatches, tinyLoss, type TinyParams, VOCAB } from "./tiny_model.ts";

async function reports(o: Partial<TrainOptions<TinyParams>>) {
  const steps: { loss: number; gradNorm: number; learningRate: number }[] = [];
  await train<TinyParams>({
    ...{ params: () => initTiny(), loss: tinyLoss, batches: tinyBatches(), vocabSize: VOCAB, steps: 12 },
    learningRate: (step) => 0.01 * (step + 1),
    onStep: ({ loss, gradNorm, learningRate }) => {
      steps.push({ loss, gradNorm, learningRate });
    },
    ...o,
  });
  return steps;
}

forEachBackend("train() reports the loss and the gradient norm of a step", async () => {
  const [first] = await reports({});
  const batch = uploadBatch(tinyBatches().at(0), { vocabSize: VOCAB });
  const { loss, grads } = lossAndGradients(tinyLoss, { params: initTiny(), batch, seed: seed(0) });
  assert.ok(Math.abs(first.loss - loss.dataSync()[0]) < 1e-5);
  assert.ok(Math.abs(first.gradNorm - globalNorm(grads).dataSync()[0]) < 1e-5);
  assert.ok(Math.abs(first.loss - first.gradNorm) > 0.1, "they are different numbers");
});

forEachBackend(
  "train() takes each step with its own learning rate, also where steps share a call",
  async () => {
    const eager = await reports({});
    const compiled = await reports({ compile: jit, readEvery: 6 });
    assert.deepEqual(compiled.map((s) => s.learningRate), eager.map((s) => s.learningRate));
    assert.equal(eager[11].learningRate, 0.01 * 12);
    compiled.forEach(({ loss }, i) => assert.ok(Math.abs(loss - eager[i].loss) < 1e-4, `step ${i + 1}`));
    const constant = await reports({ learningRate: 0.01 });
    assert.ok(Math.abs(constant[11].loss - eager[11].loss) > 1e-3, "the rates matter");
  },
);
