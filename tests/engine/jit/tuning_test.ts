/** What was measured to be faster (`tuning`) replaces the defaults of `jit` and `fused`, and nothing else. */
import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { jit, type JitOptions } from "lib/engine/jit";
import { fused, repeat } from "lib/engine/ops";
import { setTuning, shapeClass, type Tuning } from "../../../lib/engine/ops/tuning.ts";
import { jitTest } from "./engine.ts";

/** The mode in which a function with `elements` numbers in its argument is compiled. */
async function modeOf(
  tuning: Tuning,
  { elements = 10, loop = false, ...options }: JitOptions & { elements?: number; loop?: boolean } = {},
): Promise<string> {
  const double = (x: tf.Tensor) => tf.mul(x, 2);
  const twice = (x: tf.Tensor) =>
    repeat({ x }, { count: tf.scalar(2, "int32"), step: ({ x }) => ({ x: tf.mul(x, 2) }) }).x;
  setTuning(tuning);
  try {
    using compiled = jit(loop ? twice : double, options);
    tf.dispose(await compiled(tf.ones([elements])));
    return compiled.traces[0].mode;
  } finally {
    setTuning({});
  }
}

Deno.test("shapeClass() tells functions apart by the numbers in their arguments and by loops", () => {
  assert.equal(shapeClass(2 ** 20, { loop: false }), "plain small");
  assert.equal(shapeClass(2 ** 20 + 1, { loop: true }), "loop medium");
  assert.equal(shapeClass(10 * 2 ** 20 + 1, { loop: true }), "loop large");
});

jitTest("without a tuning a plain function runs as graph, one with a loop as xla", async () => {
  assert.equal(await modeOf({}), "graph");
  assert.equal(await modeOf({}, { loop: true }), "xla");
  assert.equal(await modeOf({ modes: { "plain large": "xla", "loop large": "graph" } }), "graph");
});

jitTest("a tuning decides about its classes only, and an explicit mode comes before it", async () => {
  const modes = { "plain small": "xla", "loop small": "graph" } as const;
  assert.equal(await modeOf({ modes }), "xla");
  assert.equal(await modeOf({ modes }, { loop: true }), "graph");
  assert.equal(await modeOf({ modes }, { elements: 2 ** 20 + 1 }), "graph");
  assert.equal(await modeOf({ modes }, { mode: "graph" }), "graph");
  assert.equal(await modeOf({ modes }, { matmul: "bfloat16" }), "graph", "only float32 is measured");
});

jitTest("a tuning decides from which size on `fused` is a kernel of its own", async () => {
  const wave = (x: tf.Tensor) => [tf.sin(tf.add(x, 1))];
  for (const [fusedFrom, size, kernels] of [[100, 99, 0], [100, 100, 1], [null, 2 ** 18, 0]] as const) {
    setTuning({ fusedFrom });
    try {
      using compiled = jit((x: tf.Tensor) => fused(wave, [x])[0], { mode: "graph" });
      tf.dispose(await compiled(tf.ones([size])));
      assert.equal(compiled.print().match(/= PartitionedCall\(/g)?.length ?? 0, kernels, `${size}`);
    } finally {
      setTuning({});
    }
  }
});
