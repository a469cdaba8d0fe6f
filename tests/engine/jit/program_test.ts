import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { jit } from "lib/engine/jit";
import { countOps } from "./count_ops.ts";
import { jitTest } from "./engine.ts";

jitTest("a program prints one line for each op", async () => {
  using step = jit(function step(params: { w: tf.Tensor2D; b: tf.Tensor1D }, x: tf.Tensor2D) {
    const h = tf.relu(tf.add(tf.matMul(x, params.w), params.b));
    return { h, total: tf.sum(h), x };
  });
  assert.equal(step.print(), "step has not been traced");
  await step({ w: tf.ones([2, 3]), b: tf.ones([3]) }, tf.ones([4, 2]));
  assert.equal(
    step.print(),
    `
step(params.w: float32 [2,3], params.b: float32 [3], x: float32 [4,2]) {
  %0 = BatchMatMulV2(x, params.w) : float32 [4,3]   {adj_x: false, adj_y: false}
  %1 = Add(%0, params.b) : float32 [4,3]
  %2 = Relu(%1) : float32 [4,3]
  %3 = Const() : int32 [2]   [0, 1]
  %4 = Sum(%2, %3) : float32 []   {keep_dims: false}
  return h: %2, total: %4, x: x
}`.trim(),
  );
});

jitTest("a program's ops can be counted", async () => {
  using f = jit((x: tf.Tensor) => tf.grad((x: tf.Tensor) => tf.sum(tf.exp(tf.exp(x))))(x));
  await f(tf.ones([3]));
  const counts = new Map(countOps(f.program!));
  assert.equal(counts.get("Exp"), 2);
  assert.equal([...counts.values()].reduce((a, b) => a + b, 0), f.program!.ops.length);
});

jitTest("list inputs, several outputs and strings survive tracing", async () => {
  using f = jit((a: tf.Tensor1D, b: tf.Tensor1D) => {
    const [first, ...rest] = tf.split(tf.concat([a, b, a]), 3);
    return { rows: tf.stack([first, ...rest]), total: tf.addN([first, ...rest]), all: tf.unstack(a) };
  }, { mode: "graph" });
  const { rows, total, all } = await f(tf.tensor1d([1, 2]), tf.tensor1d([3, 4]));
  assert.deepEqual(rows.arraySync(), [[1, 2], [3, 4], [1, 2]]);
  assert.deepEqual(total.arraySync(), [5, 8]);
  assert.deepEqual(all.map((t) => t.arraySync()), [1, 2]);
  using g = jit((s: tf.Tensor) => tf.concat([tf.reshape(s, [1]), tf.tensor1d(["끝"])]), { mode: "graph" });
  assert.deepEqual((await g(tf.scalar("처음"))).arraySync(), ["처음", "끝"]);
});
