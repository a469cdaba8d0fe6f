import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { initMLP, mlp, type MLPParams, seed, swiglu } from "lib/nn";
import { forEachBackend } from "../backends.ts";
import { llamaFixtures, testLayer } from "./layer.ts";

testLayer("swiglu", ({ x }) => swiglu(x), "swiglu", llamaFixtures);

testLayer(
  "mlp",
  (t) => {
    const params = { c_fc: { weight: t.c_fc_weight }, c_proj: { weight: t.c_proj_weight } } as MLPParams;
    return mlp(params, t.x as tf.Tensor3D, { activation: "swiglu" });
  },
  "mlp with SwiGLU",
  llamaFixtures,
);

forEachBackend("swiglu() by hand: the first half is the gate", () => {
  const y = swiglu(tf.tensor2d([[2, -1, 3, 5]])).dataSync();
  const silu = (x: number) => x / (1 + Math.exp(-x));
  assert.ok(Math.abs(y[0] - 3 * silu(2)) < 1e-5 && Math.abs(y[1] - 5 * silu(-1)) < 1e-5);
});

forEachBackend(
  "initMLP() with SwiGLU makes gates and ups in one weight, and no bias where there is none",
  () => {
    const { c_fc, c_proj } = initMLP({ width: 4, activation: "swiglu", nInner: 6, bias: false }, seed(1));
    assert.deepEqual([c_fc.weight.shape, c_proj.weight.shape], [[4, 12], [6, 4]]);
    assert.deepEqual([c_fc.bias, c_proj.bias], [undefined, undefined]);
  },
);
