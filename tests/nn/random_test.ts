import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { foldIn, randomNormal, randomUniform, seed } from "lib/nn";
import { philox4x32 } from "../../lib/engine/ops/philox.ts";
import { forEachBackend, leakedTensors } from "../backends.ts";

/** From TensorFlow 2.21.0: tf.raw_ops.StatelessRandomUniform / StatelessRandomNormal(shape=[6], seed=seed). */
const fromTensorFlow = [
  {
    seed: [0, 0],
    uniform: [
      0.2110154628753662,
      0.7060099840164185,
      0.8000633716583252,
      0.7707922458648682,
      0.38858866691589355,
      0.8703594207763672,
    ],
    normal: [
      -1.6970340013504028,
      -0.4813767075538635,
      -0.6622369289398193,
      0.0870111882686615,
      -1.0001622438430786,
      0.9434740543365479,
    ],
  },
  {
    seed: [42, 7],
    uniform: [
      0.6123888492584229,
      0.9290637969970703,
      0.8335556983947754,
      0.6969203948974609,
      0.8798662424087524,
      0.48982083797454834,
    ],
    normal: [
      -0.4269304573535919,
      0.8935916423797607,
      -0.5701664090156555,
      -0.19753429293632507,
      0.032336365431547165,
      -0.5049010515213013,
    ],
  },
  {
    seed: [-3, 2147483647],
    uniform: [
      0.4948098659515381,
      0.690854549407959,
      0.9684323072433472,
      0.15911459922790527,
      0.4094275236129761,
      0.19608736038208008,
    ],
    normal: [
      -1.1052660942077637,
      -0.43075522780418396,
      0.2130974531173706,
      0.13690459728240967,
      1.2604657411575317,
      0.4440913796424866,
    ],
  },
];

Deno.test("philox4x32() gives the published known answers", () => {
  // kat_vectors of Random123 1.09, "philox4x32 10"
  assert.deepEqual(philox4x32([0, 0, 0, 0], [0, 0]), [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
  const ones = 0xffffffff;
  assert.deepEqual(philox4x32([ones, ones, ones, ones], [ones, ones]), [
    0x408f276d,
    0x41c83b0e,
    0xa20bc7c6,
    0x6d5451fd,
  ]);
});

forEachBackend(
  "randomUniform() draws the numbers of TensorFlow's StatelessRandomUniform, bit for bit",
  () => {
    for (const { seed, uniform } of fromTensorFlow) {
      const found = randomUniform([2, 3], tf.tensor1d(seed, "int32"));
      assert.deepEqual(found.shape, [2, 3]);
      assert.deepEqual([...found.dataSync()], uniform);
    }
  },
);

forEachBackend("randomNormal() draws the numbers of TensorFlow's StatelessRandomNormal", () => {
  for (const { seed, normal } of fromTensorFlow) {
    const found = randomNormal([6], tf.tensor1d(seed, "int32")).dataSync();
    normal.forEach((value, i) => assert.ok(Math.abs(found[i] - value) < 1e-6, `${found[i]} is not ${value}`));
  }
});

forEachBackend("a longer draw starts with the numbers of a shorter one, at any length", () => {
  const long = [...randomNormal([11], seed(5)).dataSync()];
  for (const count of [1, 3, 4, 7]) {
    assert.deepEqual([...randomNormal([count], seed(5)).dataSync()], long.slice(0, count));
  }
});

forEachBackend("randomNormal() has the mean 0 and the standard deviation that it is asked for", () => {
  const numbers = randomNormal([20000], seed(3), { std: 0.5 });
  const { mean, variance } = tf.moments(numbers);
  assert.ok(Math.abs(mean.dataSync()[0]) < 4 * 0.5 / Math.sqrt(20000));
  assert.ok(Math.abs(Math.sqrt(variance.dataSync()[0]) - 0.5) < 0.01);
});

forEachBackend(
  "foldIn() is exact int32 arithmetic without the sign bit, for numbers and tensors alike",
  () => {
    let expected = 12345n;
    let s = seed(12345);
    for (const n of [0, 1, 2147483647, 77, 1999999999]) {
      const fromTensor = foldIn(s, tf.scalar(n, "int32"));
      s = foldIn(s, n);
      expected = (expected * 1664525n + BigInt(n) + 1013904223n) % (2n ** 31n);
      assert.deepEqual([...s.dataSync()], [0, Number(expected)]);
      assert.deepEqual([...fromTensor.dataSync()], [0, Number(expected)]);
    }
  },
);

forEachBackend("seeds that differ in n or in the fold give different numbers", () => {
  const seeds = [seed(0), seed(1), seed(2 ** 31), foldIn(seed(0), 0), foldIn(seed(0), 1), foldIn(seed(1), 0)];
  const draws = seeds.map((s) => randomUniform([4], s).dataSync().join());
  assert.equal(new Set(draws).size, draws.length);
});

forEachBackend("random tensors leave no tensors behind", () => {
  const s = seed(1);
  assert.equal(leakedTensors(() => randomUniform([3], s)), 0);
  assert.equal(leakedTensors(() => randomNormal([3], s, { std: 2 })), 0);
  assert.equal(leakedTensors(() => foldIn(s, 2)), 0);
});

Deno.test("wrong seeds are refused with what was expected", () => {
  assert.throws(() => seed(-1), /whole number from 0 to 2\^53 - 1, found -1/);
  assert.throws(() => seed(0.5), RangeError);
  assert.throws(() => foldIn(seed(1), tf.scalar(1)), /int32 scalar, found a float32 tensor/);
  assert.throws(
    () => randomUniform([2], tf.tensor1d([1, 2])),
    /expected a seed of int32 \[2\], found float32 \[2\]/,
  );
});
