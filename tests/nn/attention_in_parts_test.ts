/** Attention in parts gives the results and gradients of the plain form. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { attention, causalMask, initAttention, randomNormal, scaledDotProductAttention, seed } from "lib/nn";
import { attentionInParts, causalAttention } from "../../lib/nn/attention_in_parts.ts";
import { forEachBackend, leakedTensors } from "../backends.ts";
import { maxDifference } from "../compare.ts";

forEachBackend(
  "attentionInParts() is attention(): one part and several, with a mask and with dropout",
  () => {
    const params = initAttention({ width: 8 }, seed(1));
    for (const T of [5, 64, 127, 128, 200]) {
      const x = randomNormal([2, T, 8], seed(T)) as tf.Tensor3D;
      const open = tf.zeros([T, T]);
      const withDropout = T < 128 ? [{ nHead: 2, dropout: 0.5, seed: seed(2) }] : []; // parts have seeds of their own
      for (const o of [{ nHead: 1 }, { nHead: 4 }, { nHead: 2, mask: open }, ...withDropout]) {
        assert.ok(maxDifference(attentionInParts(params, x, o), attention(params, x, o)) < 1e-6, `T ${T}`);
      }
      assert.equal(leakedTensors(() => attentionInParts(params, x, { nHead: 2 })), 0);
    }
  },
);

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
