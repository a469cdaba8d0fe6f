import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { jit, type JitMode } from "lib/engine/jit";
import { repeat, storeBFloat16 } from "lib/engine/ops";
import { randomNormal, seed } from "lib/nn";
import { TiledMatrix } from "lib/engine/tensorflow";
import { countOps } from "./count_ops.ts";
import { assertClose, jitTest } from "./engine.ts";

const MODES: readonly JitMode[] = ["xla", "graph", "eager"];
const normal = (shape: [number, number], s: number) => randomNormal(shape, seed(s)) as tf.Tensor2D;
/** The same numbers in float32, and stored. */
function both(matrix: tf.Tensor2D, transposed: boolean): { stored: tf.Tensor2D; exact: tf.Tensor2D } {
  const stored = storeBFloat16(matrix, { transposed });
  return { stored, exact: tf.tensor2d(stored.dataSync(), matrix.shape) };
}

for (const mode of MODES) {
  for (const rows of [1, 3]) {
    jitTest(
      `products with a matrix in bfloat16 are those with its rounded numbers (${mode}, ${rows} rows)`,
      async () => {
        for (const [K, N] of [[8, 64], [24, 65], [16, 3], [72, 200]]) {
          for (const transposed of [false, true]) {
            const { stored, exact } = both(normal(transposed ? [N, K] : [K, N], K), transposed);
            const x = normal([rows, K], N);
            using product = jit((x: tf.Tensor2D, w: tf.Tensor2D) => tf.matMul(x, w, false, transposed), {
              mode,
            });
            assertClose(await product(x, stored), tf.matMul(x, exact, false, transposed), 1e-5);
          }
        }
      },
    );
  }

  jitTest(`rows of a table in bfloat16 are its rounded rows (${mode})`, async () => {
    const { stored, exact } = both(normal([70, 16], 1), true);
    using look = jit((table: tf.Tensor2D, ids: tf.Tensor1D) => tf.gather(table, ids), { mode });
    for (const ids of [[69], [0, 64, 63, 69, 5, 5]]) {
      const index = tf.tensor1d(ids, "int32");
      assert.deepEqual((await look(stored, index)).arraySync(), tf.gather(exact, index).arraySync());
    }
  });

  jitTest(`other ops read a matrix in bfloat16 as float32 (${mode})`, async () => {
    for (const transposed of [false, true]) {
      const { stored, exact } = both(normal([16, 24], 2), transposed);
      const other = (w: tf.Tensor2D) => ({ sum: tf.add(w, 1), part: tf.slice(w, [1, 2], [3, 4]), same: w });
      using f = jit(other, { mode });
      const found = await f(stored), wanted = other(exact);
      for (const name of ["sum", "part", "same"] as const) assertClose(found[name], wanted[name], 0);
    }
  });
}

jitTest(
  "in a loop too, the product of a row reads the matrix where it lies, that of several rows a copy",
  async () => {
    const { stored, exact } = both(normal([64, 64], 3), false);
    const times = (x: tf.Tensor2D, w: tf.Tensor2D) =>
      repeat({ x }, {
        count: tf.scalar(3, "int32"),
        step: ({ x }) => ({ x: tf.mul(tf.matMul(x, w), 0.1) as tf.Tensor2D }),
      }).x;
    for (const [rows, products] of [[1, 0], [2, 1]]) {
      const x = normal([rows, 64], rows);
      using f = jit(times);
      assertClose(await f(x, stored), times(x, exact), 1e-5);
      const loop = f.program!.ops.find(({ op }) => op === "StatelessWhile")!;
      const ops = new Map(countOps(loop.body!));
      assert.equal(ops.get("BatchMatMulV2") ?? 0, products);
      const read = loop.inputs.filter(({ dtype }) => dtype === 14).length;
      assert.equal(read, 1 - products, "the loop's variables have the tiles");
    }
  },
);

jitTest("a matrix in bfloat16 that a function takes from outside is read where it lies", async () => {
  const { stored, exact } = both(normal([64, 64], 4), false);
  const x = normal([1, 64], 5);
  using f = jit((x: tf.Tensor2D) => tf.matMul(x, stored), { mode: "xla" });
  assertClose(await f(x), tf.matMul(x, exact), 1e-5);
  assert.equal(new Map(countOps(f.program!)).get("BatchMatMulV2"), undefined);
});

jitTest("a float32 matrix and one in bfloat16 have programs of their own", async () => {
  const { stored, exact } = both(normal([8, 8], 6), false);
  const x = normal([1, 8], 7);
  using f = jit((x: tf.Tensor2D, w: tf.Tensor2D) => tf.matMul(x, w), { mode: "xla" });
  const wanted = tf.matMul(x, exact);
  for (const w of [exact, stored, exact, stored]) assertClose(await f(x, w), wanted, 1e-5);
  assert.equal(f.traces.length, 2);
});

jitTest(
  "an id out of range gives NaN in a compiled look-up, also in the padding of the last tile",
  async () => {
    const { stored } = both(normal([70, 8], 8), true);
    using look = jit((table: tf.Tensor2D, ids: tf.Tensor1D) => tf.gather(table, ids), { mode: "xla" });
    const found = await look(stored, tf.tensor1d([-1, 70, 127, 1000, 69], "int32"));
    const isNaN = (found.arraySync() as number[][]).map((row) => row.every(Number.isNaN));
    assert.deepEqual(isNaN, [true, true, true, true, false]);
  },
);

jitTest("reading a matrix in bfloat16 while a function is compiled is refused", async () => {
  const { stored } = both(normal([8, 8], 9), false);
  using f = jit((w: tf.Tensor2D) => tf.scalar(w.dataSync()[0]));
  await assert.rejects(f(stored), /the argument w, float32 \[8,8\], has no values/);
});

jitTest("a matrix in bfloat16 takes half the bytes, and all are freed", (engine) => {
  const matrix = normal([64, 128], 10), { numHandles } = engine.memory();
  tf.tidy(() => {
    const { stored } = both(matrix, false);
    const entry = engine.backend.binding.table.get(engine.backend.getInputTensorIds([stored])[0]);
    assert.ok(entry instanceof TiledMatrix);
    const { dtype, shape } = entry.tiles;
    assert.deepEqual({ dtype, shape }, { dtype: 14, shape: [8, 2, 8, 64] });
    tf.matMul(stored, tf.ones([128, 1])); // makes a copy, and frees it
  });
  assert.equal(engine.memory().numHandles - numHandles, 0);
});
