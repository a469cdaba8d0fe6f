/** Notebook 02's claim: a bigram that learns by gradient descent arrives at the probabilities that counting gives. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { constant, crossEntropy, plainLoop } from "../../lib/training/mod.ts";

const TEXT = "the bell rang . the owl slept . the bell fell . the bell rang .".split(" ");

Deno.test("a table of logits, trained with cross-entropy, arrives at the counted probabilities", async () => {
  await tf.setBackend("cpu");
  const words = [...new Set(TEXT)], V = words.length;
  const ids = Int32Array.from(TEXT, (word) => words.indexOf(word)), T = ids.length - 1;
  const counts = words.map(() => words.map(() => 0));
  for (let i = 0; i < T; i++) counts[ids[i]][ids[i + 1]]++;
  const counted = counts.map((row) => row.map((count) => count / row.reduce((a, b) => a + b, 0)));

  const batch = { x: ids.slice(0, T), y: ids.slice(1), shape: [1, T] as const };
  const { params, losses } = await plainLoop({
    params: { W: tf.zeros([V, V]) as tf.Tensor2D },
    loss: ({ W }, { x, y }) => crossEntropy(tf.gather(W, x), y),
    batches: { batchSize: 1, blockSize: T, stepsPerEpoch: 1, at: () => batch },
    vocabSize: V,
    steps: 200,
    learningRate: constant(0.1),
    adamw: { weightDecay: 0 },
  });
  const learned = await (tf.softmax(params.W) as tf.Tensor2D).array();
  learned.forEach((row, a) =>
    row.forEach((p, b) =>
      assert.ok(Math.abs(p - counted[a][b]) < 0.01, `${words[a]} ${words[b]}: ${p}, counted ${counted[a][b]}`)
    )
  );
  const entropy = -counts.flatMap((row, a) =>
    row.map((count, b) => count === 0 ? 0 : count * Math.log(counted[a][b]) / T)
  ).reduce((sum, x) => sum + x);
  assert.ok(losses.at(-1)! >= entropy - 1e-6, "no bigram is below the entropy of the counts");
  assert.ok(losses.at(-1)! - entropy < 0.01, `${losses.at(-1)} ${entropy}`);
});
