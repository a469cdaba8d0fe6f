import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { initRMSNorm, rmsNorm, type RMSNormParams } from "lib/nn";
import { forEachBackend } from "../backends.ts";
import { llamaFixtures, testLayer } from "./layer.ts";

testLayer("rms_norm", ({ x, ...params }) => rmsNorm(params as RMSNormParams, x), "rms_norm", llamaFixtures);

forEachBackend("rmsNorm() by hand: (3, 4, 0, 0) has the root mean square 2.5", () => {
  const y = rmsNorm({ weight: tf.tensor1d([1, 1, 1, 2]) }, tf.tensor2d([[3, 4, 0, 0]])).dataSync();
  [1.2, 1.6, 0, 0].forEach((value, i) => assert.ok(Math.abs(y[i] - value) < 1e-5));
});

forEachBackend("rmsNorm() adds eps to the mean square: 1e-5, or what it is given; zeros stay zeros", () => {
  const x = tf.tensor2d([[0.002, -0.002]]), params = initRMSNorm({ width: 2 });
  for (const eps of [1e-5, 1e-6]) {
    const [first] = rmsNorm(params, x, { eps }).dataSync();
    const expected = 0.002 / Math.sqrt(0.002 ** 2 + eps);
    assert.ok(Math.abs(first - expected) < 1e-4, `${first}, expected ${expected}`);
  }
  assert.deepEqual([...rmsNorm(params, x).dataSync()], [...rmsNorm(params, x, { eps: 1e-5 }).dataSync()]);
  assert.deepEqual([...rmsNorm(params, tf.zeros([1, 2])).dataSync()], [0, 0]);
});
