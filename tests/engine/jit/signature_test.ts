/** Which calls share a program: only those whose arguments differ in nothing but the tensors' values. */
import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { jit } from "lib/engine/jit";
import { signatureKey } from "../../../lib/engine/jit/signature.ts";
import { flattenTree } from "../../../lib/engine/ops/tree.ts";
import { jitTest } from "./engine.ts";

const key = (tree: unknown) => signatureKey(flattenTree(tree, ""));

Deno.test("arguments that differ in anything but a tensor's values have different keys", () => {
  const x = tf.tensor1d([1]), y = tf.tensor1d([2]);
  const trees: unknown[] = [
    ...[null, undefined, NaN, Infinity, -Infinity, 0, -0, 1, -1, 1e21, 0.1, 0.1 + Number.EPSILON, 2 ** 53],
    ...[0n, 1n, -1n, true, false, "", "0", "-0", "1", "1n", "null", "undefined", "NaN", "true", "[]", "{}"],
    ...[
      "float32 [1]",
      "absent",
      '"',
      '\\"',
      "\\",
      "\n",
      "\\n",
      ", ",
      "é",
      "e\u0301",
      "\ud800",
      "\udfff",
      "\ufffd",
    ],
    ...[[], {}, [[]], [{}], { a: [] }, { a: {} }, [null], [undefined], [NaN], [0], [-0], ["0"], [0, 0], [
      [0],
      0,
    ]],
    ...[x, tf.tensor1d([1, 2]), tf.scalar(1), tf.tensor2d([[1]]), tf.tensor1d([1], "int32")],
    ...[tf.tensor1d([true], "bool"), tf.tensor1d(["a"]), tf.zeros([0]), tf.zeros([1, 0])],
    ...[[x], { 0: x }, { "": x }, { "0.0": x }, [[x]], { 0: [x] }, [{ 0: x }], { 0: { 0: x } }],
    ...[{ a: { b: x } }, { "a.b": x }, { "a": x, "b": 1 }, { "a=float32 [1];b": 1 }, { 'a": 1, "b': 1 }],
    ...[{ a: undefined }, { b: undefined }, { a: null }, { a: x, b: x }, { b: x, a: x }, { a: 1, b: 1 }],
    ...[JSON.parse('{"__proto__": 1}'), { constructor: 1 }, [x, undefined], [undefined, x], [x, x]],
    ...["1, 2", [1, 2], ["1", "2"], ["1, 2"], ['1", "2'], { a: "1" }, { "a: 1": 1 }],
  ];
  const known = new Map<string, number>();
  trees.forEach((tree, i) => {
    const same = known.get(key(tree));
    assert.equal(same, undefined, `tree ${i} and tree ${same} share the key ${key(tree)}`);
    known.set(key(tree), i);
  });
  assert.equal(key({ a: x, b: [1] }), key({ a: y, b: [1] }), "a tensor's values do not count");
  assert.equal(key({ a: x, b: [1] }), '{"a": float32 [1], "b": [1]}');
});

Deno.test("values that are neither plain nor tensors are refused with their path and kind", () => {
  class Point {
    x = 1;
  }
  const circle: { self?: unknown } = {};
  circle.self = circle;
  const hidden = Object.defineProperty({}, "x", { value: 1 });
  for (
    const [value, found] of [
      [new Date(0), /found Date$/],
      [new Map([[1, 2]]), /found Map$/],
      [new Set([1]), /found Set$/],
      [/a/, /found RegExp$/],
      [new Point(), /found Point$/],
      [new (class {})(), /found an object of an unnamed class$/],
      [Object(1), /found Number$/],
      [Promise.resolve(1), /found Promise$/],
      [new Float32Array(2), /found Float32Array; make a tensor of it/],
      [new Int32Array(2), /found Int32Array; make a tensor of it/],
      [new Uint8Array(2), /found Uint8Array; make a tensor of it/],
      [new BigInt64Array(2), /found BigInt64Array; make a tensor of it/],
      [new ArrayBuffer(2), /found ArrayBuffer$/],
      [() => 1, /found a function$/],
      [Symbol("a"), /found a symbol$/],
      // deno-lint-ignore no-sparse-arrays
      [[1, , 3], /found an array without an item 1; write undefined there$/],
      [new Array(2 ** 32 - 1), /found an array without an item 0/],
      [/(a)/.exec("a"), /found an array with properties besides its items$/],
      [new (class Row extends Array {})(), /found an array of the class Row$/],
      [{ [Symbol("a")]: 1 }, /found an object with a symbol or a hidden property as a key$/],
      [hidden, /found an object with a symbol or a hidden property as a key$/],
      [circle, /^a\.h\.0\.self: .* found an object that contains itself$/],
    ] as const
  ) {
    assert.throws(() => flattenTree({ a: { h: [value] } }, ""), (error: Error) => {
      assert.ok(error instanceof TypeError);
      assert.match(error.message, found);
      assert.match(error.message, /^a\.h\.0/);
      return true;
    });
  }
  const shared = [1];
  assert.equal(key([shared, shared]), "[[1], [1]]", "twice the same object is no circle");
});

