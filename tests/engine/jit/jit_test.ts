import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { jit, type JitMode } from "lib/engine/jit";
import { assertClose, jitTest } from "./engine.ts";

const MODES: JitMode[] = ["graph", "xla", "eager"];

/** Loss and gradients of a small network, in nested objects. */
function lossAndGradients({ w, layers }: { w: tf.Tensor2D; layers: { b: tf.Tensor1D }[] }, x: tf.Tensor2D) {
  const f = (w: tf.Tensor, b: tf.Tensor) =>
    tf.mean(tf.square(tf.softmax(tf.tanh(tf.add(tf.matMul(x, w as tf.Tensor2D), b))))) as tf.Scalar;
  const { value, grads } = tf.valueAndGrads(f as (...t: tf.Tensor[]) => tf.Scalar)([w, layers[0].b]);
  return { loss: value, grads: { w: grads[0], layers: [{ b: grads[1] }] }, rank: w.rank };
}

for (const mode of MODES) {
  jitTest(`a compiled function returns what it returns uncompiled (${mode})`, async () => {
    const params = {
      w: tf.randomNormal([3, 4], 0, 1, "float32", 1) as tf.Tensor2D,
      layers: [{ b: tf.randomNormal([4], 0, 1, "float32", 2) as tf.Tensor1D }],
    };
    const x = tf.randomNormal([5, 3], 0, 1, "float32", 3) as tf.Tensor2D;
    using compiled = jit(lossAndGradients, { mode });
    const expected = lossAndGradients(params, x);
    for (let call = 0; call < 3; call++) {
      const actual = await compiled(params, x);
      assertClose(actual.loss, expected.loss, 1e-6);
      assertClose(actual.grads.w, expected.grads.w, 1e-6);
      assertClose(actual.grads.layers[0].b, expected.grads.layers[0].b, 1e-6);
      assert.equal(actual.rank, 2);
    }
    assert.equal(compiled.traces.length, mode === "eager" ? 0 : 1);
  });

  jitTest(
    `the tensors of a result belong to the caller, also where an argument is returned (${mode})`,
    async (engine) => {
      using compiled = jit((a: tf.Tensor) => [a, a, tf.square(a), tf.square(tf.neg(a))], { mode });
      const a = tf.tensor1d([2]);
      tf.dispose(await compiled(a));
      const before = engine.memory();
      const result = await compiled(a);
      assert.equal(engine.memory().numTensors, before.numTensors + 4);
      for (const tensor of result) tensor.dispose();
      assert.deepEqual(engine.memory(), before);
      assert.deepEqual(a.arraySync(), [2], "the argument is still the caller's");
    },
  );
}

jitTest("new shapes, types or plain values trace again, and each trace says why", async () => {
  using scale = jit(function scale(x: tf.Tensor, by: number, o: { bias?: tf.Tensor }) {
    return tf.add(tf.mul(x, by), o.bias ?? 0);
  });
  const call = async (...args: Parameters<typeof scale>) => (await scale(...args)).arraySync();
  const x = tf.tensor1d([1, 2]);
  assert.deepEqual(await call(x, 3, {}), [3, 6]);
  assert.deepEqual(await call(tf.tensor1d([5, 6]), 3, {}), [15, 18]);
  assert.deepEqual(await call(tf.tensor1d([1, 2, 3]), 3, {}), [3, 6, 9]);
  assert.deepEqual(await call(x, 4, {}), [4, 8]);
  assert.deepEqual(await call(tf.tensor1d([1, 2], "int32"), 4, {}), [4, 8]);
  assert.deepEqual(await call(x, 4, { bias: tf.scalar(1) }), [5, 9]);
  assert.deepEqual(await call(x, 3, {}), [3, 6]);
  assert.deepEqual(scale.traces.map(({ number, reason }) => [number, reason]), [
    [1, "first call"],
    [2, "x: float32 [2] -> float32 [3]"],
    [3, "x: float32 [3] -> float32 [2], by: 3 -> 4"],
    [4, "x: float32 [2] -> int32 [2]"],
    [5, "x: int32 [2] -> float32 [2], o: {} -> absent, o.bias: absent -> float32 []"],
  ]);
  for (const { traceMs, firstRunMs, nodes } of scale.traces) {
    assert.ok(traceMs > 0 && firstRunMs > 0 && nodes > 0);
  }
});

