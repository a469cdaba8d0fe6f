import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { clippedObjective, grpoLoss } from "lib/training/rewards";
import { forEachBackend, leakedTensors } from "../../backends.ts";
import { maxDifference } from "../../compare.ts";

const logP = () => tf.tensor2d([[-1, -2, 0], [-0.5, -1.5, -3]]);
const mask = () => tf.tensor2d([[1, 1, 0], [1, 1, 1]]);

forEachBackend(
  "clippedObjective() stops the pull of a good token above 1 + ε, of a bad one below 1 − ε",
  () => {
    const slope = (advantage: number) =>
      tf.grad((ratio) => clippedObjective(ratio as tf.Tensor2D, tf.tensor2d([[advantage]]), { clip: 0.2 }))(
        tf.tensor2d([[0.5, 1, 1.5]]),
      );
    assert.ok(maxDifference(slope(2), tf.tensor2d([[2, 2, 0]])) < 1e-6);
    assert.ok(maxDifference(slope(-2), tf.tensor2d([[0, -2, -2]])) < 1e-6);
  },
);

forEachBackend("without old log-probabilities, GRPO's gradient is REINFORCE's", () => {
  const advantages = tf.tensor1d([0.75, -0.25]);
  const grpo = tf.grad((x) => grpoLoss({ logP: x as tf.Tensor2D, mask: mask(), advantages }, { length: 3 }))(
    logP(),
  );
  // −Σ advantage · log-probability (Williams 1992, section 4) / (2 rows · 3 tokens)
  const reinforce = tf.grad((x) => tf.div(tf.sum(tf.mul(tf.mul(x, mask()), advantages.reshape([2, 1]))), -6))(
    logP(),
  );
  assert.ok(maxDifference(grpo, reinforce) < 1e-7);
  // −A / (2 rows · 3 tokens), 0 where nothing was chosen
  assert.ok(maxDifference(grpo, tf.tensor2d([[-0.125, -0.125, 0], [1 / 24, 1 / 24, 1 / 24]])) < 1e-6);
});

forEachBackend(
  'a wrong answer of three tokens costs each token less than one of two where length is "row"',
  () => {
    const advantages = tf.tensor1d([-1, -1]);
    const slopes = (length: "row" | number) =>
      tf.grad((x) => grpoLoss({ logP: x as tf.Tensor2D, mask: mask(), advantages }, { length }))(logP())
        .dataSync();
    const byRow = slopes("row"), constant = slopes(3);
    assert.ok(Math.abs(byRow[0] - 1 / 4) < 1e-6 && Math.abs(byRow[3] - 1 / 6) < 1e-6);
    assert.ok(Math.abs(constant[0] - constant[3]) < 1e-7);
  },
);

forEachBackend("advantages of 0 give a gradient of exactly 0", () => {
  const grad = tf.grad((x) =>
    grpoLoss({ logP: x as tf.Tensor2D, mask: mask(), advantages: tf.zeros<tf.Rank.R1>([2]) }, { length: 3 })
  )(logP());
  assert.ok([...grad.dataSync()].every((value) => value === 0));
});

forEachBackend("grpoLoss() refuses a KL weight without a reference, and a length of 0", () => {
  const input = { logP: logP(), mask: mask(), advantages: tf.tensor1d([1, -1]) };
  assert.throws(() => grpoLoss(input, { length: 3, klWeight: 0.1 }), /refLogP is needed/);
  assert.throws(() => grpoLoss(input, { length: 0 }), RangeError);
});

forEachBackend("grpoLoss() leaves no tensors behind", () => {
  const input = { logP: logP(), mask: mask(), advantages: tf.tensor1d([1, -1]), refLogP: logP() };
  assert.equal(leakedTensors(() => [grpoLoss(input, { length: "row", klWeight: 1 })]), 0);
});
