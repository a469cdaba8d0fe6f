/** `repeat` stays a loop in a compiled function: its step is compiled once, and the count is a tensor. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { jit } from "lib/engine/jit";
import { foldIn, randomUniform, type Seed } from "lib/nn";
import { repeat } from "lib/engine/ops";
import { assertClose, jitTest } from "./engine.ts";

/** Multiplies x by w and adds noise, `count` times. */
function walk(w: tf.Tensor2D, x: tf.Tensor2D, count: tf.Scalar, seed: Seed) {
  return repeat({ x }, {
    count,
    step: ({ x }, i) => {
      const noise = randomUniform(x.shape, foldIn(seed, i));
      return { x: tf.add(tf.matMul(x, w), tf.mul(noise, tf.scalar(0.5))) as tf.Tensor2D };
    },
  });
}

const inputs = () => ({
  w: tf.tensor2d([[0.5, 0.25], [-0.25, 0.5]]),
  x: tf.tensor2d([[1, 2], [3, 4], [5, 6]]),
  seed: tf.tensor1d([1, 2], "int32"),
});

for (const mode of ["graph", "xla"] as const) {
  jitTest(`a compiled loop gives what the loop in JavaScript gives (${mode})`, async () => {
    const { w, x, seed } = inputs();
    using compiled = jit(walk, { mode });
    for (const count of [0, 1, 7]) {
      const found = await compiled(w, x, tf.scalar(count, "int32"), seed);
      assertClose(found.x, walk(w, x, tf.scalar(count, "int32"), seed).x, 1e-5);
    }
    assert.equal(compiled.traces.length, 1, "the count is no part of the program");
  });
}

jitTest("a function with a loop is compiled by XLA unless another mode is asked for", async () => {
  const { w, x, seed } = inputs();
  using compiled = jit(walk);
  tf.dispose(await compiled(w, x, tf.scalar(2, "int32"), seed));
  assert.equal(compiled.traces[0].mode, "xla");
});

jitTest("a loop of bfloat16 products stays TensorFlow's, a part of the graph around it", async () => {
  const { w, x, seed } = inputs();
  using compiled = jit(walk, { matmul: "bfloat16" });
  const found = await compiled(w, x, tf.scalar(3, "int32"), seed);
  assert.equal(compiled.traces[0].mode, "graph");
  assertClose(found.x, walk(w, x, tf.scalar(3, "int32"), seed).x, 0.05);
});

for (const mode of ["graph", "xla"] as const) {
  jitTest(`a loop's step may take gradients (${mode})`, async () => {
    const descend = (x: tf.Tensor, count: tf.Scalar) =>
      repeat({ x }, {
        count,
        step: ({ x }) => ({ x: tf.sub(x, tf.mul(0.25, tf.grad((x: tf.Tensor) => tf.square(x))(x))) }),
      });
    using compiled = jit(descend, { mode });
    const { x } = await compiled(tf.tensor1d([8, -16]), tf.scalar(3, "int32"));
    assert.deepEqual([...x.dataSync()], [1, -2]);
    assert.deepEqual([...descend(tf.tensor1d([8]), tf.scalar(3, "int32")).x.dataSync()], [1]);
  });
}

jitTest("a program prints its loop's body once, with the values that it takes from outside", async () => {
  using scaled = jit(function scaled(x: tf.Tensor, by: tf.Scalar, count: tf.Scalar) {
    const square = tf.square(by);
    return repeat({ x }, { count, step: ({ x }) => ({ x: tf.mul(x, square) }) });
  }, { mode: "graph" });
  const { x } = await scaled(tf.tensor1d([1, 10]), tf.scalar(2), tf.scalar(3, "int32"));
  assert.deepEqual([...x.dataSync()], [64, 640]);
  assert.equal(
    scaled.print().replace(/repeat_step_\d+/, "repeat_step"),
    `
scaled(x: float32 [2], by: float32 [], count: int32 []) {
  %0 = Square(by) : float32 []
  %1 = Const() : int32 []   [0]
  %5, %6, %7, %8 = StatelessWhile(%1, count, x, %0) : int32 [], int32 [], float32 [2], float32 []
    repeat_step(index: int32 [], count: int32 [], state_0: float32 [2], %0: float32 []) {
      %2 = Mul(state_0, %0) : float32 [2]
      %3 = Const() : int32 []   [1]
      %4 = AddV2(index, %3) : int32 []
      return state_0: %2
    }
  return x: %7
}`.trim(),
  );
});

jitTest("loops inside loops, and a loop's step that returns what it was given", async () => {
  using power = jit((x: tf.Tensor, count: tf.Scalar) =>
    repeat({ x, same: x }, {
      count,
      step: ({ x, same }) => ({
        ...repeat({ x }, { count, step: ({ x }) => ({ x: tf.add(x, same) }) }),
        same,
      }),
    })
  );
  const { x, same } = await power(tf.scalar(1), tf.scalar(3, "int32"));
  assert.equal(x.dataSync()[0], 10); // three times three more
  assert.equal(same.dataSync()[0], 1);
});

jitTest("a loop's functions are removed with the program, and handles are freed", async (engine) => {
  const { w, x, seed } = inputs(), count = tf.scalar(2, "int32");
  const once = async () => {
    using compiled = jit(walk, { mode: "graph" });
    tf.dispose(await compiled(w, x, count, seed));
  };
  await once(); // hands the inputs to TensorFlow
  const before = engine.memory();
  await once();
  assert.deepEqual(engine.memory(), before);
});
