/** Compiled by TensorFlow or XLA, operations have their uncompiled results, at the values where kernels differ. */
import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { jit } from "lib/engine/jit";
import { crossEntropy } from "lib/training";
import { inputsOf, OPS, withInputs } from "../tensorflow/op_cases.ts";
import { difference, readResult } from "../tensorflow/op_result.ts";
import { jitTest } from "./engine.ts";

/** Operations that models use; their calls have NaN, infinities, both zeros and the ends of int32. */
const OPERATIONS = (
  "abs ceil cos elu erf exp floor isFinite isInf isNaN log neg reciprocal relu relu6 round rsqrt sigmoid sign sin sqrt " +
  "square step tanh add sub mul div divNoNan floorDiv mod maximum minimum squaredDifference equal greater max min sum " +
  "mean argMax argMin clipByValue cast where prelu searchSorted cumsum"
).split(" ");

interface Call {
  readonly name: string;
  readonly f: () => tf.Tensor | tf.Tensor[];
  readonly inputs: readonly tf.Tensor[];
}

/** The calls that do not throw and have no bool, for which TensorFlow has few kernels. */
function callsOf(op: string): Call[] {
  const shown = OPS[op].filter(([call]) => !/\[2,3,4\], (1|2|-1|-2|-3|\[\]|\[-1,1\]|undefined)/.test(call)); // for speed
  return shown.flatMap(([call, f]) => {
    const run = f as Call["f"];
    try {
      const inputs = inputsOf(run);
      const isBool = inputs.some(({ dtype }) => dtype === "bool") && op !== "where";
      return isBool ? [] : [{ name: `${op} ${call}`, f: run, inputs }];
    } catch {
      return [];
    }
  });
}

for (const mode of ["graph", "xla"] as const) {
  jitTest(`operations give compiled what they give uncompiled (${mode})`, async (engine) => {
    if (engine.gpu !== null) return; // its kernels differ in NaN and overflow
    const calls = OPERATIONS.flatMap(callsOf);
    assert.ok(calls.length > 200, `${calls.length} calls`);
    using compiled = jit(
      (all: (readonly tf.Tensor[])[]) => all.map((inputs, i) => withInputs(inputs, calls[i].f)),
      { mode },
    );
    const found = await compiled(calls.map(({ inputs }) => inputs));
    const different = calls.flatMap(({ name, f, inputs }, i) => {
      const text = difference(readResult(withInputs(inputs, f)), readResult(found[i]));
      return text === undefined ? [] : [`${name}: ${text}`];
    });
    assert.deepEqual(different, []);
  });
}

jitTest("a mask times NaN or infinity is NaN, also where the mask is 0", async (engine) => {
  if (engine.gpu !== null) return;
  const product = (mask: tf.Tensor, x: tf.Tensor) => tf.mul(tf.cast(tf.greater(mask, 0), "float32"), x);
  const mask = tf.tensor1d([1, 0, 0, 0, 0]), x = tf.tensor1d([NaN, NaN, Infinity, -Infinity, 2]);
  const loss = (logits: tf.Tensor, targets: tf.Tensor, weights: tf.Tensor) =>
    crossEntropy(logits, targets, { weights });
  const logits = tf.tensor2d([[1, 2], [3, 4]]), targets = tf.tensor1d([1, -1], "int32");
  const weights = tf.div(tf.tensor1d([1, 0]), tf.tensor1d([1, 0])); // of the ignored target: 0 / 0
  assert.deepEqual(product(mask, x).arraySync(), [NaN, NaN, NaN, NaN, 0]);
  assert.deepEqual(loss(logits, targets, weights).arraySync(), NaN);
  for (const mode of ["graph", "xla"] as const) {
    using products = jit(product, { mode });
    assert.deepEqual((await products(mask, x)).arraySync(), [NaN, NaN, NaN, NaN, 0], mode);
    using losses = jit(loss, { mode });
    assert.deepEqual((await losses(logits, targets, weights)).arraySync(), NaN, mode);
  }
});

