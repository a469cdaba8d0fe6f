import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { jit } from "lib/engine/jit";
import { randomNormal, seed } from "lib/nn";
import { countOps } from "./count_ops.ts";
import { assertClose, jitTest } from "./engine.ts";

const network = (w: tf.Tensor2D, x: tf.Tensor2D) => {
  const { value, grads } = tf.valueAndGrads((w: tf.Tensor) =>
    tf.mean(tf.square(tf.softmax(tf.matMul(x, w as tf.Tensor2D)))) as tf.Scalar
  )([w]);
  return { value, gradient: grads[0] };
};

jitTest(
  "matmul: bfloat16 rounds the inputs of matrix products, forward and backward, and nothing else",
  async () => {
    const w = randomNormal([64, 32], seed(1)) as tf.Tensor2D,
      x = randomNormal([16, 64], seed(2)) as tf.Tensor2D;
    using exact = jit(network), rounded = jit(network, { matmul: "bfloat16" });
    const a = await exact(w, x), b = await rounded(w, x);
    assertClose(b.value, a.value, 0.02);
    assertClose(b.gradient, a.gradient, 0.02);
    assert.notDeepEqual(b.value.dataSync(), a.value.dataSync(), "it does round");
    assert.equal(b.gradient.dtype, "float32");
    const products = rounded.program!.ops.filter(({ op }) => op === "BatchMatMulV2");
    assert.equal(products.length, 2);
    for (const { inputs, outputs } of products) {
      assert.deepEqual([...inputs, ...outputs].map(({ dtype }) => dtype), [14, 14, 14]);
    }
    const others = rounded.program!.ops.filter(({ op }) => op !== "BatchMatMulV2" && op !== "Cast");
    assert.ok(others.every(({ outputs }) => outputs.every(({ dtype }) => dtype !== 14)));
    assert.ok(new Map(countOps(rounded.program!)).get("Cast")! >= 6);
  },
);

jitTest("matmul: bfloat16 leaves products of whole numbers up to 256 exact", async () => {
  using f = jit((a: tf.Tensor2D, b: tf.Tensor2D) => tf.matMul(a, b), { matmul: "bfloat16" });
  assert.deepEqual((await f(tf.tensor2d([[200, 3]]), tf.tensor2d([[1], [8]]))).arraySync(), [[224]]);
});
