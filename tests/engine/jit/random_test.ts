import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { jit } from "lib/engine/jit";
import { foldIn, randomNormal, randomUniform, type Seed, seed } from "lib/nn";
import { assertClose, jitTest } from "./engine.ts";

for (const mode of ["graph", "xla"] as const) {
  jitTest(`random numbers of a seed are the same compiled and op by op (${mode})`, async () => {
    for (const shape of [[], [5], [2, 6, 8], [0]]) {
      using uniform = jit((s: Seed) => randomUniform(shape, s), { mode });
      using normal = jit((s: Seed) => randomNormal(shape, s), { mode });
      for (const s of [seed(7), seed(2 ** 40 + 5), foldIn(seed(1), 2)]) {
        const drawn = await uniform(s);
        assert.deepEqual(drawn.shape, shape);
        assert.deepEqual(drawn.dataSync(), randomUniform(shape, s).dataSync());
        assertClose(await normal(s), randomNormal(shape, s), 1e-5);
      }
    }
  });

  jitTest(`a seed can be folded inside a compiled function (${mode})`, async () => {
    const draw = (s: Seed, step: tf.Scalar) => randomUniform([3], foldIn(s, step));
    using compiled = jit(draw, { mode });
    for (const step of [0, 1, 1000]) {
      const n = tf.scalar(step, "int32");
      assert.deepEqual((await compiled(seed(5), n)).dataSync(), draw(seed(5), n).dataSync());
    }
    assert.equal(compiled.traces.length, 1);
  });
}

jitTest(
  "the index of the largest value is the same compiled: at ties the first, on any axis (xla)",
  async () => {
    const x = tf.tensor3d([3, 7, 7, -1, -Infinity, -Infinity, 0, 0, -5, 2, 9, 4], [2, 3, 2]);
    for (const axis of [0, 1, 2, -1]) {
      using argMax = jit((x: tf.Tensor3D) => tf.argMax(x, axis), { mode: "xla" });
      const found = await argMax(x);
      assert.equal(found.dtype, "int32");
      assert.deepEqual(found.arraySync(), tf.argMax(x, axis).arraySync(), `axis ${axis}`);
    }
  },
);
