/** The ring of a sliding window: which slots new tokens take, what they see, and attention that equals the whole text's. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import {
  attention,
  type AttentionParams,
  cachedAttention,
  cacheSlots,
  initAttention,
  rotaryTables,
  seed,
} from "lib/nn";
import { forEachBackend, leakedTensors } from "../backends.ts";
import { maxDifference } from "../compare.ts";
import { readTensors, withPrefix } from "../fixtures/gpt/read.ts";
import { llamaFixtures } from "./layer.ts";

const ints = (...values: number[]) => tf.tensor1d(values, "int32");
const seen = (mask: tf.Tensor) => [...mask.dataSync()].map((value) => value === 0 ? 1 : 0);

forEachBackend("one token takes the slot of the token that leaves the window", () => {
  const slots = cacheSlots(ints(0, 2, 3, 7), { count: 1, capacity: 3, window: 3 });
  assert.ok("index" in slots);
  assert.deepEqual(slots.index.arraySync(), [[[0]], [[2]], [[0]], [[1]]]);
  assert.deepEqual(seen(slots.mask), [1, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
});

forEachBackend("several tokens: the last of those that count are kept, padding is not", () => {
  // 4 tokens before, so the slots hold positions 3, 1, 2. Row 0 adds positions 4 and 5, row 1 position 4 and padding,
  // row 2 nothing.
  const lengths = ints(2, 1, 0);
  const slots = cacheSlots(ints(4, 4, 4), { count: 2, capacity: 3, window: 3, lengths });
  assert.ok("kept" in slots);
  assert.deepEqual(slots.kept.arraySync(), [[0, 3, 4], [0, 3, 2], [0, 1, 2]]);
  const ofRow = [1, 0, 1, 1, 0, 1, 0, 0, 1, 1]; // position 4 sees 3, 2 and itself; 5 sees 3, 4 and itself
  assert.deepEqual(seen(slots.mask), [...ofRow, ...ofRow, ...ofRow]);
});

forEachBackend(
  "a prompt longer than the window leaves its last tokens in the ring; empty slots are hidden",
  () => {
    const slots = cacheSlots(ints(0), { count: 5, capacity: 2, window: 2 });
    assert.ok("kept" in slots);
    assert.deepEqual(slots.kept.arraySync(), [[2 + 4, 2 + 3]]); // positions 4 and 3
    const rows = (slots.mask.reshape([5, 7]).arraySync() as number[][]).map((row) =>
      row.map((value) => value === 0 ? 1 : 0).join("")
    );
    assert.deepEqual(rows, ["0010000", "0011000", "0001100", "0000110", "0000011"]);
  },
);

forEachBackend("attention with a ring equals attention over the whole text, in chunks of any length", () => {
  const config = { width: 8, nHead: 4, nKVHead: 2 };
  const params = tf.tidy(() => {
    const { c_attn, c_proj } = initAttention(config, seed(1));
    return { c_attn: { weight: tf.mul(c_attn.weight, 20) }, c_proj } as AttentionParams;
  });
  const x = tf.randomNormal([2, 13, 8], 0, 1, "float32", 2) as tf.Tensor3D;
  for (const window of [1, 2, 4, 20]) {
    const whole = attention(params, x, { ...config, window });
    for (const chunks of [[13], Array(13).fill(1), [9, 1, 1, 2], [1, 5, 1, 6], [2, 2, 9]]) {
      const capacity = Math.min(window, 13);
      const empty = () => tf.zeros<tf.Rank.R4>([2, 2, capacity, 2]);
      let cache = { k: empty(), v: empty() }, start = 0;
      for (const count of chunks) {
        const slots = cacheSlots(tf.fill([2], start, "int32"), { count, capacity, window });
        const chunk = tf.slice(x, [0, start, 0], [2, count, 8]);
        const step = cachedAttention(params, chunk, cache, { ...config, slots });
        const difference = maxDifference(step.y, tf.slice(whole, [0, start, 0], [2, count, 8]));
        assert.ok(difference < 1e-5, `window ${window}, chunks ${chunks}, at ${start}: ${difference}`);
        assert.deepEqual(step.cache.k.shape, [2, 2, capacity, 2]);
        cache = step.cache;
        start += count;
      }
    }
  }
});

forEachBackend("attention with a ring gives PyTorch's values, rows of different lengths too", () => {
  const t = Object.fromEntries(withPrefix(readTensors("layers", llamaFixtures), "attention/"));
  const params = {
    c_attn: { weight: t.c_attn_weight },
    c_proj: { weight: t.c_proj_weight },
    q_norm: { weight: t.q_norm_weight },
    k_norm: { weight: t.k_norm_weight },
  } as AttentionParams;
  const o = { nHead: 6, nKVHead: 2 }, window = 3, x = t.x as tf.Tensor3D, y = t.y as tf.Tensor3D;
  const rotaryAt = (positions: tf.Tensor2D) => rotaryTables(positions, { theta: 100, headDim: 4 });
  const empty = tf.zeros<tf.Rank.R4>([2, 2, window, 4]), lengths = [5, 2];
  // Row 1 has two tokens and three of padding, which must leave no trace.
  let { cache } = cachedAttention(params, tf.slice(x, [0, 0, 0], [2, 5, 5]), { k: empty, v: empty }, {
    ...o,
    slots: cacheSlots(ints(0, 0), { count: 5, capacity: window, window, lengths: ints(...lengths) }),
    rotary: rotaryAt(tf.tensor2d([[0, 1, 2, 3, 4], [0, 1, 2, 3, 4]], [2, 5], "int32")),
  });
  for (let i = 0; i < 2; i++) {
    const at = lengths.map((length) => length + i);
    const rowsAt = (z: tf.Tensor3D) => tf.concat(at.map((p, b) => tf.slice(z, [b, p, 0], [1, 1, -1])));
    const step = cachedAttention(params, rowsAt(x) as tf.Tensor3D, cache, {
      ...o,
      slots: cacheSlots(ints(...at), { count: 1, capacity: window, window }),
      rotary: rotaryAt(tf.tensor2d(at, [2, 1], "int32")),
    });
    assert.ok(maxDifference(step.y, rowsAt(y)) < 1e-5, `positions ${at}`);
    cache = step.cache;
  }
});

forEachBackend("slots of a ring leave no tensors behind", () => {
  const start = ints(4), lengths = ints(2);
  assert.equal(leakedTensors(() => cacheSlots(start, { count: 3, capacity: 2, window: 2, lengths })), 0);
  assert.equal(leakedTensors(() => cacheSlots(start, { count: 1, capacity: 2, window: 2 })), 0);
});
