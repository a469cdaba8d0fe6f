/** Ten AdamW steps give PyTorch's losses and gradient norms: clipping, decay on matrices and schedule included. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { gpt, type GPTParams } from "lib/gpt";
import { crossEntropy, type LossFn, train } from "lib/training";
import { forEachBackend } from "../backends.ts";
import { modelNames, readModels, readParams } from "../fixtures/gpt/read.ts";

for (const name of modelNames) {
  forEachBackend(`ten AdamW steps give PyTorch's losses and gradient norms: ${name}`, async () => {
    const { models, adamw: { clipNorm, learningRates, ...adamw } } = readModels();
    const { config, ids, adamwLosses, gradientNorms } = models[name];
    const { blockSize, vocabSize } = config;
    const loss: LossFn<GPTParams> = (params, { x, y }, o) =>
      tf.tidy(() => crossEntropy(gpt(params, config, x, o), y));
    const at = (step: number) => {
      const rows = ids[step % ids.length];
      const part = (from: number) =>
        Int32Array.from(rows.flatMap((row) => row.slice(from, from + blockSize)));
      return { x: part(0), y: part(1), shape: [rows.length, blockSize] as const };
    };
    const norms: number[] = [];
    const { history } = await train<GPTParams>({
      params: () => readParams(name),
      loss,
      batches: { batchSize: 3, blockSize, stepsPerEpoch: 2, at },
      vocabSize,
      steps: 10,
      learningRate: (step) => learningRates[step],
      adamw,
      clipNorm,
      onStep: ({ gradNorm }) => void norms.push(gradNorm),
    });
    assert.equal(history.train.length, adamwLosses.length);
    history.train.forEach(([step, found], i) => {
      const difference = Math.abs(found - adamwLosses[i]);
      assert.ok(difference <= 1e-3, `step ${step}: loss ${found}, PyTorch ${adamwLosses[i]}`);
      const relative = Math.abs(norms[i] - gradientNorms[i]) / gradientNorms[i];
      assert.ok(relative <= 1e-3, `step ${step}: gradient norm ${norms[i]}, PyTorch ${gradientNorms[i]}`);
    });
    assert.ok(gradientNorms.some((n) => n > clipNorm), "some gradients are long enough to be clipped");
  });
}
