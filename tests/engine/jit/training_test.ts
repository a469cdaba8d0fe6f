import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { gpt, type GPTConfig, type GPTParams, initGPT } from "lib/gpt";
import { jit, type JitOptions } from "lib/engine/jit";
import { disposeParams, flattenParams, seed } from "lib/nn";
import type { AdamWState } from "../../../lib/training/adamw.ts";
import { crossEntropy, initAdamW, makeTrainStep } from "lib/training";
import { leftBehind, NOTHING } from "../tensorflow/left_behind.ts";
import { assertClose, jitTest } from "./engine.ts";

const CONFIG: GPTConfig = {
  vocabSize: 11,
  blockSize: 6,
  nLayer: 2,
  nHead: 2,
  nEmbd: 8,
  dropout: 0,
  qkvBias: true,
  tiedHead: true,
};

/** Trains a small GPT; `options` null: op by op, without jit. */
async function train(
  options: JitOptions | null,
  { steps, dropout = 0, seeds = (i) => i }: {
    steps: number;
    dropout?: number;
    seeds?: (step: number) => number;
  },
): Promise<{ losses: number[]; params: GPTParams; traces: number }> {
  const config = { ...CONFIG, dropout, nLayer: dropout > 0 ? 1 : CONFIG.nLayer };
  const raw = makeTrainStep<GPTParams>({
    loss: (params, { x, y }, { seed }) => crossEntropy(gpt(params, config, x, { seed }), y),
    clipNorm: 1,
  });
  using compiled = jit(raw, options ?? { mode: "eager" });
  const step = options === null ? raw : compiled;
  const batch = {
    x: tf.tensor2d([[1, 2, 3, 4, 5, 6], [7, 8, 9, 10, 0, 1]], [2, 6], "int32"),
    y: tf.tensor2d([[2, 3, 4, 5, 6, 7], [8, 9, 10, 0, 1, 2]], [2, 6], "int32"),
  };
  let params = initGPT(config, seed(3));
  let state: AdamWState<GPTParams> = initAdamW(params);
  const losses: number[] = [];
  for (let i = 0; i < steps; i++) {
    const next = await step(params, state, batch, { lr: tf.scalar(0.01), seed: seed(seeds(i)) });
    losses.push((await next.loss.data())[0]);
    disposeParams(params);
    ({ params, state } = next);
  }
  return { losses, params, traces: compiled.traces.length };
}

for (const mode of ["graph", "xla"] as const) {
  jitTest(`eight training steps of a GPT, compiled, are those op by op (${mode})`, async () => {
    const expected = await train(null, { steps: 8 });
    const actual = await train({ mode }, { steps: 8 });
    assert.equal(actual.traces, 1);
    actual.losses.forEach((loss, i) =>
      assert.ok(Math.abs(loss - expected.losses[i]) < 1e-5, `step ${i}: ${loss}`)
    );
    assert.ok(actual.losses[7] < actual.losses[0] - 0.2, "it learns");
    const weights = flattenParams(expected.params);
    for (const [name, tensor] of flattenParams(actual.params)) assertClose(tensor, weights.get(name)!, 1e-4);
  });
}

for (const mode of ["graph", "xla"] as const) {
  jitTest(`dropout: each step of a compiled function differs, each run repeats (${mode})`, async () => {
    const o = { steps: 4, dropout: 0.3 };
    const eager = await train(null, o), first = await train({ mode }, o), again = await train({ mode }, o);
    assert.deepEqual(again.losses, first.losses);
    first.losses.forEach((loss, i) => assert.ok(Math.abs(loss - eager.losses[i]) < 1e-5));
    const frozen = await train({ mode }, { ...o, seeds: () => 0 });
    assert.equal(frozen.losses[0], first.losses[0]);
    assert.notEqual(frozen.losses[1], first.losses[1]);
  });
}

jitTest(
  "bfloat16 matrix products: the loss stays within 2 % of float32's, the weights stay float32",
  async () => {
    const exact = await train({ mode: "graph" }, { steps: 30 });
    const rounded = await train({ mode: "graph", matmul: "bfloat16" }, { steps: 30 });
    rounded.losses.forEach((loss, i) => {
      assert.ok(
        Math.abs(loss / exact.losses[i] - 1) < 0.02,
        `step ${i}: ${loss}, float32 ${exact.losses[i]}`,
      );
    });
    assert.notDeepEqual(rounded.losses, exact.losses);
    for (const tensor of flattenParams(rounded.params).values()) assert.equal(tensor.dtype, "float32");
  },
);

jitTest("1,000 compiled steps leave tensors, handles and memory where they were", async () => {
  const { megabytes, counts } = await leftBehind(
    `
    const loss = (w, x) => tf.sum(tf.square(tf.matMul(x, w)));
    const step = jit((w, x) => ({ w: tf.sub(w, tf.mul(tf.grad((w) => loss(w, x))(w), 1e-3)) }));
    const x = tf.ones([8, 64]);
    let w = tf.ones([64, 64]);`,
    `const next = await step(w, x); w.dispose(); w = next.w;`,
  );
  assert.deepEqual(counts, NOTHING);
  assert.ok(megabytes < 4, `${megabytes} MB; one leaked parameter a step would be 16`);
});
