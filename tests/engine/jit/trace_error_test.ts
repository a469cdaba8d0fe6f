import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { jit } from "lib/engine/jit";
import { TraceError } from "../../../lib/engine/jit/trace_error.ts";
import { jitTest } from "./engine.ts";

/** The line of this file that holds a mark such as "(1)" in a comment. */
async function lineOf(mark: string): Promise<string> {
  const source = await Deno.readTextFile(new URL(import.meta.url));
  const line = source.split("\n").findIndex((text) => text.includes(`// line ${mark}`)) + 1;
  assert.ok(line > 0);
  return `${import.meta.url}:${line}`;
}

/** Asserts that compiling f fails with a TraceError of this message, at the marked line. */
async function failsToCompile(f: (x: tf.Tensor) => unknown, message: RegExp, mark?: string): Promise<void> {
  const line = mark === undefined ? undefined : await lineOf(mark);
  using compiled = jit(f);
  await assert.rejects(compiled(tf.ones([2, 3])), (error: unknown) => {
    assert.ok(error instanceof TraceError, String(error));
    assert.match(error.message, message);
    if (line !== undefined) {
      assert.ok(error.line?.startsWith(line), `expected ${line}, got ${error.line}`);
      assert.ok(error.message.includes(line));
    }
    return true;
  });
}

jitTest("reading a traced tensor's values names the op that made it, its shapes and the line", async () => {
  await failsToCompile(
    (x) => {
      const y = tf.matMul(x, x, false, true);
      return tf.mul(x, y.dataSync()[0]); // line A
    },
    /reading a tensor's values: the result of BatchMatMulV2\(float32 \[2,3\], float32 \[2,3\]\), float32 \[2,2\], has no values/,
    "A",
  );
  await failsToCompile((x) => x.arraySync(), /the argument x, float32 \[2,3\], has no values/);
});

jitTest("shapes that do not fit name the op, the shapes and the line", async () => {
  await failsToCompile(
    (x) => tf.engine().runKernel("BatchMatMul", { a: x, b: x }, { transposeA: false, transposeB: false }), // line B
    /^BatchMatMulV2\(float32 \[2,3\], float32 \[2,3\]\): .*\(INVALID_ARGUMENT\)\n/s,
    "B",
  );
});

jitTest("a shape that depends on values names the op, the shapes and the line", async () => {
  const backend = tf.backend() as unknown as { where(x: tf.Tensor): tf.Tensor };
  await failsToCompile(
    (x) => backend.where(tf.greater(x, 0)), // line C
    /^Where\(bool \[2,3\]\): the shape of its result, \[\?,2\], depends on values/,
    "C",
  );
});

jitTest("an asynchronous function cannot be compiled", async () => {
  await failsToCompile(async (x) => await x, /asynchronous/);
  await failsToCompile((x) => tf.whereAsync(tf.greater(x, 0)), /asynchronous/);
});

jitTest(
  "random numbers that JavaScript draws are refused: they would be the same in every call",
  async () => {
    await failsToCompile((x) => tf.dropout(x, 0.5), /random numbers: .*Pass a seed/); // line D
    await failsToCompile((x) => tf.add(x, tf.randomNormal(x.shape)), /random numbers/); // line E
    assert.ok(Math.random() < 1, "Math.random works again");
  },
);

jitTest(
  "a tensor that leaves the trace by another way than the result is refused where it is used",
  async () => {
    let kept: tf.Tensor | undefined;
    using f = jit((x: tf.Tensor) => {
      kept = tf.keep(tf.square(x));
      return kept;
    });
    await f(tf.ones([2]));
    assert.throws(() => tf.neg(kept!), /Neg: tensor \d+ belongs to a function that is being compiled/);
    assert.throws(() => kept!.dataSync(), /belongs to a function that is being compiled/);
    await failsToCompile(() => tf.neg(kept!), /float32 \[2\] tensor of another compiled function/);
    kept!.dispose();
  },
);

jitTest(
  "arguments and results that are neither tensors nor plain data are refused with their path",
  async () => {
    using f = jit((o: unknown) => o);
    await assert.rejects(f({ a: [new Map()] }), {
      name: "TypeError",
      message: /^o\.a\.0: expected tensors .* found Map/,
    });
    await assert.rejects(f(tf.square), { name: "TypeError", message: /found a function/ });
    using g = jit((x: tf.Tensor) => ({ x, when: new Date() }));
    await assert.rejects(g(tf.ones([1])), { name: "TypeError", message: /^when: .* found Date/ });
  },
);

jitTest("an argument that was disposed of is named", async () => {
  using f = jit(function step(params: { w: tf.Tensor }) {
    return tf.neg(params.w);
  });
  const w = tf.ones([2]);
  w.dispose();
  await assert.rejects(f({ w }), {
    name: "ReferenceError",
    message: "step: the tensor params.w has been disposed of",
  });
});

jitTest("a compiled function inside another is refused with what to do", async () => {
  using inner = jit(function inner(x: tf.Tensor) {
    return tf.neg(x);
  });
  await failsToCompile((x) => {
    inner(x).catch((error) => {
      assert.match(error.message, /^inner: .*call the original/);
    });
    return inner(x);
  }, /asynchronous/);
});

jitTest("an error while a compiled function runs names the function", async () => {
  using lookUp = jit(function lookUp(table: tf.Tensor, i: tf.Tensor1D) {
    return tf.gather(table, i);
  }, { mode: "graph" });
  const indices = tf.tensor1d([9], "int32");
  await assert.rejects(lookUp(tf.ones([3]), indices), {
    name: "TensorFlowError",
    message: /run the compiled function lookUp_\d+: .*indices\[0\] = 9 is not in \[0, 3\)/s,
  });
});
