import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { initLayerNorm, layerNorm, type LayerNormParams } from "lib/nn";
import { forEachBackend } from "../backends.ts";
import { testLayer } from "./layer.ts";

testLayer("layer_norm", ({ x, ...params }) => layerNorm(params as unknown as LayerNormParams, x));

forEachBackend("layerNorm() by hand: (1, 2, 3) becomes (-1, 0, 1) times sqrt(3/2)", () => {
  const y = layerNorm(initLayerNorm({ width: 3 }), tf.tensor2d([[1, 2, 3]])).dataSync();
  [-1, 0, 1].forEach((sign, i) => assert.ok(Math.abs(y[i] - sign * Math.sqrt(1.5)) < 1e-4));
});

forEachBackend(
  "layerNorm() gives mean 0 and variance 1 whatever the input's are, and survives a constant",
  () => {
    const y = layerNorm(
      initLayerNorm({ width: 50 }),
      tf.add(tf.mul(tf.randomNormal([4, 50], 0, 1, "float32", 1), 30), 500),
    );
    const { mean, variance } = tf.moments(y, -1);
    assert.ok(mean.dataSync().every((value) => Math.abs(value) < 1e-4));
    assert.ok(variance.dataSync().every((value) => Math.abs(value - 1) < 1e-3));
    assert.deepEqual([...layerNorm(initLayerNorm({ width: 2 }), tf.tensor2d([[7, 7]])).dataSync()], [0, 0]);
  },
);

forEachBackend("layerNorm() adds 1e-5 to the variance, as torch.nn.LayerNorm does", () => {
  const [first] = layerNorm(initLayerNorm({ width: 2 }), tf.tensor2d([[0.002, -0.002]])).dataSync();
  const expected = 0.002 / Math.sqrt(0.002 ** 2 + 1e-5);
  assert.ok(Math.abs(first - expected) < 1e-4, `${first}, expected ${expected}`);
});
