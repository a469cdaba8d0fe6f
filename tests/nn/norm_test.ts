import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { dyt, initDyT, initLayerNorm, initNorm, layerNorm, norm, rmsNorm } from "lib/nn";
import { forEachBackend } from "../backends.ts";

forEachBackend(
  "norm() is the norm that the parameters belong to, and initNorm() makes the one that is named",
  () => {
    const x = tf.tensor2d([[1, -2, 4]]), width = 3;
    const values = (y: tf.Tensor) => [...y.dataSync()];
    assert.deepEqual(values(norm(initNorm({ width }), x)), values(layerNorm(initLayerNorm({ width }), x)));
    assert.deepEqual(values(norm(initNorm({ width, norm: "dyt" }), x)), values(dyt(initDyT({ width }), x)));
    const params = initNorm({ width, norm: "rmsNorm" });
    assert.deepEqual(Object.keys(params), ["weight"]);
    assert.deepEqual(values(norm(params, x, { normEps: 0.5 })), values(rmsNorm(params, x, { eps: 0.5 })));
  },
);
