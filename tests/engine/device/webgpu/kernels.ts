/**
 * Every operation that training and sampling use, WebGPU against the plain JavaScript backend, with tfjs's
 * shortcut for small tensors turned off: it would compute most of these on the processor.
 */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { relativeDifference } from "../../../../lib/engine/device/relative_difference.ts";
import {
  casesOfLength,
  matrixProduct,
  SELF_TEST_CASES,
  testTensor,
} from "../../../../lib/engine/device/self_test_cases.ts";
import { onBoth } from "./open.ts";

const cases = [...SELF_TEST_CASES, ...[1, 2, 31, 65, 1000, 5000].flatMap(casesOfLength)];

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
] as const;
for (const sizes of products) {
  for (const transposeA of [false, true]) {
    for (const transposeB of [false, true]) cases.push(matrixProduct(sizes, { transposeA, transposeB }));
  }
}

Deno.test({
  name: `${cases.length} operations give the same numbers on WebGPU as in JavaScript, to 1e-5`,
  async fn(t) {
    tf.env().set("WEBGPU_CPU_FORWARD", false);
    try {
      for (const [i, { name, shapes, f }] of cases.entries()) {
        await t.step(name, async () => {
          const { cpu, webgpu } = await onBoth(() =>
            f(...shapes.map((shape, j) => testTensor(shape, 100 * i + j)))
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
    const terms = Array.from({ length: 60 }, (_, i) => testTensor([40, 40], i));
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
        tf.matMul(testTensor([1, 64, 2000], 1), testTensor([1, 64, 2000], 2), false, true)
      );
      assert.ok(relativeDifference(webgpu, cpu) > 0.1, "tfjs has put it right: remove withoutSplitK()");
    } finally {
      tf.env().set("WEBGPU_MATMUL_PROGRAM_TYPE", -1);
    }
  },
});