jitTest("there is one trace for each new program", async () => {
  using f = jit((x: tf.Tensor) => tf.neg(x));
  for (const n of [1, 1, 2, 1]) await f(tf.zeros([n]));
  assert.deepEqual(f.traces.map((r) => [r.number, r.firstRunMs > 0]), [[1, true], [2, true]]);
});

jitTest("JavaScript's event loop goes on while a compiled function runs", async () => {
  using busy = jit((x: tf.Tensor2D) => {
    for (let i = 0; i < 40; i++) x = tf.mul(tf.matMul(x, x), 1e-3);
    return x;
  });
  const x = tf.ones([384, 384]) as tf.Tensor2D;
  await busy(x);
  let turned = false;
  setTimeout(() => turned = true);
  // Run on JavaScript's own thread, the call would be over before any timer.
  await busy(x);
  assert.ok(turned);
});

jitTest("calls may overlap", async () => {
  using f = jit((x: tf.Tensor) => tf.sum(tf.square(x)));
  const inputs = Array.from({ length: 20 }, (_, i) => tf.fill([100], i));
  const results = await Promise.all(inputs.map((x) => f(x)));
  assert.deepEqual(results.map((r) => r.arraySync()), inputs.map((_, i) => 100 * i * i));
});

jitTest("a tensor from outside is kept by the program, whoever frees it", async () => {
  const offset = tf.add(tf.tensor1d([1, 2]), 0);
  using f = jit((x: tf.Tensor) => tf.add(x, offset));
  assert.deepEqual((await f(tf.tensor1d([1, 1]))).arraySync(), [2, 3]);
  offset.dispose();
  assert.deepEqual((await f(tf.tensor1d([2, 2]))).arraySync(), [3, 4]);
  assert.deepEqual(f.program!.inputs.map(({ name }) => name), ["x", "captured_0"]);
});

jitTest("tensors that are made from values while tracing still have their values afterwards", async () => {
  const table = tf.tensor1d([10, 20]); // gets its TensorFlow handle during the trace
  using f = jit((x: tf.Tensor) => tf.mul(x, table));
  assert.deepEqual((await f(tf.tensor1d([1, 2]))).arraySync(), [10, 40]);
  assert.deepEqual(table.arraySync(), [10, 20]);
});

jitTest("dispose() frees the programs and what they captured, after running calls", async (engine) => {
  const large = tf.add(tf.zeros([1000]), 1);
  const x = tf.add(tf.zeros([1000]), 2);
  const before = engine.memory();
  const f = jit((x: tf.Tensor) => tf.add(x, large));
  tf.dispose(await f(x));
  assert.equal(engine.memory().numHandles, before.numHandles + 1);
  const running = f(x);
  f[Symbol.dispose]();
  tf.dispose(await running);
  assert.deepEqual(engine.memory(), before);
  tf.dispose(await f(x)); // works again: traced anew
  f[Symbol.dispose]();
  assert.deepEqual(engine.memory(), before);
});

jitTest("a failed trace leaves nothing behind, and the function can be called again", async (engine) => {
  using f = jit((a: tf.Tensor2D, b: tf.Tensor2D) => tf.square(tf.matMul(a, b)));
  const [a, b] = [tf.add(tf.zeros([2, 3]), 1), tf.add(tf.zeros([3, 2]), 1)] as tf.Tensor2D[];
  const before = engine.memory();
  await assert.rejects(f(a, a));
  assert.deepEqual(engine.memory(), before);
  assert.deepEqual((await f(a, b)).arraySync(), [[9, 9], [9, 9]]);
});

jitTest("where the engine cannot compile, functions run op by op, and that is said once", async () => {
  await tf.setBackend("cpu");
  const { info } = console;
  const said: string[] = [];
  console.info = (line: string) => said.push(line);
  try {
    using f = jit((x: tf.Tensor) => ({ y: tf.mul(x, 2), x }));
    const x = tf.tensor1d([1]);
    const { numTensors } = tf.memory();
    for (let i = 0; i < 2; i++) {
      const result = await f(x);
      assert.deepEqual([result.y.arraySync(), result.x.arraySync()], [[2], [1]]);
      tf.dispose(result);
    }
    assert.equal(tf.memory().numTensors, numTensors);
    assert.deepEqual(f.traces, []);
    assert.match(f.print(), /has not been traced/);
  } finally {
    console.info = info;
    await tf.setBackend("tensorflow");
  }
  assert.deepEqual(said, [
    'jit: the engine "cpu" does not compile functions; they run op by op, with the same results',
  ]);
});
