import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { initMLP, mlp, type MLPParams, seed } from "lib/nn";
import { forEachBackend } from "../backends.ts";
import { testLayer } from "./layer.ts";

testLayer("mlp", (t) => {
  const params = {
    c_fc: { weight: t.c_fc_weight, bias: t.c_fc_bias },
    c_proj: { weight: t.c_proj_weight, bias: t.c_proj_bias },
  } as MLPParams;
  return mlp(params, t.x as tf.Tensor3D);
});

forEachBackend("mlp() by hand: 2 gelu(3 x) + 1 at x = 1", () => {
  const params: MLPParams = {
    c_fc: { weight: tf.tensor2d([[3]]) },
    c_proj: { weight: tf.tensor2d([[2]]), bias: tf.tensor1d([1]) },
  };
  assert.ok(Math.abs(mlp(params, tf.tensor3d([[[1]]])).dataSync()[0] - (2 * 2.996363 + 1)) < 1e-4);
});

forEachBackend("initMLP() widens four times and gives the way back its own deviation", () => {
  const { c_fc, c_proj } = initMLP({ width: 32, projectionStd: 0.005 }, seed(1));
  assert.deepEqual([c_fc.weight.shape, c_proj.weight.shape], [[32, 128], [128, 32]]);
  const deviation = (t: tf.Tensor) => Math.sqrt(tf.mean(tf.square(t)).dataSync()[0]);
  assert.ok(Math.abs(deviation(c_fc.weight) - 0.02) < 0.001);
  assert.ok(Math.abs(deviation(c_proj.weight) - 0.005) < 0.0003);
});
