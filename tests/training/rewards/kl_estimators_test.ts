import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { klEstimates } from "lib/training/rewards";
import { forEachBackend, leakedTensors } from "../../backends.ts";

const P = [0.5, 0.3, 0.2], REF = [0.2, 0.3, 0.5];

forEachBackend("klEstimates(): k1 and k3 have the divergence as their mean, k2 has not", () => {
  const log = (values: number[]) => tf.log(tf.tensor1d(values));
  const means = Object.values(klEstimates(log(P), log(REF))).map((k) =>
    [...k.dataSync()].reduce((sum, value, i) => sum + P[i] * value, 0)
  );
  const exact = P.reduce((sum, p, i) => sum + p * Math.log(p / REF[i]), 0);
  assert.ok(Math.abs(means[0] - exact) < 1e-6);
  assert.ok(Math.abs(means[1] - exact) > 1e-2);
  assert.ok(Math.abs(means[2] - exact) < 1e-6);
});

forEachBackend("klEstimates(): k2 and k3 are never negative, k1 is", () => {
  const { k1, k2, k3 } = klEstimates(tf.tensor1d([-1, -2]), tf.tensor1d([-2, -1]));
  assert.ok([...k2.dataSync(), ...k3.dataSync()].every((value) => value > 0));
  assert.deepEqual([...k1.dataSync()], [1, -1]);
});

forEachBackend("klEstimates() leaves no tensors behind", () => {
  const x = tf.tensor1d([-1]);
  assert.equal(leakedTensors(() => klEstimates(x, x)), 0);
});
