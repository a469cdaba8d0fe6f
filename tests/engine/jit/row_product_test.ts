import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { jit } from "lib/engine/jit";
import { randomNormal, seed } from "lib/nn";
import { assertClose, jitTest } from "./engine.ts";

const normal = (shape: number[], s: number) => randomNormal(shape, seed(s)) as tf.Tensor2D;

/** The shapes of the products that XLA is given, for x (rows, K) by a matrix (K, N) or (N, K). */
async function productShapes(
  [rows, K, N]: readonly number[],
  { transposed, mode }: { readonly transposed: boolean; readonly mode: "xla" | "graph" },
): Promise<string[]> {
  const x = normal([rows, K], 1), w = normal(transposed ? [N, K] : [K, N], 2);
  using product = jit((x: tf.Tensor2D, w: tf.Tensor2D) => tf.matMul(x, w, false, transposed), { mode });
  const found = await product(x, w) as tf.Tensor;
  assert.deepEqual(found.shape, [rows, N]);
  assertClose(found, tf.matMul(x, w, false, transposed), 1e-4); // of sums of up to 1,536 numbers near 1
  const products = product.program!.ops.filter(({ op }) => op === "BatchMatMulV2");
  assert.equal(products.length, 1);
  return products[0].inputs.map(({ shape }) => shape.join(" × "));
}

for (
  const [what, sizes, transposed, wanted] of [
    ["a matrix is cut along the row's axis", [1, 1536, 384], false, ["4 × 1 × 384", "4 × 384 × 384"]],
    ["a transposed one along its own rows", [1, 384, 4096], true, ["1 × 1 × 384", "4 × 1024 × 384"]],
    ["in the fewest parts, from 4 up, that are equal", [1, 64, 29 * 199], true, [
      "1 × 1 × 64",
      "29 × 199 × 64",
    ]],
    ["a prime number of rows is not cut", [1, 64, 4099], true, ["1 × 64", "4099 × 64"]],
    ["a small matrix is not cut", [1, 128, 512], false, ["1 × 128", "128 × 512"]],
    ["several rows are one product", [2, 1536, 384], false, ["2 × 1536", "1536 × 384"]],
  ] as const
) {
  jitTest(`the product of a row in XLA: ${what}`, async () => {
    assert.deepEqual(await productShapes(sizes, { transposed, mode: "xla" }), wanted);
  });
}

jitTest("the product of a row in a TensorFlow graph is not cut", async () => {
  const shapes = await productShapes([1, 1536, 384], { transposed: false, mode: "graph" });
  assert.deepEqual(shapes, ["1 × 1536", "1536 × 384"]);
});
