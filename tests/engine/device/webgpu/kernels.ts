/**
 * Every operation that training and sampling use, WebGPU against the plain JavaScript backend, with tfjs's
 * shortcut for small tensors turned off: it would compute most of these on the processor.
 */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { onBoth, relativeDifference } from "./open.ts";

/** Numbers in [-0.5, 0.5) that differ from case to case and are the same in every run. */
function tensor(shape: number[], salt: number): tf.Tensor {
  let state = 7919 * (salt + 1);
  const next = () => (state = (state * 16807) % 2147483647) / 2147483647 - 0.5;
  return tf.tensor(Float32Array.from({ length: tf.util.sizeFromShape(shape) }, next), shape);
}

const ids = (values: number[]) => tf.tensor1d(values, "int32");
type Case = [name: string, shapes: number[][], f: (...t: tf.Tensor[]) => tf.Tensor];

const cases: Case[] = [
  ["add with broadcast", [[3, 1, 5], [4, 1]], (a, b) => tf.add(a, b)],
  ["transpose heads", [[2, 3, 4, 5]], (a) => tf.transpose(a, [0, 2, 1, 3])],
  ["transpose q, k, v", [[2, 3, 3, 4, 5]], (a) => tf.transpose(a, [2, 0, 3, 1, 4])],
  ["split and concat", [[6, 12]], (a) => tf.concat(tf.split(a, 3, 1).reverse(), 0)],
  ["unstack and stack", [[3, 6, 4]], (a) => tf.stack(tf.unstack(a).reverse(), 1)],
  ["slice", [[8, 16]], (a) => tf.slice(a, [2, 3], [4, 5])],
  ["pad", [[3, 4]], (a) => tf.pad(a, [[1, 2], [0, 3]])],
  ["tile", [[3, 4]], (a) => tf.tile(a, [2, 3])],
  ["gather", [[300, 16]], (a) => tf.gather(a, ids([3, 299, 0, 7, 7]))],
  [
    "gradient of gather",
    [[300, 16]],
    (a) => tf.grad((w) => tf.sum(tf.square(tf.gather(w, ids([3, 299, 0, 7, 7])))))(a),
  ],
  ["causal mask", [[7, 7]], (a) => tf.linalg.bandPart(a, -1, 0)],
  [
    "softmax over -Infinity",
    [[3, 4]],
    (a) => tf.softmax(tf.where(tf.greater(a, 0), a, tf.fill([3, 4], -Infinity))),
  ],
  ["one-hot", [], () => tf.cast(tf.oneHot(ids([1, 5, 2]), 7), "float32")],
  ["tanh of large numbers", [[300]], (a) => tf.tanh(tf.mul(a, 200))],
  ["exp", [[30]], (a) => tf.exp(tf.mul(a, 50))],
  ["rsqrt", [[30]], (a) => tf.rsqrt(tf.abs(a))],
  ["pow", [[32]], (a) => tf.pow(a, 3)],
  ["erf", [[30]], (a) => tf.erf(a)],
  ["maximum", [[30]], (a) => tf.maximum(a, 0)],
  ["clip", [[30]], (a) => tf.clipByValue(a, -0.1, 0.2)],
  ["isNaN", [[9]], (a) => tf.cast(tf.isNaN(tf.mul(tf.div(a, 0), 0)), "float32")],
  ["isFinite", [[9]], (a) => tf.cast(tf.isFinite(tf.div(a, 0)), "float32")],
  ["sum of 2 tensors", Array(2).fill([3, 5]), (...terms) => tf.addN(terms)],
  ["sum of 8 tensors", Array(8).fill([3, 5]), (...terms) => tf.addN(terms)],
  ["sum of 60 tensors", Array(60).fill([3, 5]), (...terms) => tf.addN(terms)],
  ["concat of 60 tensors", Array(60).fill([3, 5]), (...terms) => tf.concat(terms)],
  ["stack of 60 tensors", Array(60).fill([3, 5]), (...terms) => tf.stack(terms, 1)],
  ["einsum", [[3, 4], [4, 5]], (a, b) => tf.einsum("ij,jk->ik", a, b)],
];

