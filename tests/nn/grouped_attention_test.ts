/** Attention with the parts of newer models: groups of query heads, QK-norm, rotary positions and a sliding window. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import {
  attention,
  type AttentionParams,
  attentionWeights,
  cachedAttention,
  cacheSlots,
  causalMask,
  initAttention,
  rotaryTables,
  seed,
  segmentMask,
} from "lib/nn";
import { attentionInParts } from "../../lib/nn/attention_in_parts.ts";
import { matMulHeads } from "../../lib/nn/grouped_heads.ts";
import { forEachBackend, leakedTensors } from "../backends.ts";
import { maxDifference } from "../compare.ts";
import { llamaFixtures, testLayer } from "./layer.ts";

// The shape of the fixture: 6 query heads, 2 of keys and values, width 4, in a model of width 5.
const shape = { nHead: 6, nKVHead: 2 }, window = 3;
const tablesFrom = (from: number, to: number) =>
  rotaryTables(tf.range(from, to, 1, "int32"), { theta: 100, headDim: 4 });
const paramsOf = (t: Readonly<Record<string, tf.Tensor>>) =>
  ({
    c_attn: { weight: t.c_attn_weight },
    c_proj: { weight: t.c_proj_weight },
    q_norm: { weight: t.q_norm_weight },
    k_norm: { weight: t.k_norm_weight },
  }) as AttentionParams;

testLayer(
  "attention",
  (t) =>
    tf.tidy(() => attention(paramsOf(t), t.x as tf.Tensor3D, { ...shape, window, rotary: tablesFrom(0, 7) })),
  "grouped attention",
  llamaFixtures,
);

testLayer(
  "attention",
  (t) =>
    tf.tidy(() => {
      let cache = { k: tf.zeros<tf.Rank.R4>([2, 2, window, 4]), v: tf.zeros<tf.Rank.R4>([2, 2, window, 4]) },
        start = 0;
      const parts = [3, 1, 2, 1].map((count) => {
        const slots = cacheSlots(tf.fill([2], start, "int32"), { count, capacity: window, window });
        const o = { ...shape, slots, rotary: tablesFrom(start, start + count) };
        const chunk = tf.slice(t.x as tf.Tensor3D, [0, start, 0], [2, count, 5]);
        const { y, cache: next } = cachedAttention(paramsOf(t), chunk, cache, o);
        start += count;
        cache = next;
        return y;
      });
      return tf.concat(parts, 1);
    }),
  "grouped attention with a cache",
  llamaFixtures,
);

forEachBackend("attentionInParts() with groups, rotary positions and any window is attention()", () => {
  const config = { width: 4, nHead: 4, nKVHead: 2, headDim: 4, qkNorm: true, bias: false, qkvBias: false };
  const params = tf.tidy(() => {
    const { c_attn, c_proj, ...norms } = initAttention(config, seed(1));
    const large = ({ weight }: { weight: tf.Tensor2D }) => ({ weight: tf.mul(weight, 20) as tf.Tensor2D });
    return { c_attn: large(c_attn), c_proj: large(c_proj), ...norms } as
      & AttentionParams
      & tf.TensorContainerObject;
  });
  for (const T of [7, 130]) {
    const x = tf.randomNormal([1, T, 4], 0, 1, "float32", T) as tf.Tensor3D;
    for (const window of [undefined, 5, 70]) {
      const o = { ...config, window, rotary: tablesFrom(0, T) };
      const difference = maxDifference(attentionInParts(params, x, o), attention(params, x, o));
      assert.ok(difference < 1e-5, `T ${T}, window ${window}: ${difference}`);
      assert.equal(leakedTensors(() => attentionInParts(params, x, o)), 0);
    }
  }
});

forEachBackend(
  "causalMask() with a window shows each token itself and the window - 1 tokens before it",
  () => {
    const seen = [...causalMask(5, { window: 2, from: 1 }).dataSync()].map((value) => value === 0 ? 1 : 0);
    assert.deepEqual(seen, [1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 1]);
    const packed = segmentMask(tf.tensor2d([[7, 7, 7, 8]], [1, 4], "int32"), { window: 2 });
    assert.deepEqual(
      [...packed.dataSync()].map((value) => value === 0 ? 1 : 0),
      [1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1],
    );
  },
);

forEachBackend("matMulHeads() by hand: query heads 0 and 1 use key head 0, heads 2 and 3 key head 1", () => {
  const a = tf.tensor4d([1, 2, 3, 4], [1, 4, 1, 1]), b = tf.tensor4d([10, 100], [1, 2, 1, 1]);
  assert.deepEqual([...matMulHeads(a, b).dataSync()], [10, 20, 300, 400]);
  assert.deepEqual([...matMulHeads(a, b, true).dataSync()], [10, 20, 300, 400]);
});

forEachBackend("attentionWeights() hides what is before the window", () => {
  const params = initAttention({ width: 4, nHead: 2, nKVHead: 1 }, seed(1));
  const [[head]] = attentionWeights(params, tf.ones([1, 3, 4]), { nHead: 2, nKVHead: 1, window: 2 })
    .arraySync();
  assert.deepEqual(head.map((row) => row.map((w) => Math.round(w * 100))), [[100, 0, 0], [50, 50, 0], [
    0,
    50,
    50,
  ]]);
});

forEachBackend("attention() names c_attn's columns where the heads do not belong to it", () => {
  const params = initAttention({ width: 8, nHead: 4, nKVHead: 2 }, seed(1));
  assert.throws(
    () => attention(params, tf.zeros([1, 2, 8]), { nHead: 4 }),
    /c_attn has 16 columns, which is no multiple of nHead 4 \+ 2 nKVHead 4; pass/,
  );
});