/** Indices into 0, 1, 2, of which some are wrong. */
const wrong = [0, 3, 2, -1, 2 ** 31 - 1, -(2 ** 31)];

jitTest("a wrong index throws uncompiled, and marks its row in XLA, which cannot throw", async (engine) => {
  if (engine.gpu !== null) return; // a GPU gives zeros
  const x = tf.tensor2d([[1, 2], [3, 4], [5, 6]]), at = tf.tensor1d(wrong, "int32");
  const rows = (x: tf.Tensor2D, at: tf.Tensor1D) => tf.gather(x, at);
  assert.throws(() => rows(x, at), RangeError);
  for (const mode of ["graph", "eager"] as const) {
    using compiled = jit(rows, { mode });
    await assert.rejects(compiled(x, at), /3 is not in \[0, [23]/);
  }
  const xla = async (x: tf.Tensor, at: tf.Tensor, axis: number, batchDims?: number) => {
    using compiled = jit((x: tf.Tensor, at: tf.Tensor) => tf.gather(x, at as tf.Tensor1D, axis, batchDims), {
      mode: "xla",
    });
    return (await compiled(x, at)).arraySync();
  };
  const no = [NaN, NaN];
  assert.deepEqual(await xla(x, at, 0), [[1, 2], no, [5, 6], no, no, no]);
  assert.deepEqual(await xla(x, tf.tensor2d([[1, 2], [-1, 0]], [2, 2], "int32"), -1), [
    [[2, NaN], [NaN, 1]],
    [[4, NaN], [NaN, 3]],
    [[6, NaN], [NaN, 5]],
  ]);
  assert.deepEqual(await xla(x, tf.tensor1d([1, 2, 0], "int32"), 1, 1), [2, NaN, 5]);
  using pairs = jit((x: tf.Tensor, at: tf.Tensor) => tf.gatherND(x, at), { mode: "xla" });
  const at2 = (...at: number[][]) => tf.tensor2d(at, [at.length, at[0].length], "int32");
  const found = await pairs(x, at2([0, 1], [2, 2], [-1, 0], [3, 0]));
  assert.deepEqual(found.arraySync(), [2, NaN, NaN, NaN]);
  assert.deepEqual((await pairs(x, at2([2], [3]))).arraySync(), [[5, 6], no]);
  const ints = tf.tensor1d([7, 8, 9], "int32"), none = -(2 ** 31);
  assert.deepEqual(await xla(ints, at, 0), [7, none, 9, none, none, none]);
  // No value of bool or complex64 marks a row: the index is clamped to the nearest valid one.
  assert.deepEqual(await xla(tf.tensor1d([0, 0, 1], "bool"), at, 0), [0, 1, 1, 0, 1, 0]);
  assert.deepEqual((await pairs(tf.tensor1d([0, 0, 1], "bool"), at2([0], [3], [-1]))).arraySync(), [0, 1, 0]);
});

jitTest("a wrong index in XLA makes the gradient NaN, not another row's", async (engine) => {
  if (engine.gpu !== null) return;
  const slope = (x: tf.Tensor, at: tf.Tensor1D) => tf.grad((x) => tf.sum(tf.square(tf.gather(x, at))))(x);
  using compiled = jit(slope, { mode: "xla" });
  const x = tf.tensor1d([1, 2, 3]);
  const right = tf.tensor1d([1, 1], "int32");
  assert.deepEqual((await compiled(x, right)).arraySync(), slope(x, right).arraySync());
  const total = jit((x: tf.Tensor, at: tf.Tensor1D) => tf.sum(tf.gather(x, at)), { mode: "xla" });
  assert.deepEqual((await total(x, tf.tensor1d([1, 5], "int32"))).arraySync(), NaN);
  total[Symbol.dispose]();
});
