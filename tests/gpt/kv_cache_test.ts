import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { cacheBytes, gpt, type GPTConfig, initGPT, initKVCache, tokenIds } from "lib/gpt";
import { gptWithCache, growKVCache } from "../../lib/gpt/kv_cache.ts";
import { randomNormal, seed } from "lib/nn";
import { forEachBackend, leakedTensors } from "../backends.ts";
import { maxDifference } from "../compare.ts";
import { modelNames, readModels, readParams } from "../fixtures/gpt/read.ts";

const config: GPTConfig = readModels().models.gpt2.config;

/** Logits of the whole row at position t, (1, V). */
const uncached = (logits: tf.Tensor3D, row: number, t: number) =>
  tf.reshape(tf.slice(logits, [row, t, 0], [1, 1, -1]), [1, -1]);

for (const name of modelNames) {
  forEachBackend(`token by token with a cache gives the logits of the whole row: ${name}`, () => {
    const { config, ids } = readModels().models[name];
    const params = readParams(name);
    const rows = ids[0].map((row) => row.slice(0, config.blockSize));
    const whole = gpt(params, config, tokenIds(rows, config));
    let cache = initKVCache(config, { batchSize: rows.length });
    for (let t = 0; t < config.blockSize; t++) {
      const step = gptWithCache(params, config, tokenIds(rows.map((row) => [row[t]]), config), { cache });
      const difference = maxDifference(step.logits, tf.squeeze(tf.slice(whole, [0, t, 0], [-1, 1, -1]), [1]));
      assert.ok(difference < 1e-5, `position ${t}: logits differ by ${difference}`);
      cache = step.cache;
    }
    assert.deepEqual([...cache.lengths.dataSync()], rows.map(() => config.blockSize));
  });
}

forEachBackend("chunks of any length give the logits of the whole row", () => {
  const params = readParams("gpt2");
  const row = readModels().models.gpt2.ids[0][0].slice(0, 12);
  const whole = gpt(params, config, tokenIds([row], config));
  let cache = initKVCache(config, { batchSize: 1 });
  let t = 0;
  for (const length of [3, 1, 5, 2, 1]) {
    const step = gptWithCache(params, config, tokenIds([row.slice(t, t + length)], config), { cache });
    t += length;
    assert.ok(maxDifference(step.logits, uncached(whole, 0, t - 1)) < 1e-5);
    cache = step.cache;
  }
});

forEachBackend("rows of different lengths, padded on the right, each get what they would get alone", () => {
  const params = readParams("gpt2");
  const rows = readModels().models.gpt2.ids[0].map((row) => row.slice(0, 9));
  const whole = gpt(params, config, tokenIds(rows, config));
  const lengths = [5, 1, 3];
  const prompts = rows.map((row, b) => row.map((id, t) => t < lengths[b] ? id : 36 - t).slice(0, 5));
  let { logits, cache } = gptWithCache(params, config, tokenIds(prompts, config), {
    cache: initKVCache(config, { batchSize: 3, capacity: 10 }),
    lengths: tf.tensor1d(lengths, "int32"),
  });
  for (let i = 0; i < 4; i++) {
    lengths.forEach((length, b) => {
      const found = tf.slice(logits, [b, 0], [1, -1]);
      assert.ok(maxDifference(found, uncached(whole, b, length + i - 1)) < 1e-5, `row ${b}, step ${i}`);
    });
    const next = tokenIds(rows.map((row, b) => [row[lengths[b] + i]]), config);
    ({ logits, cache } = gptWithCache(params, config, next, { cache }));
  }
  assert.deepEqual([...cache.lengths.dataSync()], lengths.map((length) => length + 4));
});

forEachBackend("what was in the cache before it was filled does not matter", () => {
  const params = readParams("untied");
  const { config } = readModels().models.untied;
  const empty = initKVCache(config, { batchSize: 1 });
  const junk = (shape: number[], n: number) => randomNormal(shape, seed(n), { std: 100 }) as tf.Tensor4D;
  const dirty = {
    ...empty,
    layers: empty.layers.map(({ k, v }, i) => ({ k: junk(k.shape, i), v: junk(v.shape, 9 + i) })),
  };
  const [a, b] = [empty, dirty].map((cache) =>
    gptWithCache(params, config, tokenIds([[4, 5, 6]], config), { cache })
  );
  assert.deepEqual([...a.logits.dataSync()], [...b.logits.dataSync()]);
});

forEachBackend("a step changes neither the shapes nor the given cache, and leaves no tensors behind", () => {
  const params = initGPT(config, seed(1));
  const cache = initKVCache(config, { batchSize: 2, capacity: 7 });
  const ids = tokenIds([[1, 2], [3, 4]], config);
  const step = gptWithCache(params, config, ids, { cache });
  assert.deepEqual(step.cache.layers[1].v.shape, [2, 2, 7, 8]);
  assert.deepEqual(step.cache.lengths.dtype, "int32");
  assert.ok(cache.layers[0].k.dataSync().every((value) => value === 0));
  assert.equal(
    leakedTensors(() => gptWithCache(params, config, ids, { cache })),
    0,
  );
});

