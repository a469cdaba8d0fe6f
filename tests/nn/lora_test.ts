import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import {
  block,
  type BlockParams,
  countParams,
  disposeParams,
  dropout,
  flattenParams,
  initBlock,
  initLoRA,
  linear,
  type LinearParams,
  LORA_DEFAULTS,
  type LoRAConfig,
  mapParams,
  mergeLoRA,
  type Params,
  randomNormal,
  seed,
  unflattenParams,
  withLoRA,
} from "lib/nn";
import { forEachBackend, leakedTensors } from "../backends.ts";
import { assertGradient, maxDifference } from "../compare.ts";

const config: LoRAConfig = { ...LORA_DEFAULTS, rank: 2, alpha: 6 };
const model = () => ({ h: [initBlock({ width: 8 }, seed(1)), initBlock({ width: 8 }, seed(2))] });
const input = () => randomNormal([2, 5, 8], seed(3)) as tf.Tensor3D;
/** An adapter as training leaves it: B is not zero any more. */
const trained = (base: Params, c = config) => {
  const fresh = initLoRA(base, { config: c, seed: seed(4) });
  const names = [...flattenParams(fresh).keys()];
  return mapParams((t, name) => randomNormal(t.shape, seed(names.indexOf(name)), { std: 0.2 }), fresh);
};

function forward({ h }: { h: BlockParams[] }, x: tf.Tensor3D): tf.Tensor3D {
  return h.reduce((y, p) => block(p, y, { nHead: 2 }), x);
}

forEachBackend("linear() with an adapter by hand: x W + b + x A B", () => {
  const params: LinearParams = {
    weight: tf.tensor2d([[1, 2], [3, 4]]),
    bias: tf.tensor1d([100, 200]),
    lora: { A: tf.tensor2d([[1], [2]]), B: tf.tensor2d([[10, 20]]) },
  };
  // x W = (4, 6), x A = 3, 3 B = (30, 60)
  assert.deepEqual(linear(params, tf.tensor2d([[1, 1]])).arraySync(), [[134, 266]]);
});

forEachBackend("a new adapter leaves the model as it is: B is zero, A is not", () => {
  const base = model();
  const adapter = initLoRA(base, { config, seed: seed(4) });
  const x = input();
  assert.equal(maxDifference(forward(withLoRA(base, adapter, { config }), x), forward(base, x)), 0);
  for (const [name, tensor] of flattenParams(adapter)) {
    const largest = tf.max(tf.abs(tensor)).dataSync()[0];
    if (name.endsWith(".B")) assert.equal(largest, 0);
    else assert.ok(largest > 0 && largest <= 1 / Math.sqrt(tensor.shape[0]), `${name}: ${largest}`);
  }
});

forEachBackend("an adapter has the tensors of its targets only, and only their few parameters", () => {
  const base = model();
  const some: LoRAConfig = { ...config, targets: ["attn.c_proj", "mlp.c_fc"] };
  const adapter = initLoRA(base, { config: some, seed: seed(4) });
  assert.deepEqual([...flattenParams(adapter).keys()], [
    "h.0.attn.c_proj.A",
    "h.0.attn.c_proj.B",
    "h.0.mlp.c_fc.A",
    "h.0.mlp.c_fc.B",
    "h.1.attn.c_proj.A",
    "h.1.attn.c_proj.B",
    "h.1.mlp.c_fc.A",
    "h.1.mlp.c_fc.B",
  ]);
  assert.equal(countParams(adapter), 2 * (2 * (8 + 8) + 2 * (8 + 32))); // layers * (rank * (nIn + nOut) …)
});

forEachBackend("merged weights give the adapted model's values, and the model stays as it was", () => {
  const base = model();
  const adapter = trained(base);
  const x = input();
  const before = forward(base, x);
  const adapted = forward(withLoRA(base, adapter, { config }), x);
  const merged = mergeLoRA(base, adapter, { config });
  assert.ok(maxDifference(forward(merged, x), adapted) < 1e-4);
  assert.ok(maxDifference(adapted, before) > 1e-2, "the adapter does something");
  disposeParams(merged);
  assert.equal(maxDifference(forward(base, x), before), 0);
});

forEachBackend("alpha / rank scales the addition", () => {
  const base = { mlp: { c_fc: { weight: tf.zeros([3, 4]) } } };
  const one: LoRAConfig = { ...config, rank: 2, alpha: 2, targets: ["mlp.c_fc"] };
  const adapter = trained(base, one);
  const matrices = flattenParams(adapter);
  const A = matrices.get("mlp.c_fc.A")!, B = matrices.get("mlp.c_fc.B")!;
  const triple = mergeLoRA(base, adapter, { config: { ...one, alpha: 6 } }).mlp.c_fc.weight;
  assert.ok(maxDifference(triple, tf.mul(tf.matMul(A, B), 3)) < 1e-6);
});

forEachBackend("gradients of A and B are what finite differences show, with dropout too", () => {
  const base = model();
  const x = input();
  for (const rate of [0, 0.4]) {
    const c = { ...config, dropout: rate };
    const adapter = flattenParams(trained(base, c));
    const names = [...adapter.keys()];
    assertGradient((...tensors) => {
      const tree = unflattenParams(new Map(names.map((name, i) => [name, tensors[i]])));
      return forward(withLoRA(base, tree, { config: c, seed: seed(9) }), x);
    }, [...adapter.values()]);
  }
});

