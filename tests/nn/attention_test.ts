import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import {
  attention,
  type AttentionParams,
  attentionWeights,
  causalMask,
  initAttention,
  randomNormal,
  scaledDotProductAttention,
  seed,
} from "lib/nn";
import { causalAttention } from "../../lib/nn/attention.ts";
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

forEachBackend("causalMask() hides what is later than the query", () => {
  assert.deepEqual(causalMask(3).arraySync().map((row) => row.map((v) => v === 0)), [
    [true, false, false],
    [true, true, false],
    [true, true, true],
  ]);
});

forEachBackend("causalMask() from a later query on is the lower part of the whole mask", () => {
  const whole = causalMask(5).arraySync();
  assert.deepEqual(causalMask(5, { from: 3 }).arraySync(), whole.slice(3));
});

forEachBackend("causalAttention() in parts is attention with the causal mask, gradients too", () => {
  for (const T of [127, 128, 200]) { // one part, two, three of which the last is longer
    const [q, k, v, weight] = Array.from(
      { length: 4 },
      (_, i) => randomNormal([1, 2, T, 4], seed(i)) as tf.Tensor4D,
    );
    const whole = (q: tf.Tensor, k: tf.Tensor, v: tf.Tensor) =>
      scaledDotProductAttention(q as tf.Tensor4D, k as tf.Tensor4D, v as tf.Tensor4D, {
        mask: causalMask(T),
      });
    const parts = (q: tf.Tensor, k: tf.Tensor, v: tf.Tensor) =>
      causalAttention(q as tf.Tensor4D, k as tf.Tensor4D, v as tf.Tensor4D);
    assert.ok(maxDifference(parts(q, k, v), whole(q, k, v)) < 1e-5);
    const slopes = (f: typeof whole) =>
      tf.grads((q, k, v) => tf.sum(tf.mul(weight, f(q, k, v))) as tf.Scalar)([q, k, v]);
    const expected = slopes(whole);
    slopes(parts).forEach((slope, i) =>
      assert.ok(maxDifference(slope, expected[i]) < 1e-4, `T ${T}, input ${i}`)
    );
  }
});

forEachBackend(
  "causalAttention() with dropout drops other weights in each part, the same for the same seed",
  () => {
    const ones = tf.ones<tf.Rank.R4>([1, 1, 128, 1]);
    const run = (
      n: number,
    ) => [...causalAttention(ones, ones, ones, { dropout: 0.5, seed: seed(n) }).dataSync()];
    assert.deepEqual(run(1), run(1));
    assert.notDeepEqual(run(1), run(2));
    assert.notDeepEqual(run(1).slice(0, 64), run(1).slice(64).map((x, i) => x * (i + 65) / (i + 1)));
  },
);

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
