/** Mixtures of experts: PyTorch's values, routing, capacity, and both ways to balance the router. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { expertCapacity, experts, type ExpertsParams, initExperts, route, seed } from "lib/nn";
import { auxiliaryLoss } from "../../lib/nn/router.ts";
import { slotsOfTokens } from "../../lib/nn/experts.ts";
import { balanceRouter } from "../../lib/nn/router.ts";
import { adamw, initAdamW } from "lib/training";
import { forEachBackend } from "../backends.ts";
import { maxDifference } from "../compare.ts";
import { testLayer } from "./layer.ts";

const fixture = { count: 6, topK: 2, nInner: 5, scores: "sigmoid", routerBias: true, scale: 2.5 } as const;
const paramsOf = (t: Readonly<Record<string, tf.Tensor>>) =>
  ({
    router: { weight: t.router_weight, bias: t.bias },
    c_fc: { weight: t.c_fc_weight },
    c_proj: { weight: t.c_proj_weight },
  }) as ExpertsParams;

for (const [name, capacityFactor] of [["all experts at once", undefined], ["in slots", 2.7]] as const) {
  testLayer(
    "experts",
    (t) =>
      experts(paramsOf(t), t.x as tf.Tensor3D, {
        experts: { ...fixture, capacityFactor },
        activation: "swiglu",
        training: true,
      }),
    `a mixture of experts, ${name},`,
    new URL("../fixtures/deepseek/", import.meta.url),
  );
}

forEachBackend("a full expert drops tokens in their order, and only while training", () => {
  const config = { count: 2, topK: 1, nInner: 3, capacityFactor: 1 };
  const made = initExperts({ width: 2, experts: config }, seed(1));
  const params = { ...made, router: { weight: tf.tensor2d([[5, -5], [0, 0]]) } }; // all rows choose expert 0
  const x = tf.tensor3d([[[1, 2], [1, 3], [1, 4], [1, 5]]]);
  assert.equal(expertCapacity(4, config), 2);
  const all = experts(params, x, { experts: config });
  const dropped = experts(params, x, { experts: config, training: true });
  const rows = (y: tf.Tensor, from: number) => tf.slice(y, [0, from, 0], [1, 2, 2]);
  assert.ok(maxDifference(rows(dropped, 0), rows(all, 0)) < 1e-6);
  assert.ok(rows(dropped, 2).dataSync().every((value) => value === 0));
  assert.ok(rows(all, 2).dataSync().every((value) => value !== 0));
});

forEachBackend("slotsOfTokens() fills each expert from its first slot", () => {
  const index = tf.tensor2d([[0, 1], [1, 0], [1, 2]], [3, 2], "int32");
  const chosen = tf.tensor2d([[1, 1, 0], [1, 1, 0], [0, 1, 1]]);
  // two slots each: expert 1 is full when the third token comes; 6 is where dropped ones go
  assert.deepEqual(slotsOfTokens({ index, chosen }, 2).arraySync(), [[0, 2], [3, 1], [6, 4]]);
});

forEachBackend(
  "only experts of the best groups are chosen, and the bias changes the choice but not the weights",
  () => {
    // sigmoid scores by group: (0.9, 0.1), (0.6, 0.6); the second group has the larger sum
    const logit = (p: number) => Math.log(p / (1 - p));
    const weight = tf.tensor2d([[0.9, 0.1, 0.6, 0.62].map(logit)]), x = tf.tensor2d([[1]]);
    const o = { count: 4, topK: 1, scores: "sigmoid", normalise: false } as const;
    assert.deepEqual(route({ weight }, x, o).index.arraySync(), [[0]]);
    assert.deepEqual(route({ weight }, x, { ...o, groups: 2, keptGroups: 1 }).index.arraySync(), [[3]]);
    const { index, weights } = route({ weight, bias: tf.tensor1d([0, 1, 0, 0]) }, x, o);
    assert.deepEqual(index.arraySync(), [[1]]);
    assert.ok(Math.abs(weights.dataSync()[1] - 0.1) < 1e-6);
  },
);

forEachBackend(
  "the auxiliary loss is α for a balanced batch and its gradient lowers busy experts' scores",
  () => {
    const o = { count: 2, topK: 1, auxLoss: 0.3 };
    const even = { scores: tf.tensor2d([[0.5, 0.5], [0.5, 0.5]]), chosen: tf.tensor2d([[1, 0], [0, 1]]) };
    assert.ok(Math.abs(auxiliaryLoss(even, o).dataSync()[0] - 0.3) < 1e-6);
    const x = tf.tensor2d([[1], [1], [1]]);
    const slope = tf.grad((weight) => {
      const router = { weight: weight as tf.Tensor2D }, routing = route(router, x, o);
      return balanceRouter(tf.zeros([1]), router, { ...o, routing });
    })(tf.tensor2d([[0.2, 0]]));
    const [busy, idle] = slope.dataSync();
    assert.ok(busy > 0 && Math.abs(busy + idle) < 1e-6, `${busy} ${idle}`); // descent lowers expert 0's score
    const p = 1 / (1 + Math.exp(-0.2)), expected = 0.3 * 2 * p * (1 - p); // α f ∂p/∂w, f = 2 for the one that took all
    assert.ok(Math.abs(busy - expected) < 1e-5, `${busy}, expected ${expected}`);
  },
);

forEachBackend(
  "AdamW moves a router's bias by its rate against the excess, whatever the learning rate",
  () => {
    const x = tf.tensor2d([[1], [1], [1], [-1]]), o = { count: 2, topK: 1, routerBias: true } as const;
    const params = { router: { weight: tf.tensor2d([[1, 0]]), bias: tf.tensor1d([0.25, 0]) } };
    const grads = {
      router: {
        weight: tf.zerosLike(params.router.weight),
        bias: tf.grad((bias) => {
          const router = { ...params.router, bias: bias as tf.Tensor1D };
          return balanceRouter(tf.ones([1]), router, { ...o, routing: route(router, x, o) });
        })(params.router.bias),
      },
    };
    const step = { state: initAdamW(params), grads, lr: tf.scalar(0.5), adamw: { routerBiasRate: 0.125 } };
    assert.deepEqual(adamw(params, step).params.router.bias.arraySync(), [0.125, 0.125]); // 3 tokens against 1
  },
);

Deno.test("shared experts are added to the chosen ones", async () => {
  await tf.setBackend("cpu");
  const config = { count: 2, topK: 1, nInner: 3, nShared: 2 };
  const params = initExperts({ width: 2, experts: config }, seed(1)), x = tf.tensor3d([[[1, 2]]]);
  const { shared: _, ...alone } = params;
  assert.deepEqual(params.shared!.c_fc.weight.shape, [2, 6]);
  assert.ok(
    maxDifference(experts(params, x, { experts: config }), experts(alone, x, { experts: config })) > 0,
  );
});