forEachBackend("dropout falls on the adapter's input alone, and only with a seed", () => {
  const weight = randomNormal([8, 6], seed(1)) as tf.Tensor2D;
  const A = randomNormal([8, 2], seed(2)) as tf.Tensor2D, B = randomNormal([2, 6], seed(3)) as tf.Tensor2D;
  const x = randomNormal([4, 8], seed(4)) as tf.Tensor2D;
  const drop = { rate: tf.scalar(0.5), seed: seed(5) };
  const expected = tf.add(
    tf.matMul(x, weight),
    tf.matMul(dropout(x, { rate: 0.5, seed: seed(5) }), tf.matMul(A, B)),
  );
  assert.ok(maxDifference(linear({ weight, lora: { A, B, dropout: drop } }, x), expected) < 1e-5);

  const base = model(), c = { ...config, dropout: 0.5 };
  const adapter = trained(base);
  const run = (n?: number) =>
    forward(withLoRA(base, adapter, { config: c, seed: n === undefined ? undefined : seed(n) }), input());
  assert.equal(maxDifference(run(), forward(withLoRA(base, adapter, { config }), input())), 0);
  assert.equal(maxDifference(run(1), run(1)), 0);
  assert.ok(maxDifference(run(1), run(2)) > 1e-3);
});

forEachBackend("adapters leave no tensors behind, forward, backward and merged", () => {
  const base = model();
  const adapter = trained(base);
  const x = input();
  const c = { ...config, dropout: 0.1 };
  const seed1 = seed(1);
  const names = [...flattenParams(adapter).keys()];
  const run = (...tensors: tf.Tensor[]) =>
    tf.tidy(() => {
      const tree = unflattenParams(new Map(names.map((name, i) => [name, tensors[i]])));
      return tf.sum(forward(withLoRA(base, tree, { config: c, seed: seed1 }), x));
    });
  const tensors = [...flattenParams(adapter).values()];
  assert.equal(leakedTensors(() => run(...tensors)), 0);
  assert.equal(leakedTensors(() => tf.grads(run)(tensors)), 0);
  assert.equal(leakedTensors(() => mergeLoRA(base, adapter, { config })), 0);
  assert.equal(leakedTensors(() => initLoRA(base, { config, seed: seed1 })), 0);
});

const refused: readonly [what: string, Partial<LoRAConfig>, RegExp][] = [
  ["rank 0", { rank: 0 }, /rank must be a whole number from 1 up, found 0/],
  ["a negative alpha", { alpha: -1 }, /alpha must be above 0, found -1/],
  ["dropout 1", { dropout: 1 }, /dropout must be a rate from 0 to below 1, found 1/],
  ["no target", { targets: [] }, /targets must be some of attn\.c_attn, .* found \[\]/],
  ["an unknown target", { targets: ["wte" as "mlp.c_fc"] }, /targets must be some of .* found \["wte"\]/],
];
for (const [what, part, message] of refused) {
  Deno.test(`initLoRA() refuses ${what}`, () => {
    const wrong = { ...config, ...part };
    assert.throws(() => initLoRA(model(), { config: wrong, seed: seed(1) }), { name: "RangeError", message });
  });
}

Deno.test("experts get no adapter: their layers are refused by name, the attention beside them is adapted", () => {
  const experts = { count: 4, topK: 2, nInner: 8 };
  const base = { h: [initBlock({ width: 8 }, seed(1)), initBlock({ width: 8, experts }, seed(2))] };
  for (const targets of [LORA_DEFAULTS.targets, ["mlp.c_proj"]] as LoRAConfig["targets"][]) {
    assert.throws(
      () => initLoRA(base, { config: { ...config, targets }, seed: seed(3) }),
      /"h\.1\.mlp\.c_(fc|proj)\.weight" is \(4,8,8\), the weights of several experts/,
    );
  }
  const adapter = initLoRA(base, { config: { ...config, targets: ["attn.c_attn"] }, seed: seed(3) });
  assert.equal(countParams(adapter), 2 * (8 * 2 + 2 * 24));
});

Deno.test("withLoRA() and mergeLoRA() refuse an adapter of another model or config", () => {
  const base = model();
  const adapter = initLoRA(base, { config, seed: seed(1) });
  const smaller = { h: base.h.slice(0, 1) };
  const rank3 = { config: { ...config, rank: 3 } };
  assert.throws(
    () => withLoRA(base, adapter, rank3),
    /"h\.0\.attn\.c_attn\.A" must be \(8,3\).*found \(8,2\)/,
  );
  assert.throws(() => mergeLoRA(smaller, adapter, { config }), /the adapter has "h\.1\.attn\.c_attn\.A"/);
  assert.throws(
    () => withLoRA(base, initLoRA(smaller, { config, seed: seed(1) }), { config }),
    /"h\.1\.attn\.c_attn\.A" must be \(8,2\).*found no such tensor/,
  );
  assert.throws(
    () => initLoRA({ c_fc: { weight: tf.zeros([2, 2]) } }, { config, seed: seed(1) }),
    /has no layer/,
  );
});
