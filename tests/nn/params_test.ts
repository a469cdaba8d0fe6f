import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { countParams, disposeParams, flattenParams, mapParams, type Params, unflattenParams } from "lib/nn";

const tree = () => ({
  wte: { weight: tf.tensor2d([[1, 2], [3, 4]]) },
  h: Array.from({ length: 11 }, (_, i) => ({ ln: { bias: tf.tensor1d([i]) } })),
});

Deno.test("flattenParams() names tensors with dots and array indices, in the order written", () => {
  const names = [...flattenParams(tree()).keys()];
  assert.deepEqual(names.slice(0, 3), ["wte.weight", "h.0.ln.bias", "h.1.ln.bias"]);
  assert.equal(names[11], "h.10.ln.bias");
});

Deno.test("flattenParams() passes over an optional tensor that is not there", () => {
  assert.deepEqual(
    [...flattenParams({ weight: tf.scalar(1), bias: undefined } as unknown as Params).keys()],
    [
      "weight",
    ],
  );
});

Deno.test("unflattenParams() is the inverse of flattenParams()", () => {
  const params = tree();
  const back = unflattenParams<typeof params>(flattenParams(params));
  assert.deepEqual(back, params);
  assert.ok(Array.isArray(back.h));
});

Deno.test("unflattenParams() does not mind the order of the names", () => {
  const params = tree();
  const shuffled = new Map([...flattenParams(params)].reverse());
  assert.deepEqual(unflattenParams(shuffled), params);
});

Deno.test("unflattenParams() refuses names that contradict each other, and gaps", () => {
  const t = tf.scalar(1);
  assert.throws(() => unflattenParams(new Map([["a", t], ["a.b", t]])), /"a.b" does not fit/);
  assert.throws(() => unflattenParams(new Map([["a.b", t], ["a.0", t]])), /"a.0" does not fit/);
  assert.throws(() => unflattenParams(new Map([["h.0.w", t], ["h.2.w", t]])), /"h.1" is missing/);
});

Deno.test("unflattenParams() takes no more memory than its names, whatever index they claim", () => {
  const t = tf.scalar(1);
  for (const index of ["1000000000", "4294967294", "4294967295", "99999999999999999999", "1", "00", "01"]) {
    for (const name of [`h.${index}`, `h.${index}.w`, `a.b.${index}.0`]) {
      const before = Deno.memoryUsage().heapTotal;
      assert.throws(() => unflattenParams(new Map([[name, t]])), /\.0" is missing, ".*" has a gap/, name);
      assert.ok(Deno.memoryUsage().heapTotal - before < 50e6, name);
    }
  }
  assert.throws(() => unflattenParams(new Map([["h.0", t], ["h.1", t], ["h.01", t]])), /"h.2" is missing/);
});

Deno.test("unflattenParams() refuses names that flattenParams() never gives", () => {
  const t = tf.scalar(1);
  for (const name of ["", ".", "a..b", ".a", "a.", "0.w", "7", "a" + ".a".repeat(100_000)]) {
    assert.throws(() => unflattenParams(new Map([[name, t]])), /cannot name a parameter/, name.slice(0, 9));
  }
  assert.throws(() => flattenParams({ "": { a: t } }), /"" cannot name a parameter/);
});

Deno.test("unflattenParams() takes names that every object inherits for names like any other", () => {
  const tensors = new Map(
    ["constructor.weight", "toString", "h.0.valueOf.bias", "__proto__.weight", "a.__proto__"].map((
      n,
    ) => [n, tf.scalar(1)]),
  );
  const params = unflattenParams(tensors);
  assert.deepEqual([...flattenParams(params).keys()], [...tensors.keys()]);
  assert.ok(!("weight" in Object) && !("bias" in Object.prototype.valueOf));
});

Deno.test("flattenParams() refuses keys that a dotted name could not tell apart", () => {
  assert.throws(() => flattenParams({ "a.b": tf.scalar(1) }), /"a.b" cannot name a parameter/);
  assert.throws(() => flattenParams({ 0: tf.scalar(1) } as unknown as Params), /"0" cannot name a parameter/);
  assert.throws(
    () => flattenParams({ a: 3 } as unknown as Params),
    /expected a tensor, object or array at "a"/,
  );
});

Deno.test("mapParams() hands each tensor on with its name and its fellows", () => {
  const a = { w: tf.scalar(2), h: [{ b: tf.scalar(3) }] },
    c = { h: [{ b: tf.scalar(10) }], w: tf.scalar(100) };
  const seen: string[] = [];
  const product = mapParams((x, name, y) => (seen.push(name), tf.mul(x, y)), a, c);
  assert.deepEqual(seen, ["w", "h.0.b"]);
  assert.equal(product.w.arraySync(), 200);
  assert.equal(product.h[0].b.arraySync(), 30);
  assert.throws(
    () => mapParams((x) => x, a, { w: tf.scalar(1) } as unknown as typeof a),
    /no tensor "h.0.b"/,
  );
});

Deno.test("countParams() counts numbers, disposeParams() frees all tensors once", () => {
  const before = tf.memory().numTensors;
  const shared = tf.zeros([5]);
  const params = { ...tree(), again: { a: shared, b: shared } };
  assert.equal(countParams(params), 4 + 11 + 5 + 5);
  disposeParams(params);
  disposeParams(params);
  assert.equal(tf.memory().numTensors, before);
});