const values = [null, undefined, NaN, Infinity, -Infinity, 0, -0, "", "0", "null", false, 0n, [], {}, [0], {
  0: 0,
}];

for (const mode of ["graph", "xla", "eager"] as const) {
  jitTest(`plain values reach the function as they are, one after the other (${mode})`, async () => {
    const show = (value: unknown) => Deno.inspect(value, { depth: 3 });
    using f = jit((x: tf.Tensor, value: unknown) => ({ x: tf.add(x, 1), seen: show(value) }), { mode });
    for (const value of [...values, ...values]) {
      const { x, seen } = await f(tf.scalar(1), value);
      assert.deepEqual([x.dataSync()[0], seen], [2, show(value)]);
    }
    assert.equal(f.traces.length, mode === "eager" ? 0 : values.length);
  });
}

jitTest("0 and -0 are two programs, as their quotients are", async () => {
  using f = jit((x: tf.Tensor, by: number) => tf.div(x, by), { mode: "graph" });
  const results = [];
  for (const by of [0, -0, 0]) results.push((await f(tf.scalar(1), by)).dataSync()[0]);
  assert.deepEqual(results, [Infinity, -Infinity, Infinity]);
  assert.deepEqual(f.traces.map(({ reason }) => reason), ["first call", "by: 0 -> -0"]);
});

jitTest("a limit of null, Infinity and NaN is three limits", async () => {
  using clamp = jit((x: tf.Tensor, o: { floor: number | null }) =>
    o.floor === null ? x : tf.maximum(x, o.floor)
  );
  const x = tf.tensor1d([1, 2]);
  assert.deepEqual((await clamp(x, { floor: null })).arraySync(), [1, 2]);
  assert.deepEqual((await clamp(x, { floor: Infinity })).arraySync(), [Infinity, Infinity]);
  assert.deepEqual((await clamp(x, { floor: NaN })).arraySync(), [NaN, NaN]);
  assert.deepEqual((await clamp(x, { floor: -Infinity })).arraySync(), [1, 2]);
  assert.equal(clamp.traces.length, 4);
});

jitTest("a change of nesting alone is shown as such", async () => {
  using f = jit((x: unknown) => tf.scalar(Array.isArray(x) ? 1 : 2));
  const results = [];
  const x = tf.scalar(0);
  for (const tree of [[x], { 0: x }, { a: { b: x } }, { "a.b": x }]) {
    results.push((await f(tree)).dataSync()[0]);
  }
  assert.deepEqual(results, [1, 2, 2, 2]);
  assert.deepEqual(f.traces.slice(1).map(({ reason }) => reason), [
    '{"x": [float32 []]} -> {"x": {"0": float32 []}}',
    "x.0: float32 [] -> absent, x.a.b: absent -> float32 []",
    '{"x": {"a": {"b": float32 []}}} -> {"x": {"a.b": float32 []}}',
  ]);
});

jitTest("no argument is taken for another, whatever the names of the parameters", async () => {
  const f = (arg1: tf.Tensor, ...rest: tf.Tensor[]) => rest.reduce((a, b) => tf.sub(a, b), arg1);
  using compiled = jit(f);
  const args = [7, 2, 1].map((value) => tf.scalar(value));
  assert.deepEqual((await compiled(args[0], args[1], args[2])).dataSync()[0], 4);
  assert.deepEqual((await compiled(args[0], args[1])).dataSync()[0], 5);
});
