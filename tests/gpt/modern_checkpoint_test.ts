/** A training of a Llama-shaped model stops and goes on from its checkpoint; the model comes back with its config. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { gpt, type GPTConfig, type GPTParams, initGPT, tokenIds } from "lib/gpt";
import { disposeParams, seed } from "lib/nn";
import { constant, crossEntropy, train, type TrainOptions } from "lib/training";
import { latestCheckpoint, readModel } from "lib/training/checkpoint";
import { forEachBackend } from "../backends.ts";
import { maxDifference } from "../compare.ts";
import { inTemporaryFolder } from "../torch_python.ts";
import { modernConfigs } from "./modern_configs.ts";

const config = modernConfigs["EXAONE 4"];

forEachBackend(
  "a model with newer parts is trained, saved, trained on and read back",
  () =>
    inTemporaryFolder(async (folder) => {
      const run: TrainOptions<GPTParams> = {
        steps: 6,
        params: () => initGPT(config, seed(5)),
        loss: (params, { x, y }, o) => crossEntropy(gpt(params, config, x, o), y),
        batches: {
          batchSize: 2,
          blockSize: 8,
          stepsPerEpoch: 3,
          at(step) {
            const x = Int32Array.from({ length: 16 }, (_, i) => (step + i * i) % 19);
            return { x, y: x.map((id) => (id * 3 + 1) % 19), shape: [2, 8] };
          },
        },
        vocabSize: config.vocabSize,
        learningRate: constant(0.01),
      };
      const whole = await train(run);
      const checkpoints = { folder, every: 3, config: { ...config } };
      await train({ ...run, steps: 3, checkpoints });
      const resumed = await train({ ...run, checkpoints });
      const ids = tokenIds([[1, 2, 3, 4, 5, 6, 7]], config);
      const logits = gpt(whole.params, config, ids);
      assert.ok(maxDifference(gpt(resumed.params, config, ids), logits) < 1e-5);
      const saved = await readModel<GPTParams>((await latestCheckpoint(folder))!.path);
      assert.deepEqual(saved.config, config);
      assert.ok(maxDifference(gpt(saved.params, saved.config as unknown as GPTConfig, ids), logits) < 1e-5);
      const [first, last] = [whole.history.train[0][1], whole.history.train.at(-1)![1]];
      assert.ok(last < first, `${first} to ${last}`);
      disposeParams(saved.params);
      tf.dispose(logits);
    }),
);
