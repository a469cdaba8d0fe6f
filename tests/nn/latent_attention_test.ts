/** Latent attention: shapes, its gradient, and that the absorbed form gives what the other gives. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import {
  cachedLatentAttention,
  cacheSlots,
  countParams,
  initLatentAttention,
  latentAttention,
  type LatentAttentionParams,
  type LatentConfig,
  mapParams,
  randomNormal,
  rotaryTables,
  seed,
  segmentMask,
} from "lib/nn";
import { forEachBackend, leakedTensors } from "../backends.ts";
import { assertGradient, maxDifference } from "../compare.ts";

const nHead = 3, width = 5;
const shapes: Record<string, LatentConfig> = {
  "with a latent of queries": { kvRank: 4, qRank: 7, nopeDim: 6, ropeDim: 4, valueDim: 3 },
  "without, with another scale": { kvRank: 6, nopeDim: 2, ropeDim: 2, valueDim: 5, scoreFactor: 1.7 },
};
const tables = (latent: LatentConfig, from: number, to: number) =>
  rotaryTables(tf.range(from, to, 1, "int32"), { theta: 100, headDim: latent.ropeDim });
const strong = (latent: LatentConfig): LatentAttentionParams =>
  mapParams(
    (p, name) =>
      tf.add(randomNormal(p.shape, seed(name.length + p.size), { std: 0.5 }), p.rank === 1 ? 1 : 0),
    initLatentAttention({ width, nHead, latent }, seed(1)),
  );
const input = () => randomNormal([2, 7, width], seed(9)) as tf.Tensor3D;

for (const [name, latent] of Object.entries(shapes)) {
  forEachBackend(
    `the absorbed form, in parts of 3, 1, 2 and 1 tokens, gives the other form's results: ${name}`,
    () => {
      const params = strong(latent), x = input();
      const whole = latentAttention(params, x, { nHead, latent, rotary: tables(latent, 0, 7) });
      let cache = {
        k: tf.zeros<tf.Rank.R4>([2, 1, 9, latent.ropeDim]),
        v: tf.zeros<tf.Rank.R4>([2, 1, 9, latent.kvRank]),
      };
      let at = 0;
      for (const count of [3, 1, 2, 1]) {
        const slots = cacheSlots(tf.fill([2], at, "int32"), { count, capacity: 9 });
        const chunk = tf.slice(x, [0, at, 0], [2, count, width]);
        const o = { nHead, latent, slots, rotary: tables(latent, at, at + count) };
        const step = cachedLatentAttention(params, chunk, cache, o);
        assert.ok(maxDifference(step.y, tf.slice(whole, [0, at, 0], [2, count, width])) < 1e-5);
        cache = step.cache;
        at += count;
      }
      assert.deepEqual(cache.v.shape, [2, 1, 9, latent.kvRank]);
    },
  );

  forEachBackend(`latentAttention() has the gradients that finite differences show: ${name}`, () => {
    const params = strong(latent), rotary = tables(latent, 0, 7);
    assertGradient(
      (x, kv, up) =>
        latentAttention(
          { ...params, kv_a: { weight: kv as tf.Tensor2D }, kv_b: { weight: up as tf.Tensor2D } },
          x as tf.Tensor3D,
          { nHead, latent, rotary },
        ),
      [input(), params.kv_a.weight, params.kv_b.weight],
    );
  });

  forEachBackend(`latentAttention() stays inside a segment and leaves no tensors behind: ${name}`, () => {
    const params = strong(latent), x = input(), rotary = tables(latent, 0, 7);
    const mask = segmentMask(tf.tensor2d([[0, 0, 0, 1, 1, 1, 1], [0, 0, 0, 1, 1, 1, 1]], [2, 7], "int32"));
    const packed = latentAttention(params, x, { nHead, latent, rotary, mask });
    const first = latentAttention(params, tf.slice(x, [0, 0, 0], [2, 3, width]), {
      ...{ nHead, latent },
      rotary: tables(latent, 0, 3),
    });
    assert.ok(maxDifference(tf.slice(packed, [0, 0, 0], [2, 3, width]), first) < 1e-5);
    assert.equal(leakedTensors(() => latentAttention(params, x, { nHead, latent, rotary })), 0);
  });
}

Deno.test("by hand: equal scores give the mean of the values up to each token", async () => {
  await tf.setBackend("cpu");
  const latent = { kvRank: 1, nopeDim: 1, ropeDim: 2, valueDim: 1 };
  const params: LatentAttentionParams = {
    q_b: { weight: tf.zeros([1, 3]) }, // queries 0: all scores are equal
    kv_a: { weight: tf.tensor2d([[1, 0, 0]]) },
    kv_norm: { weight: tf.tensor1d([1]) }, // a latent of one number becomes its sign
    kv_b: { weight: tf.tensor2d([[0, 3]]) },
    c_proj: { weight: tf.tensor2d([[1]]) },
  };
  const y = latentAttention(params, tf.tensor3d([[[2], [-4], [9]]]), {
    ...{ nHead: 1, latent },
    rotary: tables(latent, 0, 3),
  });
  [3, 0, 1].forEach((expected, i) => assert.ok(Math.abs(y.dataSync()[i] - expected) < 1e-4));
});

Deno.test("initLatentAttention() has the sizes of its parts", async () => {
  await tf.setBackend("cpu");

  const latent = { kvRank: 8, qRank: 24, nopeDim: 4, ropeDim: 2, valueDim: 4 };
  const params = initLatentAttention({ width: 112, nHead: 2, latent, bias: false }, seed(1));
  assert.equal(countParams(params), 112 * 24 + 24 + 24 * 12 + 112 * 10 + 8 + 8 * 16 + 8 * 112);
});
