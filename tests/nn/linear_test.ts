import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { initLinear } from "../../lib/nn/linear.ts";
import { linear, type LinearParams, seed } from "lib/nn";
import { forEachBackend } from "../backends.ts";
import { testLayer } from "./layer.ts";

testLayer("linear", ({ x, ...params }) => linear(params as unknown as LinearParams, x));

forEachBackend("linear() multiplies and shifts, on any rank", () => {
  const params: LinearParams = { weight: tf.tensor2d([[1, 2], [3, 4]]), bias: tf.tensor1d([10, 20]) };
  assert.deepEqual(linear(params, tf.tensor1d([1, 1])).arraySync(), [14, 26]);
  assert.deepEqual(linear(params, tf.tensor3d([[[1, 0]], [[0, 2]]])).arraySync(), [[[11, 22]], [[16, 28]]]);
  assert.deepEqual(linear({ weight: params.weight }, tf.tensor2d([[1, 1]])).arraySync(), [[4, 6]]);
});

forEachBackend("initLinear() draws weights with the asked deviation and sets biases to 0", () => {
  const { weight, bias } = initLinear({ nIn: 100, nOut: 200, std: 0.05 }, seed(4));
  assert.deepEqual(weight.shape, [100, 200]);
  const found = Math.sqrt(tf.mean(tf.square(weight)).dataSync()[0]);
  assert.ok(Math.abs(found - 0.05) < 0.001, `standard deviation ${found}`);
  assert.ok(bias!.dataSync().every((value) => value === 0));
  assert.equal(initLinear({ nIn: 2, nOut: 3, bias: false }, seed(4)).bias, undefined);
});
