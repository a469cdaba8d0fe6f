/** In the mode "graph", `fused` makes kernels of XLA: for large tensors, once for each shape, with the same results. */
import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { jit, type JitMode } from "lib/engine/jit";
import { fused, repeat } from "lib/engine/ops";
import { gelu, layerNorm } from "lib/nn";
import { adamw, crossEntropy, initAdamW } from "lib/training";
import { assertClose, jitTest } from "./engine.ts";

const wave = (x: tf.Tensor, shift: tf.Tensor) => [tf.sin(tf.mul(tf.add(x, shift), 2)), tf.sum(x, 0)];

/** Two layers of the same shape, one of another. */
function waves(x: tf.Tensor, shift: tf.Tensor) {
  const [once] = fused(wave, [x, shift]);
  const [twice, total] = fused(wave, [once, shift]);
  const [narrow] = fused(wave, [tf.slice(twice, [0, 0], [512, 256]), shift]);
  return { twice, total, narrow };
}

const matrix = (rows: number, columns: number) => tf.randomNormal([rows, columns], 0, 1, "float32", 7);

for (const mode of ["graph", "xla"] as const) {
  jitTest(`a fused function returns what it returns op by op (${mode})`, async () => {
    const x = matrix(512, 512), shift = tf.scalar(0.5);
    using compiled = jit(waves, { mode });
    const found = await compiled(x, shift), expected = waves(x, shift);
    for (const name of ["twice", "total", "narrow"] as const) assertClose(found[name], expected[name], 1e-3);
    const kernels = compiled.print().match(/fused_wave_\d+\(/g);
    assert.equal(kernels?.length, mode === "graph" ? 2 : undefined, "a kernel for each shape, printed once");
    assert.equal(compiled.print().match(/= PartitionedCall\(/g)?.length, mode === "graph" ? 3 : undefined);
  });
}

jitTest("tensors that are too small for a kernel are computed op by op", async () => {
  using compiled = jit((x: tf.Tensor) => fused(wave, [x, tf.scalar(1)])[0], { mode: "graph" });
  tf.dispose(await compiled(matrix(4, 4)));
  assert.ok(!compiled.print().includes("PartitionedCall"));
});

jitTest("a kernel is printed with its ops", async () => {
  using compiled = jit(function shifted(x: tf.Tensor) {
    return fused(function shift(x) {
      return [tf.add(x, 1)];
    }, [x])[0];
  }, { mode: "graph" });
  tf.dispose(await compiled(matrix(512, 512)));
  assert.equal(
    compiled.print().replace(/fused_shift_\d+/, "fused_shift"),
    `
shifted(x: float32 [512,512]) {
  %2 = PartitionedCall(x) : float32 [512,512]
    fused_shift(x0: float32 [512,512]) {
      %0 = Const() : float32 []   [1]
      %1 = Add(x0, %0) : float32 [512,512]
      return %1
    }
  return %2
}`.trim(),
  );
});

jitTest("a kernel that reads a tensor that is not an input is refused by name", async () => {
  using compiled = jit((x: tf.Tensor, y: tf.Tensor) => {
    const reads = (x: tf.Tensor) => [tf.add(x, y)];
    return fused(reads, [x])[0];
  }, { mode: "graph" });
  await assert.rejects(
    compiled(matrix(512, 512), matrix(512, 512)),
    /fused\(reads\).*pass all that it reads/s,
  );
});

jitTest("loss and gradients through the layers' kernels are those op by op, in loops too", async () => {
  const N = 512, C = 384;
  const params = {
    w: tf.mul(matrix(C, C), 0.05),
    norm: { weight: tf.ones([C]) as tf.Tensor1D, bias: tf.zeros([C]) as tf.Tensor1D },
  };
  const x = matrix(N, C), y = tf.randomUniform([N], 0, C, "int32", 3) as tf.Tensor1D;
  const gradient = (w: tf.Tensor) =>
    tf.grad((w: tf.Tensor) =>
      crossEntropy(tf.matMul(gelu(layerNorm(params.norm, tf.matMul(x, w))), w) as tf.Tensor2D, y)
    )(w);
  const descend = (w: tf.Tensor, count: tf.Scalar) =>
    repeat({ w }, { count, step: ({ w }) => ({ w: tf.sub(w, gradient(w)) }) });
  const once = gradient(params.w), thrice = descend(params.w, tf.scalar(3, "int32"));
  for (const mode of ["graph", "xla"] satisfies JitMode[]) {
    using compiled = jit(gradient, { mode }), loop = jit(descend, { mode });
    assertClose(await compiled(params.w), once, 1e-5);
    assertClose((await loop(params.w, tf.scalar(3, "int32"))).w, thrice.w, 1e-4);
    assert.equal(/fused_geluBackward_\d+\(/.test(loop.print()), mode === "graph");
  }
});

jitTest("where a gradient is recorded there is no kernel, and the gradient is whole", async () => {
  using compiled = jit((x: tf.Tensor) => tf.grad((x: tf.Tensor) => fused(wave, [x, x])[0])(x), {
    mode: "graph",
  });
  const x = matrix(512, 512);
  assertClose(await compiled(x), tf.mul(tf.cos(tf.mul(x, 4)), 4), 1e-4); // sin(2 (x + x))
  assert.ok(!compiled.print().includes("PartitionedCall"));
});

jitTest("AdamW: large weights are updated by a kernel as op by op, each with its own moments", async () => {
  const params = { a: matrix(512, 384), b: tf.mul(matrix(512, 384), 2), bias: tf.ones([384]) };
  const grads = { a: tf.square(params.a), b: tf.sin(params.b), bias: tf.mul(params.bias, 0.5) };
  const twice = (p: typeof params, g: typeof params) => {
    const options = { grads: g, lr: tf.scalar(0.01), adamw: { weightDecay: 0.1 } };
    const first = adamw(p, { state: initAdamW(p), ...options });
    return adamw(first.params, { state: first.state, ...options });
  };
  using compiled = jit(twice, { mode: "graph" });
  const found = await compiled(params, grads), expected = twice(params, grads);
  for (const name of ["a", "b", "bias"] as const) {
    assertClose(found.params[name], expected.params[name], 1e-5);
    assertClose(found.state.m[name], expected.state.m[name], 1e-5);
    assertClose(found.state.v[name], expected.state.v[name], 1e-5);
  }
  assert.equal(compiled.print().match(/= PartitionedCall\(/g)?.length, 4, "two weights, twice; no bias");
});

jitTest("kernels are removed with their program, and handles are freed", async (engine) => {
  const x = matrix(512, 512), shift = tf.scalar(0.5);
  const once = async () => {
    using compiled = jit(waves, { mode: "graph" });
    tf.dispose(await compiled(x, shift));
  };
  await once(); // hands the inputs to TensorFlow
  const before = engine.memory();
  await once();
  assert.deepEqual(engine.memory(), before);
});
