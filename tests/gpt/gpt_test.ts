import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { gpt, type GPTConfig, type GPTParams, initGPT, nextTokenLogits, tokenIds } from "lib/gpt";
import { flattenParams, seed, unflattenParams } from "lib/nn";
import { forEachBackend, leakedTensors } from "../backends.ts";
import { maxDifference } from "../compare.ts";

const config: GPTConfig = {
  vocabSize: 11,
  blockSize: 6,
  nLayer: 2,
  nHead: 2,
  nEmbd: 8,
  dropout: 0,
  qkvBias: true,
  tiedHead: true,
};

forEachBackend("initGPT() names its parameters as GPT-2's published files do", () => {
  const block = ["ln_1", "attn.c_attn", "attn.c_proj", "ln_2", "mlp.c_fc", "mlp.c_proj"];
  const names = [...flattenParams(initGPT(config, seed(1))).keys()];
  assert.deepEqual(names, [
    "wte.weight",
    "wpe.weight",
    ...[0, 1].flatMap((i) => block.flatMap((part) => [`h.${i}.${part}.weight`, `h.${i}.${part}.bias`])),
    "ln_f.weight",
    "ln_f.bias",
  ]);
  const untied = flattenParams(initGPT({ ...config, tiedHead: false, qkvBias: false }, seed(1)));
  assert.deepEqual(untied.get("lm_head.weight")!.shape, [8, 11]);
  assert.ok(!untied.has("h.0.attn.c_attn.bias"));
});

forEachBackend("initGPT() draws N(0, 0.02), and less for the projections into the stream", () => {
  const params = initGPT({ ...config, nLayer: 4, nEmbd: 64, vocabSize: 300 }, seed(2));
  for (const [name, tensor] of flattenParams(params)) {
    if (name.startsWith("ln_f") || name.includes("ln_") || name.endsWith("bias")) {
      const value = name.endsWith("weight") ? 1 : 0;
      assert.ok(tensor.dataSync().every((v) => v === value), name);
    } else {
      const expected = name.endsWith("c_proj.weight") ? 0.02 / Math.sqrt(8) : 0.02;
      const found = Math.sqrt(tf.mean(tf.square(tensor)).dataSync()[0]);
      const tolerance = 4 * expected / Math.sqrt(2 * tensor.size);
      assert.ok(Math.abs(found - expected) < tolerance, `${name}: ${found}, expected ${expected}`);
    }
  }
});

forEachBackend(
  "initGPT() gives the same weights for the same seed, and no two tensors the same numbers",
  () => {
    const starts = (n: number) =>
      [...flattenParams(initGPT(config, seed(n)))].filter(([name]) => /(wte|wpe|c_\w+)\.weight/.test(name))
        .map(([, tensor]) => tensor.dataSync().slice(0, 3).join());
    assert.deepEqual(starts(1), starts(1));
    assert.equal(new Set([...starts(1), ...starts(2)]).size, 2 * starts(1).length);
  },
);

forEachBackend("gpt() at its start guesses all tokens alike: loss near ln(vocabSize)", () => {
  const logits = gpt(initGPT(config, seed(1)), config, tokenIds([[1, 2, 3, 4, 5, 6]], config));
  const target = tf.slice(tf.logSoftmax(logits), [0, 0, 7], [1, 6, 1]);
  assert.ok(Math.abs(-tf.mean(target).dataSync()[0] - Math.log(11)) < 0.1);
});

forEachBackend("gpt() does not look ahead", () => {
  const params = initGPT(config, seed(1));
  const [a, b] = [[1, 2, 3, 4], [1, 2, 9, 9]].map((row) => gpt(params, config, tokenIds([row], config)));
  const early = (logits: tf.Tensor3D) => [...tf.slice(logits, [0, 0, 0], [1, 2, 11]).dataSync()];
  assert.deepEqual(early(a), early(b));
});