for (const n of [1, 2, 31, 65, 256, 1000, 5000]) {
  cases.push(
    [`softmax over ${n}`, [[3, n]], (a) => tf.softmax(a)],
    [`log-softmax over ${n}`, [[3, n]], (a) => tf.logSoftmax(a)],
    [`sum over the last axis of ${n}`, [[3, n]], (a) => tf.sum(a, -1)],
    [`sum over the first axis of ${n}`, [[n, 3]], (a) => tf.sum(a, 0)],
    [`max over ${n}`, [[3, n]], (a) => tf.max(a, -1)],
    [`mean over ${n}`, [[3, n]], (a) => tf.mean(a, -1, true)],
    [`argMax over ${n}`, [[3, n]], (a) => tf.argMax(a, -1)],
    [`cumsum over ${n}`, [[3, n]], (a) => tf.cumsum(a, 1)],
    [`cumprod over ${n}`, [[3, n]], (a) => tf.cumprod(a, 1)],
    [`top 5 of ${n}`, [[3, n]], (a) => tf.topk(a, Math.min(5, n)).values],
  );
}

// batch, rows, inner, columns: one or more shapes for each of the backend's four matrix-product programs
const products = [
  [1, 24, 16, 48],
  [1, 1, 768, 300],
  [2, 7, 33, 5],
  [4, 32, 16, 32],
  [1, 4, 2048, 4],
  [1, 64, 2000, 64],
  [1, 60, 2001, 62],
  [1, 128, 300, 384],
];
for (const [batch, rows, inner, columns] of products) {
  for (const transposeA of [false, true]) {
    for (const transposeB of [false, true]) {
      const a = transposeA ? [batch, inner, rows] : [batch, rows, inner];
      const b = transposeB ? [batch, columns, inner] : [batch, inner, columns];
      cases.push([
        `matrix product [${a}]${transposeA ? "^T" : ""} [${b}]${transposeB ? "^T" : ""}`,
        [a, b],
        (a, b) => tf.matMul(a, b, transposeA, transposeB),
      ]);
    }
  }
}

Deno.test({
  name: `${cases.length} operations give the same numbers on WebGPU as in JavaScript, to 1e-5`,
  async fn(t) {
    tf.env().set("WEBGPU_CPU_FORWARD", false);
    try {
      for (const [i, [name, shapes, f]] of cases.entries()) {
        await t.step(name, async () => {
          const { cpu, webgpu } = await onBoth(() =>
            f(...shapes.map((shape, j) => tensor(shape, 100 * i + j)))
          );
          const difference = relativeDifference(webgpu, cpu);
          assert.ok(difference <= 1e-5, `difference ${difference}`);
        });
      }
    } finally {
      tf.env().set("WEBGPU_CPU_FORWARD", true);
    }
  },
});

Deno.test({
  name: "a sum of many tensors leaves nothing behind on the GPU",
  async fn() {
    await tf.setBackend("webgpu");
    const terms = Array.from({ length: 60 }, (_, i) => tensor([40, 40], i));
    tf.addN(terms).dispose();
    const before = tf.backend().numDataIds();
    const total = tf.addN(terms);
    await total.data();
    assert.equal(tf.backend().numDataIds(), before + 1);
    tf.dispose([...terms, total]);
  },
});

Deno.test({
  name: "the wrapper is still needed: tfjs's own split-K product is wrong for a transposed b",
  async fn() {
    const splitK = 1; // MatMulProgramType.MatMulSplitKProgram
    tf.env().set("WEBGPU_MATMUL_PROGRAM_TYPE", splitK); // a program named by hand is not replaced
    try {
      const { cpu, webgpu } = await onBoth(() =>
        tf.matMul(tensor([1, 64, 2000], 1), tensor([1, 64, 2000], 2), false, true)
      );
      assert.ok(relativeDifference(webgpu, cpu) > 0.1, "tfjs has put it right: remove withoutSplitK()");
    } finally {
      tf.env().set("WEBGPU_MATMUL_PROGRAM_TYPE", -1);
    }
  },
});
