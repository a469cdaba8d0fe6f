import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { attention, type AttentionParams, cacheSlots, initAttention, type KeysValues, seed } from "lib/nn";
import { cachedAttention } from "../../lib/nn/cached_attention.ts";
import { forEachBackend, leakedTensors } from "../backends.ts";
import { maxDifference } from "../compare.ts";
import { testLayer } from "./layer.ts";

const empty = (B: number, H: number, S: number, D: number): KeysValues => ({
  k: tf.zeros([B, H, S, D]),
  v: tf.zeros([B, H, S, D]),
});

/** Attention of x (B, T, C) in chunks of these lengths, S slots. */
function inChunks(
  params: AttentionParams,
  x: tf.Tensor3D,
  o: { nHead: number; chunks: number[]; S: number },
) {
  const [B, , C] = x.shape;
  let cache = empty(B, o.nHead, o.S, C / o.nHead);
  let start = 0;
  const parts = o.chunks.map((count) => {
    const slots = cacheSlots(tf.fill([B], start, "int32"), { count, capacity: o.S });
    const chunk = tf.slice(x, [0, start, 0], [B, count, C]);
    const { y, cache: next } = cachedAttention(params, chunk, cache, { nHead: o.nHead, slots });
    cache = next;
    start += count;
    return y;
  });
  return tf.concat(parts, 1);
}

testLayer("attention", (t) => {
  const params = {
    c_attn: { weight: t.c_attn_weight, bias: t.c_attn_bias },
    c_proj: { weight: t.c_proj_weight, bias: t.c_proj_bias },
  } as AttentionParams;
  return tf.tidy(() => inChunks(params, t.x as tf.Tensor3D, { nHead: 2, chunks: [2, 1, 1, 1], S: 8 }));
}, "cached attention");

forEachBackend("cacheSlots() by hand: two tokens after 1 and after 3, in 5 slots", () => {
  const slots = cacheSlots(tf.tensor1d([1, 3], "int32"), { count: 2, capacity: 5 });
  assert.ok("index" in slots);
  assert.deepEqual(slots.index.arraySync(), [[[1, 2]], [[3, 4]]]);
  assert.deepEqual(slots.mask.shape, [2, 1, 2, 5]);
  const visible = [...slots.mask.dataSync()].map((value) => value === 0 ? 1 : 0);
  assert.deepEqual(visible, [1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1]);
});

forEachBackend("cachedAttention() in chunks of any length equals attention() over the whole", () => {
  const params = initAttention({ width: 8 }, seed(1));
  const x = tf.randomNormal([3, 7, 8], 0, 1, "float32", 2) as tf.Tensor3D;
  const whole = attention(params, x, { nHead: 4 });
  for (const chunks of [[7], [1, 1, 1, 1, 1, 1, 1], [4, 3], [1, 5, 1]]) {
    assert.ok(maxDifference(inChunks(params, x, { nHead: 4, chunks, S: 7 }), whole) < 1e-6);
  }
});

forEachBackend("cachedAttention() leaves no tensors behind", () => {
  const params = initAttention({ width: 8 }, seed(1));
  const start = tf.tensor1d([0], "int32"), o = { count: 2, capacity: 4 };
  const slots = cacheSlots(start, o);
  const cache = empty(1, 2, 4, 4), x = tf.zeros<tf.Rank.R3>([1, 2, 8]);
  assert.equal(leakedTensors(() => cacheSlots(start, o)), 0);
  assert.equal(leakedTensors(() => cachedAttention(params, x, cache, { nHead: 2, slots })), 0);
});