Deno.test("capacities and prompts that do not fit are refused", () => {
  const params = initGPT(config, seed(1));
  assert.throws(
    () => initKVCache(config, { batchSize: 1, capacity: 13 }),
    /from 1 to 12 \(blockSize\), found 13/,
  );
  assert.throws(() => initKVCache(config, { batchSize: 1, capacity: 0 }), RangeError);
  const cache = initKVCache(config, { batchSize: 1, capacity: 2 });
  assert.throws(
    () => gptWithCache(params, config, tokenIds([[1, 2, 3]], config), { cache }),
    /at most 2 tokens/,
  );
});

forEachBackend("a row that is full does not disturb the others", () => {
  const params = initGPT(config, seed(1));
  const full = gptWithCache(params, config, tokenIds([[1, 2, 3], [4, 5, 0]], config), {
    cache: initKVCache(config, { batchSize: 2, capacity: 3 }),
    lengths: tf.tensor1d([3, 2], "int32"),
  });
  const { logits } = gptWithCache(params, config, tokenIds([[6], [7]], config), { cache: full.cache });
  const alone = uncached(gpt(params, config, tokenIds([[4, 5, 7]], config)), 0, 2);
  assert.ok(maxDifference(tf.slice(logits, [1, 0], [1, -1]), alone) < 1e-5);
});

forEachBackend("the cache has a gradient where it is read, and none where it is written over", () => {
  const params = initGPT(config, seed(1));
  const { cache } = gptWithCache(params, config, tokenIds([[1, 2]], config), {
    cache: initKVCache(config, { batchSize: 1, capacity: 4 }),
  });
  const [{ k, v }, ...others] = cache.layers;
  const weight = randomNormal([1, config.vocabSize], seed(2));
  const [ofK, ofV] = tf.grads((k, v) => {
    const layers = [{ k: k as tf.Tensor4D, v: v as tf.Tensor4D }, ...others];
    const next = gptWithCache(params, config, tokenIds([[3]], config), { cache: { ...cache, layers } });
    return tf.sum(tf.mul(next.logits, weight));
  })([k, v]);
  for (const slopes of [ofK, ofV]) {
    const bySlot = [...tf.sum(tf.abs(slopes), [0, 1, 3]).dataSync()];
    assert.deepEqual(bySlot.map((slope) => slope > 0), [true, true, false, false], `${bySlot}`);
  }
});

const windowed: GPTConfig = { ...config, windows: [3, ...Array(config.nLayer - 1).fill(null)] };

forEachBackend(
  "a layer with a window keeps no more than the window, and a cache that grows keeps its texts",
  () => {
    const params = initGPT(windowed, seed(1)), row = [1, 2, 3, 4, 5, 6, 7, 8];
    const whole = gpt(params, windowed, tokenIds([row], windowed));
    for (const first of [2, 5]) {
      const small = gptWithCache(params, windowed, tokenIds([row.slice(0, first)], windowed), {
        cache: initKVCache(windowed, { batchSize: 1, capacity: first }),
      }).cache;
      assert.deepEqual(small.layers.map(({ k }) => k.shape[2]).slice(0, 2), [Math.min(3, first), first]);
      let cache = growKVCache(windowed, small, 8);
      assert.deepEqual(cache.layers.map(({ v }) => v.shape[2]).slice(0, 2), [3, 8]);
      for (let t = first; t < 8; t++) {
        const step = gptWithCache(params, windowed, tokenIds([[row[t]]], windowed), { cache });
        assert.ok(maxDifference(step.logits, uncached(whole, 0, t)) < 1e-5, `position ${t} after ${first}`);
        cache = step.cache;
      }
      const bytes = cache.layers.reduce((sum, { k, v }) => sum + 4 * (k.size + v.size), 0);
      assert.equal(cacheBytes(windowed, 8), bytes);
    }
  },
);

forEachBackend("where all layers have a window, a prompt may be longer than the cache", () => {
  const everywhere = { ...config, windows: Array(config.nLayer).fill(2) };
  const params = initGPT(everywhere, seed(1)), ids = tokenIds([[1, 2, 3, 4, 5]], everywhere);
  const { logits, cache } = gptWithCache(params, everywhere, ids, {
    cache: initKVCache(everywhere, { batchSize: 1 }),
  });
  assert.ok(maxDifference(logits, uncached(gpt(params, everywhere, ids), 0, 4)) < 1e-5);
  assert.equal(cacheBytes(everywhere, 1000), cacheBytes(everywhere, 2));
  assert.equal(cache.layers[0].k.shape[2], 2);
  assert.throws(
    () =>
      gptWithCache(params, windowed, ids, { cache: initKVCache(windowed, { batchSize: 1, capacity: 4 }) }),
    /at most 4 tokens \(capacity\), found 5/,
  );
});
