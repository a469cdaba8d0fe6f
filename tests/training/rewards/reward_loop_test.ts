import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { foldIn, seed } from "lib/nn";
import { sample } from "lib/gpt";
import { jit } from "lib/engine/jit";
import { rewardLoop, type RewardOptions } from "lib/training/rewards";
import { forEachBackend } from "../../backends.ts";

/** A bandit as a "model": one row of scores, whatever the input. */
type Bandit = { readonly scores: tf.Tensor1D };
const ARMS = 4, ROWS = 32;

function bandit(
  reward: (arm: number) => number,
  more: Partial<RewardOptions<Bandit>> = {},
): RewardOptions<Bandit> {
  const logits = ({ scores }: Bandit, x: tf.Tensor2D) =>
    tf.tile(tf.reshape(scores, [1, 1, ARMS]), [x.shape[0], x.shape[1], 1]) as tf.Tensor3D;
  return {
    params: { scores: tf.zeros([ARMS]) },
    logits,
    async sample(params, step) {
      const rows = tf.tidy(() =>
        sample(tf.tile(tf.reshape(params.scores, [1, ARMS]), [ROWS, 1]), { seed: foldIn(seed(1), step) })
      );
      const y = new Int32Array(await rows.data());
      rows.dispose();
      return { x: new Int32Array(ROWS), y, shape: [ROWS, 1], rewards: [...y].map(reward) };
    },
    steps: 20,
    learningRate: () => 0.2,
    ...more,
  };
}

forEachBackend(
  "rewardLoop() finds the arm that pays, compiled or not, with one update for each batch or two",
  async () => {
    for (const more of [{}, { updates: 2 }, { klWeight: 0.01 }, { compile: jit }]) {
      const { params, history } = await rewardLoop(bandit((arm) => arm === 2 ? 1 : 0, more));
      const probabilities = [...tf.softmax(params.scores).dataSync()];
      assert.ok(probabilities[2] > 0.8, `${JSON.stringify(more)}: ${probabilities}`);
      assert.ok(history[0].reward < 0.6 && history[19].reward > 0.7);
      tf.dispose(params);
    }
  },
);

forEachBackend(
  "rewardLoop() keeps the policy nearer to the reference, the larger the KL weight",
  async () => {
    const best = async (klWeight: number) => {
      const { params } = await rewardLoop(bandit((arm) => arm === 2 ? 1 : 0, { klWeight, steps: 40 }));
      return tf.softmax(params.scores).dataSync()[2];
    };
    const [free, held] = [await best(0), await best(1)];
    assert.ok(free > held + 0.1, `${free} and ${held}`);
  },
);

forEachBackend("rewardLoop() changes no weight where no completion is rewarded", async () => {
  const { params, history } = await rewardLoop(bandit(() => 0));
  assert.deepEqual([...params.scores.dataSync()], [0, 0, 0, 0]);
  assert.ok(history.every(({ informative, gradNorm }) => informative === 0 && gradNorm === 0));
});

forEachBackend("rewardLoop() learns nothing from rewards that are equal but not 0", async () => {
  const { params, history } = await rewardLoop(bandit(() => 0.1, { groupSize: ROWS, steps: 3 }));
  assert.deepEqual([...params.scores.dataSync()], [0, 0, 0, 0]);
  assert.ok(history.every(({ informative, gradNorm }) => informative === 0 && gradNorm === 0));
});

const broken: [what: string, change: Partial<RewardOptions<Bandit>>, message: RegExp][] = [
  [
    "a rate that is NaN",
    { learningRate: (step) => step === 1 ? NaN : 0.1 },
    /learning rate of step 2 is NaN/,
  ],
  ["logits that are NaN", {
    logits: ({ scores }, x) =>
      tf.mul(NaN, tf.tile(tf.reshape(scores, [1, 1, ARMS]), [x.shape[0], x.shape[1], 1])) as tf.Tensor3D,
  }, /at step 1 the gradient norm is NaN/],
  ["no updates", { updates: 0 }, /updates, a whole number from 1 up/],
  ["a forward pass of the old weights that fails", {
    updates: 2,
    logits: () => {
      throw new Error("no logits");
    },
  }, /no logits/],
  ["a sampler that fails", { sample: () => Promise.reject(new Error("no sampler")) }, /no sampler/],
];
for (const [what, change, message] of broken) {
  forEachBackend(`rewardLoop() with ${what} says so and frees what it made`, async () => {
    const options = bandit((arm) => arm, { steps: 3, ...change });
    const before = tf.memory().numTensors;
    await assert.rejects(rewardLoop(options), message);
    assert.equal(tf.memory().numTensors, before);
  });
}

forEachBackend("rewardLoop() frees what it makes and does not change the initial weights", async () => {
  const options = bandit((arm) => arm, { steps: 3, updates: 2, klWeight: 0.1 });
  const before = tf.memory().numTensors;
  const { params } = await rewardLoop(options);
  assert.equal(tf.memory().numTensors - before, 1);
  tf.dispose(params);
  assert.deepEqual([...options.params.scores.dataSync()], [0, 0, 0, 0]);
});
