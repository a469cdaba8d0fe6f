import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { gelu } from "lib/nn";
import { forEachBackend } from "../backends.ts";
import { testLayer } from "./layer.ts";

testLayer("gelu", ({ x }) => gelu(x));

forEachBackend(
  "gelu() by hand: 1 becomes (1 + tanh(0.83331)) / 2 = 0.84119, and gelu(x) - gelu(-x) = x",
  () => {
    const [one, three, minusThree] = gelu(tf.tensor1d([1, 3, -3])).dataSync();
    assert.ok(Math.abs(one - 0.841192) < 1e-5);
    assert.ok(Math.abs(three - minusThree - 3) < 1e-5);
  },
);

forEachBackend("gelu() stays finite, and so does its gradient, far from 0", () => {
  const x = tf.tensor1d([-1000, -50, 50, 1000]);
  assert.deepEqual([...gelu(x).dataSync()].map((value) => value + 0), [0, 0, 50, 1000]);
  assert.deepEqual([...tf.grad((x) => gelu(x))(x).dataSync()].map((value) => value + 0), [0, 0, 1, 1]);
});
