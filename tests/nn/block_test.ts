import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { attention, block, type BlockParams, foldIn, initBlock, layerNorm, mlp, seed } from "lib/nn";
import { forEachBackend } from "../backends.ts";
import { maxDifference } from "../compare.ts";
import { testLayer } from "./layer.ts";

testLayer("block", (t) => {
  const pair = (name: string) => ({ weight: t[`${name}_weight`], bias: t[`${name}_bias`] });
  const params = {
    ln_1: pair("ln_1"),
    attn: { c_attn: pair("attn_c_attn"), c_proj: pair("attn_c_proj") },
    ln_2: pair("ln_2"),
    mlp: { c_fc: pair("mlp_c_fc"), c_proj: pair("mlp_c_proj") },
  } as BlockParams;
  return block(params, t.x as tf.Tensor3D, { nHead: 2 });
});

forEachBackend("block() adds attention, then the MLP, each of a normalised copy", () => {
  const params = initBlock({ width: 8 }, seed(1));
  const x = tf.randomNormal([2, 3, 8], 0, 1, "float32", 2) as tf.Tensor3D;
  const h = tf.add<tf.Tensor3D>(x, attention(params.attn, layerNorm(params.ln_1, x), { nHead: 4 }));
  const expected = tf.add(h, mlp(params.mlp, layerNorm(params.ln_2, h)));
  assert.ok(maxDifference(block(params, x, { nHead: 4 }), expected) < 1e-6);
});

forEachBackend("block() is the identity where both projections are 0", () => {
  const params = initBlock({ width: 4, projectionStd: 0 }, seed(1));
  const x = tf.tensor3d([[[1, 2, 3, 4], [5, 6, 7, 8]]]);
  assert.deepEqual(block(params, x, { nHead: 2 }).arraySync(), x.arraySync());
});

forEachBackend("block() drops with one seed for attention and another for the MLP", () => {
  const params = initBlock({ width: 8, projectionStd: 0.5 }, seed(1));
  const x = tf.randomNormal([1, 4, 8], 0, 1, "float32", 3) as tf.Tensor3D;
  const o = { nHead: 2, dropout: 0.3 };
  const h = tf.add<tf.Tensor3D>(
    x,
    attention(params.attn, layerNorm(params.ln_1, x), { ...o, seed: foldIn(seed(5), 0) }),
  );
  const expected = tf.add(h, mlp(params.mlp, layerNorm(params.ln_2, h), { ...o, seed: foldIn(seed(5), 1) }));
  assert.ok(maxDifference(block(params, x, { ...o, seed: seed(5) }), expected) < 1e-5);
});
