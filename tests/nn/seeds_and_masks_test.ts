/** Seeds and masks inside a layer: each dropout draws its own numbers, and a given mask is the one that is used. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { attention, type AttentionParams, attentionWeights, foldIn, seed } from "lib/nn";
import { forEachBackend } from "../backends.ts";

/** One head whose scores are all 0, whose values are x, and whose projection changes nothing. */
const meanOfValues = (C: number): AttentionParams => ({
  c_attn: { weight: tf.concat([tf.zeros([C, 2 * C]), tf.eye(C)], 1) as tf.Tensor2D },
  c_proj: { weight: tf.eye(C) },
});

forEachBackend("attention() drops weights and results with different seeds", () => {
  // x is one-hot, so result (t, s) is weight (t, s), dropped twice: 3 of 4 are 0. With one seed it would be 1 of 2.
  const T = 32, x = tf.eye(T).reshape([1, T, T]) as tf.Tensor3D;
  const y = attention(meanOfValues(T), x, { nHead: 1, mask: tf.zeros([T, T]), dropout: 0.5, seed: seed(1) });
  const zeros = y.dataSync().filter((value) => value === 0).length / T ** 2;
  assert.ok(Math.abs(zeros - 0.75) < 0.06, `${zeros} are 0`);
});

forEachBackend("attentionWeights() and attention() use the mask that they are given", () => {
  const x = tf.tensor3d([[[2], [4]]]), mask = tf.tensor2d([[0, 0], [-1e9, 0]]);
  assert.deepEqual(attentionWeights(meanOfValues(1), x, { nHead: 1, mask }).arraySync(), [[[[0.5, 0.5], [
    0,
    1,
  ]]]]);
  assert.deepEqual(attention(meanOfValues(1), x, { nHead: 1, mask }).arraySync(), [[[3], [4]]]);
});

forEachBackend("foldIn() never makes a negative seed, also of seeds that were folded", () => {
  let s = seed(2 ** 40 + 5);
  for (let i = 0; i < 40; i++) {
    s = foldIn(s, i % 2 ? i : tf.scalar(i, "int32"));
    assert.ok(s.dataSync().every((n) => n >= 0), `after ${i + 1} times: ${s.dataSync()}`);
  }
});
