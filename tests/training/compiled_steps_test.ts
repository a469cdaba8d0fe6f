/** The training step compiles as it stands: lib/engine/jit gives the eager run's losses, accumulation and dropout included. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { gpt, type GPTParams, initGPT, nanoGPTCharConfig } from "lib/gpt";
import { jit } from "lib/engine/jit";
import type { Jitted } from "../../lib/engine/jit/jit.ts";
import { seed } from "lib/nn";
import { crossEntropy, train, type TrainOptions, warmupCosine } from "lib/training";
import { forEachBackend } from "../backends.ts";
import { tinyBatches, VOCAB } from "./tiny_model.ts";

const config = {
  ...nanoGPTCharConfig,
  vocabSize: VOCAB,
  blockSize: 4,
  nLayer: 1,
  nHead: 1,
  nEmbd: 4,
  dropout: 0.1,
};
const TOLERANCE = 1e-4; // nats; a compiler orders sums differently, and twenty steps let that grow

for (const accumulate of [1, 2]) {
  forEachBackend(`a compiled run has the losses of an eager one, accumulate ${accumulate}`, async () => {
    const compiled: Jitted<never[], unknown>[] = [];
    const options: TrainOptions<GPTParams> = {
      params: () => initGPT(config, seed(1)),
      loss: (params, { x, y }, o) => tf.tidy(() => crossEntropy(gpt(params, config, x, o), y)),
      batches: tinyBatches(2, 4),
      heldOut: { batches: tinyBatches(3, 4), every: 10 },
      vocabSize: VOCAB,
      steps: 20,
      accumulate,
      learningRate: warmupCosine({ peak: 1e-2, warmupSteps: 5, totalSteps: 20 }),
    };
    const eager = await train(options);
    const fast = await train({
      ...options,
      compile: (f) => {
        const g = jit(f);
        compiled.push(g as unknown as Jitted<never[], unknown>);
        return g;
      },
    });
    for (const key of ["train", "heldOut"] as const) {
      fast.history[key].forEach(([step, loss], i) => {
        const difference = Math.abs(loss - eager.history[key][i][1]);
        assert.ok(difference < TOLERANCE, `${key} step ${step}: ${loss}, eager ${eager.history[key][i][1]}`);
      });
      assert.equal(fast.history[key].length, eager.history[key].length);
    }
    if (tf.getBackend() === "tensorflow") {
      assert.deepEqual(
        compiled.map((g) => g.traces.length),
        compiled.map(() => 1),
        "each function is traced once",
      );
    }
    compiled.forEach((g) => g[Symbol.dispose]());
  });
}
