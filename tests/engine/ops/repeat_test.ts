import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { repeat } from "lib/engine/ops";
import { forEachBackend, leakedTensors } from "../../backends.ts";

type State = { readonly a: tf.Tensor; readonly rest: readonly { readonly b: tf.Tensor }[] };

/** Fibonacci, and the sum of the indices. */
const step = ({ a, rest: [{ b }, { b: sum }] }: State, i: tf.Scalar): State => ({
  a: b,
  rest: [{ b: tf.add(a, b) }, { b: tf.add(sum, i) }],
});
const start = (): State => ({
  a: tf.scalar(0),
  rest: [{ b: tf.scalar(1) }, { b: tf.scalar(0, "int32") }],
});

forEachBackend("repeat() gives each step the result of the one before, and its index", () => {
  const { a, rest } = repeat(start(), { count: tf.scalar(10, "int32"), step });
  assert.deepEqual([a, rest[0].b, rest[1].b].map((t) => t.dataSync()[0]), [55, 89, 45]);
});

forEachBackend("repeat() with a count of 0 gives the state itself, in new tensors", () => {
  const given = start();
  const { a, rest } = repeat(given, { count: tf.scalar(0, "int32"), step });
  tf.dispose([given.a, ...given.rest.map(({ b }) => b)]);
  assert.deepEqual([a, rest[0].b].map((t) => t.dataSync()[0]), [0, 1]);
});

forEachBackend("repeat() leaves no tensors behind", () => {
  const given = start(), count = tf.scalar(3, "int32");
  assert.equal(leakedTensors(() => repeat(given, { count, step })), 0);
});

forEachBackend("repeat() refuses a step that changes a shape, and names the tensor", () => {
  const grow = ({ x }: { x: tf.Tensor }) => ({ x: tf.concat([x, x]) });
  assert.throws(
    () => repeat({ x: tf.zeros([2]) }, { count: tf.scalar(1, "int32"), step: grow }),
    /"x" was float32 \(2\), became float32 \(4\)/,
  );
});
