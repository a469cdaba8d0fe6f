/** The same program is compiled and kept only once. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { jit } from "lib/engine/jit";
import { repeat } from "lib/engine/ops";
import type { TensorFlowEngine } from "lib/engine/tensorflow";
import { trace } from "../../../lib/engine/jit/trace.ts";
import { flattenTree } from "../../../lib/engine/ops/tree.ts";
import { jitTest } from "./engine.ts";

type F = (x: tf.Tensor, n: tf.Scalar) => tf.Tensor;

/** TensorFlow's name for the traced function. */
function nameOf(engine: TensorFlowEngine, f: F, shape: number[] = [2]): string {
  const args = flattenTree({ x: tf.zeros(shape), n: tf.scalar(3, "int32") }, "");
  const { compiled } = trace(engine, f as (...args: unknown[]) => unknown, {
    ...{ args, name: "f", mode: "xla", matmul: "float32" },
  });
  compiled[Symbol.dispose]();
  return compiled.name;
}

const make: (c: number) => F = (c) => (x) => tf.add(tf.mul(x, c), 1);
const loop: (c: number) => F = (c) => (x, count) =>
  repeat({ x }, { count, step: ({ x }) => ({ x: tf.mul(x, c) }) }).x;

jitTest("functions with the same ops are one function of TensorFlow", (engine) => {
  assert.equal(nameOf(engine, make(2)), nameOf(engine, make(2)));
  assert.equal(nameOf(engine, make(2)), nameOf(engine, (y) => tf.add(tf.mul(y, 2), 1)));
  assert.equal(nameOf(engine, loop(2)), nameOf(engine, loop(2)));
});

jitTest("functions that differ in anything are not", (engine) => {
  const different: [what: string, F, number[]?][] = [
    ["a constant", make(3)],
    ["0", make(0)],
    ["-0", make(-0)],
    ["NaN", make(NaN)],
    ["Infinity", make(Infinity)],
    ["-Infinity", make(-Infinity)],
    ["a shape", make(3), [3]],
    ["an op", (x) => tf.sub(tf.mul(x, 3), 1)],
    ["an op's setting", (x) => tf.sum(tf.add(tf.mul(x, 3), 1), 0, true)],
    ["another setting", (x) => tf.sum(tf.add(tf.mul(x, 3), 1), 0, false)],
    ["the order of inputs", (x, n) => tf.sub(x, n.toFloat())],
    ["that order", (x, n) => tf.sub(n.toFloat(), x)],
    ["which result", (x) => tf.split(x, 2)[0]],
    ["the other result", (x) => tf.split(x, 2)[1]],
    ["a loop's step", loop(2)],
    ["another step", loop(3)],
  ];
  const names = different.map(([, f, shape]) => nameOf(engine, f, shape));
  names.forEach((name, i) => assert.equal(names.indexOf(name), i, `${different[i][0]}: ${name}`));
});

for (const mode of ["graph", "xla"] as const) {
  jitTest(`a shared program is kept as long as one function uses it (${mode})`, async () => {
    const programs = [1, 2, 3].map(() => jit(loop(2), { mode }));
    const call = async (
      i: number,
    ) => [...await (await programs[i](tf.tensor1d([1, 2]), tf.scalar(3, "int32"))).data()];
    assert.deepEqual([await call(0), await call(1)], [[8, 16], [8, 16]]);
    programs[0][Symbol.dispose]();
    assert.deepEqual([await call(1), await call(2)], [[8, 16], [8, 16]]);
    programs[1][Symbol.dispose]();
    assert.deepEqual(await call(2), [8, 16]);
    programs[2][Symbol.dispose]();
    assert.deepEqual(await call(0), [8, 16], "and comes back when it is called again");
    programs[0][Symbol.dispose]();
  });

  jitTest(`captured tensors stay each user's own in a shared program (${mode})`, async () => {
    const values = [tf.tensor1d([1, 2]), tf.tensor1d([10, 20])];
    const [a, b] = values.map((value) => jit((x: tf.Tensor) => tf.add(x, value), { mode }));
    const [first, second] = [await a(tf.zeros([2])), await b(tf.zeros([2]))];
    assert.deepEqual([[...first.dataSync()], [...second.dataSync()]], [[1, 2], [10, 20]]);
    a[Symbol.dispose]();
    assert.deepEqual([...(await b(tf.zeros([2]))).dataSync()], [10, 20]);
    b[Symbol.dispose]();
  });
}