forEachBackend("nextTokenLogits() equals gpt() at each row's last token, padding or not", () => {
  const params = initGPT({ ...config, tiedHead: false }, seed(1));
  const ids = tokenIds([[1, 2, 3, 4], [5, 6, 0, 0]], config);
  const found = nextTokenLogits(params, config, ids, { lengths: tf.tensor1d([4, 2], "int32") });
  const all = gpt(params, config, ids);
  assert.ok(
    maxDifference(tf.slice(found, [0, 0], [1, -1]), tf.slice(all, [0, 3, 0], [1, 1, -1]).squeeze([0])) < 1e-6,
  );
  assert.ok(
    maxDifference(tf.slice(found, [1, 0], [1, -1]), tf.slice(all, [1, 1, 0], [1, 1, -1]).squeeze([0])) < 1e-6,
  );
  assert.ok(
    maxDifference(nextTokenLogits(params, config, ids), tf.slice(all, [0, 3, 0], [2, 1, -1]).squeeze([1])) <
      1e-6,
  );
});

forEachBackend("gpt() drops only with a seed: the same for the same seed", () => {
  const dropping = { ...config, dropout: 0.2 };
  const params = initGPT(dropping, seed(1));
  const ids = tokenIds([[1, 2, 3]], config);
  const run = (
    n?: number,
  ) => [...gpt(params, dropping, ids, n === undefined ? {} : { seed: seed(n) }).dataSync()];
  assert.deepEqual(run(), [...gpt(params, config, ids).dataSync()]);
  assert.deepEqual(run(4), run(4));
  assert.notDeepEqual(run(4), run(5));
  assert.notDeepEqual(run(4), run());
});

forEachBackend("gpt() trains: a few steps of gradient descent lower the loss on one batch", () => {
  const params = initGPT(config, seed(1));
  const weights = [...flattenParams(params).values()].map((tensor) => tf.variable(tensor));
  const names = [...flattenParams(params).keys()];
  const x = tokenIds([[1, 2, 3, 1, 2, 3]], config), y = tf.oneHot(tokenIds([[2, 3, 1, 2, 3, 1]], config), 11);
  const loss = () => {
    const tensors = new Map(names.map((name, i) => [name, weights[i] as tf.Tensor]));
    return tf.neg(
      tf.mean(tf.sum(tf.mul(tf.logSoftmax(gpt(unflattenParams<GPTParams>(tensors), config, x)), y), -1)),
    ) as tf.Scalar;
  };
  const optimizer = tf.train.adam(0.01);
  const first = loss().dataSync()[0];
  for (let i = 0; i < 30; i++) optimizer.minimize(loss, false, weights);
  const last = loss().dataSync()[0];
  weights.forEach((weight) => weight.dispose());
  optimizer.dispose();
  assert.ok(last < 0.3 * first, `loss ${first} became ${last}`);
});

forEachBackend("gpt() and initGPT() leave no tensors behind", () => {
  const params = initGPT(config, seed(1));
  const ids = tokenIds([[1, 2, 3]], config), s = seed(1);
  assert.equal(leakedTensors(() => initGPT(config, s)), 0);
  assert.equal(leakedTensors(() => gpt(params, { ...config, dropout: 0.1 }, ids, { seed: s })), 0);
  assert.equal(leakedTensors(() => nextTokenLogits(params, config, ids)), 0);
});

Deno.test("gpt() refuses inputs that are too long, empty or of the wrong type", () => {
  const params = initGPT(config, seed(1));
  const long = tokenIds([[1, 2, 3, 4, 5, 6, 7]], config);
  assert.throws(
    () => gpt(params, config, long),
    /expected 1 to 6 tokens \(blockSize\), found 7; cut the input/,
  );
  assert.throws(() => gpt(params, config, tf.zeros([1, 0], "int32")), RangeError);
  assert.throws(() => gpt(params, config, tf.zeros([1, 3])), /expected ids of int32 \(B, T\), found float32/);
});

Deno.test("tokenIds() refuses ids outside of the vocabulary, rows of different lengths, and nothing", () => {
  assert.throws(() => tokenIds([[1, 2], [3, 11]], config), /from 0 to 10, found 11 at index 1/);
  for (const id of [-1, 1.5, NaN]) assert.throws(() => tokenIds([[id]], config), RangeError);
  assert.throws(() => tokenIds([[1, 2], [3]], config), /rows of equal length, found 2 and 1/);
  assert.throws(() => tokenIds([], config), /at least one row/);
  assert.throws(() => tokenIds([[]], config), /at least one row of at least one id/);
});
