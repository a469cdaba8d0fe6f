import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { attention, type AttentionParams, attentionWeights, initAttention, randomNormal, seed } from "lib/nn";
import { forEachBackend, leakedTensors } from "../backends.ts";
import { maxDifference } from "../compare.ts";
import { testLayer } from "./layer.ts";

const paramsOf = (t: Readonly<Record<string, tf.Tensor>>) => ({
  c_attn: { weight: t.c_attn_weight, bias: t.c_attn_bias },
  c_proj: { weight: t.c_proj_weight, bias: t.c_proj_bias },
} as AttentionParams);

testLayer("attention", (t) => attention(paramsOf(t), t.x as tf.Tensor3D, { nHead: 2 }));

forEachBackend("attention() by hand: one head, width 1, q = k = v = x", () => {
  const params = { c_attn: { weight: tf.tensor2d([[1, 1, 1]]) }, c_proj: { weight: tf.tensor2d([[2]]) } };
  const [first, second] = attention(params, tf.tensor3d([[[1], [2]]]), { nHead: 1 }).dataSync();
  assert.ok(Math.abs(first - 2) < 1e-6); // only itself: 1, times 2
  const weight = 1 / (1 + Math.exp(2)); // scores of the second query: 2 and 4
  assert.ok(Math.abs(second - 2 * (weight * 1 + (1 - weight) * 2)) < 1e-5);
});

forEachBackend(
  "attention() does not see later tokens: changing one leaves all earlier outputs bit for bit",
  () => {
    const params = initAttention({ width: 8 }, seed(1));
    const x = tf.randomNormal([1, 6, 8], 0, 1, "float32", 2) as tf.Tensor3D;
    const changed = tf.concat(
      [tf.slice(x, [0, 0, 0], [1, 4, 8]), tf.randomNormal([1, 2, 8], 0, 1, "float32", 3)],
      1,
    ) as tf.Tensor3D;
    const [a, b] = [x, changed].map((input) => attention(params, input, { nHead: 2 }));
    const early = (y: tf.Tensor3D) => [...tf.slice(y, [0, 0, 0], [1, 4, 8]).dataSync()];
    assert.deepEqual(early(a), early(b));
    assert.notDeepEqual([...a.dataSync()], [...b.dataSync()]);
  },
);

forEachBackend("attention() with dropout is the same for the same seed, and another for another seed", () => {
  const params = initAttention({ width: 8 }, seed(1));
  const x = tf.randomNormal([2, 5, 8], 0, 1, "float32", 2) as tf.Tensor3D;
  const run = (n: number) => [...attention(params, x, { nHead: 2, dropout: 0.5, seed: seed(n) }).dataSync()];
  assert.deepEqual(run(1), run(1));
  assert.notDeepEqual(run(1), run(2));
});

Deno.test("attention() refuses a width that the heads do not divide", () => {
  const params = initAttention({ width: 8 }, seed(1));
  assert.throws(
    () => attention(params, tf.zeros([1, 2, 8]), { nHead: 3 }),
    /multiple of nHead, found 8 and 3/,
  );
});

forEachBackend("attentionWeights() by hand: queries and keys are x, width 1", () => {
  const params = { c_attn: { weight: tf.tensor2d([[1, 1, 1]]) }, c_proj: { weight: tf.tensor2d([[2]]) } };
  const weights = attentionWeights(params, tf.tensor3d([[[1], [2]]]), { nHead: 1 });
  const first = 1 / (1 + Math.exp(2)); // scores of the second query: 2 and 4
  assert.deepEqual(weights.shape, [1, 1, 2, 2]);
  weights.dataSync().forEach((w, i) => assert.ok(Math.abs(w - [1, 0, first, 1 - first][i]) < 1e-6));
});

forEachBackend("attentionWeights() are those that attention() takes the mean of the values with", () => {
  // One head, values x and a projection that changes nothing: the result is weights times x.
  const queriesKeys = randomNormal([4, 8], seed(3));
  const identity = tf.eye(4);
  const params = { c_attn: { weight: tf.concat([queriesKeys, identity], 1) }, c_proj: { weight: identity } };
  const x = randomNormal([2, 5, 4], seed(4)) as tf.Tensor3D;
  const weights = attentionWeights(params as AttentionParams, x, { nHead: 1 });
  const y = tf.matMul(tf.reshape(weights, [2, 5, 5]), x);
  assert.ok(maxDifference(y, attention(params as AttentionParams, x, { nHead: 1 })) < 1e-5);
});

forEachBackend(
  "attentionWeights() sum to 1, head by head, look at nothing later, and leave no tensors",
  () => {
    const params = initAttention({ width: 8 }, seed(1));
    const x = randomNormal([2, 5, 8], seed(2)) as tf.Tensor3D;
    const weights = attentionWeights(params, x, { nHead: 2 });
    assert.deepEqual(weights.shape, [2, 2, 5, 5]);
    assert.ok(maxDifference(tf.sum(weights, -1), tf.ones([2, 2, 5])) < 1e-6);
    const later = tf.greater(tf.range(0, 5), tf.reshape(tf.range(0, 5), [5, 1]));
    assert.equal(tf.max(tf.mul(weights, tf.cast(later, "float32"))).dataSync()[0], 0);
    assert.equal(leakedTensors(() => attentionWeights(params, x, { nHead: 2 })), 0);
  },
);
