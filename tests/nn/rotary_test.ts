import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { randomNormal, rotary, rotaryTables, seed } from "lib/nn";
import { rotaryAmplitude, rotaryFrequencies } from "../../lib/nn/rotary_frequencies.ts";
import { forEachBackend, leakedTensors } from "../backends.ts";
import { assertGradient, maxDifference } from "../compare.ts";

const positions = (...values: number[]) => tf.tensor1d(values, "int32");

forEachBackend("rotary() by hand: pair (i, i + D/2) turns by its own angle", () => {
  const tables = rotaryTables(positions(3), { theta: 100, headDim: 4 }); // angles 3 and 0.3
  const y = rotary(tf.tensor4d([1, 0, 0, 1], [1, 1, 1, 4]), tables).dataSync();
  const expected = [Math.cos(3), -Math.sin(0.3), Math.sin(3), Math.cos(0.3)];
  expected.forEach((value, i) => assert.ok(Math.abs(y[i] - value) < 1e-6, `${y}`));
});

forEachBackend("the product of a turned query and a turned key depends on their distance only", () => {
  const q = randomNormal([1, 1, 1, 8], seed(1)) as tf.Tensor4D,
    k = randomNormal([1, 1, 1, 8], seed(2)) as tf.Tensor4D;
  const product = (at: number, from: number) => {
    const turned = (x: tf.Tensor4D, p: number) =>
      rotary(x, rotaryTables(positions(p), { theta: 1e4, headDim: 8 }));
    return tf.sum(tf.mul(turned(q, at), turned(k, from))).dataSync()[0];
  };
  assert.ok(Math.abs(product(5, 2) - product(103, 100)) < 1e-4);
  assert.ok(Math.abs(product(5, 2) - product(5, 3)) > 1e-3);
});

forEachBackend(
  "rotary() has the gradient that finite differences show, each row its positions, no leak",
  () => {
    const x = randomNormal([2, 3, 2, 6], seed(3)) as tf.Tensor4D;
    const rows = tf.tensor2d([0, 1, 5, 6], [2, 2], "int32"), o = { theta: 50, headDim: 6 };
    const tables = rotaryTables(rows, o);
    assertGradient((x) => rotary(x as tf.Tensor4D, tables), [x]);
    const second = rotary(tf.slice(x, [1], [1]) as tf.Tensor4D, rotaryTables(positions(5, 6), o));
    assert.ok(maxDifference(tf.slice(rotary(x, tables), [1], [1]), second) < 1e-6);
    assert.equal(leakedTensors(() => rotaryTables(rows, o)), 0);
    assert.equal(leakedTensors(() => rotary(x, tables)), 0);
    assert.equal(leakedTensors(() => tf.grad((x: tf.Tensor) => rotary(x as tf.Tensor4D, tables))(x)), 0);
  },
);

Deno.test("rotaryTables() refuses a head of odd width", () => {
  assert.throws(
    () => rotaryTables(positions(0), { theta: 1e4, headDim: 3 }),
    /expected an even headDim, found 3/,
  );
});

// What each scaling does at its ends; the fixtures of the models hold everything between against transformers.
Deno.test("scaled frequencies: fast ones stay, slow ones are divided by the factor", () => {
  const plain = rotaryFrequencies({ theta: 1e4 }, 64);
  const linear = rotaryFrequencies({ theta: 1e4, scaling: { type: "linear", factor: 4 } }, 64);
  linear.forEach((frequency, i) => assert.ok(Math.abs(frequency * 4 / plain[i] - 1) < 1e-12));
  const ends = { factor: 8, originalContext: 2048 };
  for (
    const scaling of [
      { type: "llama3", ...ends, lowFrequencyFactor: 1, highFrequencyFactor: 4 },
      { type: "yarn", ...ends },
    ] as const
  ) {
    const scaled = rotaryFrequencies({ theta: 1e4, scaling }, 64);
    assert.equal(scaled[0], plain[0], scaling.type);
    assert.ok(Math.abs(scaled[31] * 8 / plain[31] - 1) < 1e-12, scaling.type);
    const ratios = scaled.map((frequency, i) => frequency / plain[i]);
    assert.deepEqual(ratios, ratios.toSorted((a, b) => b - a), scaling.type);
    assert.ok(ratios.some((ratio) => ratio > 0.2 && ratio < 0.9), `${scaling.type} mixes some`);
  }
  assert.equal(rotaryAmplitude({ theta: 1e4, scaling: { type: "yarn", ...ends } }), 0.1 * Math.log(8) + 1);
  assert.equal(rotaryAmplitude({ theta: 1e4, scaling: { type: "yarn", ...ends, attentionFactor: 2 } }), 2);
  assert.equal(rotaryAmplitude({ theta: 1e4, scaling: { type: "linear", factor: 4 } }), 1);
});
