import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { dyt, type DyTParams, initDyT } from "lib/nn";
import { forEachBackend } from "../backends.ts";
import { testLayer } from "./layer.ts";

testLayer("dyt", ({ x, ...params }) => dyt(params as unknown as DyTParams, x));

forEachBackend("dyt() by hand: tanh(0.5 x) * 3 + 1 of 2 is 3.2848", () => {
  const params = { alpha: tf.tensor1d([0.5]), weight: tf.tensor1d([3]), bias: tf.tensor1d([1]) };
  assert.ok(Math.abs(dyt(params, tf.tensor2d([[2]])).dataSync()[0] - 3.28478) < 1e-4);
});

forEachBackend("initDyT() starts with alpha 0.5, scale 1 and shift 0", () => {
  const { alpha, weight, bias } = initDyT({ width: 2 });
  assert.deepEqual([alpha, weight, bias].map((t) => [...t.dataSync()]), [[0.5], [1, 1], [0, 0]]);
});
