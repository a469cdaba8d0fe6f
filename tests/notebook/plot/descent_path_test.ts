import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { descentPath, type Optimizer } from "../../../lib/notebook/plot/descent_path.ts";
import { adamw, initAdamW } from "../../../lib/training/adamw.ts";
import fixture from "../../fixtures/learning/learning.json" with { type: "json" };

const valley = { curvatureX: 1, curvatureY: 20 };
const start = [-4, 1.5] as const;

for (const { optimizer, rate, beta, points } of fixture.paths) {
  Deno.test(`descentPath() takes PyTorch's steps: ${optimizer}`, () => {
    const path = descentPath(valley, {
      optimizer: optimizer as Optimizer,
      rate,
      beta,
      steps: points.length - 1,
      start,
    });
    path.forEach((point, i) =>
      point.forEach((n, axis) => assert.ok(Math.abs(n - points[i][axis]) < 1e-9, `step ${i}: ${point}`))
    );
    assert.equal(path.length, points.length);
  });
}

Deno.test("descentPath()'s AdamW is lib/training's, without decay", async () => {
  await tf.setBackend("cpu");
  const path = descentPath(valley, { optimizer: "AdamW", rate: 0.3, beta: 0.9, steps: 8, start });
  let params = { p: tf.tensor1d([...start]) }, state = initAdamW(params);
  for (const expected of path.slice(1)) {
    const grads = { p: tf.mul(params.p, tf.tensor1d([1, 20])) as tf.Tensor1D };
    ({ params, state } = adamw(params, { state, grads, lr: tf.scalar(0.3), adamw: { weightDecay: 0 } }));
    [...params.p.dataSync()].forEach((n, i) =>
      assert.ok(Math.abs(n - expected[i]) < 1e-4, `${n} ${expected}`)
    );
  }
});

Deno.test("descentPath() ends where a rate is so large that the path leaves the picture", () => {
  const path = descentPath(valley, { optimizer: "SGD", rate: 0.2, beta: 0, steps: 500, start });
  assert.ok(path.length < 20 && path.every((point) => point.every(Number.isFinite)));
  assert.equal(descentPath(valley, { optimizer: "SGD", rate: 0.05, beta: 0, steps: 3, start }).length, 4);
});
