import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { Wrong } from "../../../lib/notebook/exercises/expect.ts";
import { Todo } from "../../../lib/notebook/exercises/todo.ts";
import { callOf, watchAnswer } from "../../../lib/notebook/exercises/watched_answer.ts";
import { Interrupted } from "../../../lib/notebook/kernel/kernel_stop.ts";

type Call = (...args: unknown[]) => unknown;

Deno.test("watchAnswer() passes arguments and result on", () => {
  const { answer, throwIfChanged } = watchAnswer((a: number, b: number) => a - b, "minus");
  assert.equal((answer as Call)(5, 3), 2);
  throwIfChanged();
  assert.equal(watchAnswer(3, "minus").answer, 3);
});

Deno.test("watchAnswer() notices changes at every depth, also of an object, and keeps the first", () => {
  const { answer, throwIfChanged } = watchAnswer((o: { rows: number[][] }) => o.rows[0].pop(), "last");
  (answer as Call)({ rows: [[1, 2], [3]] });
  (answer as Call)({ rows: [[7]] });
  assert.throws(() => throwIfChanged(), {
    name: "Wrong",
    message: "`last({ rows: [ [ 1, 2 ], [ 3 ] ] })` changes its argument to `{ rows: [ [ 1 ], [ 3 ] ] }`",
  });
});

Deno.test("a change explains a wrong result, but not a stopped cell, a stub, or a verdict about the change", () => {
  const { answer, throwIfChanged } = watchAnswer((list: number[]) => list.sort(), "sorted");
  (answer as Call)([2, 1]);
  assert.throws(() => throwIfChanged(new Wrong("it has `1`")), /changes its argument/);
  assert.throws(() => throwIfChanged(new TypeError("x is undefined")), /changes its argument/);
  throwIfChanged(new Interrupted());
  throwIfChanged(new Todo("sort"));
  throwIfChanged(new Wrong("`list` (after the call) is `[ 1, 2 ]`"));
});

Deno.test("callOf() names the call that threw an error", () => {
  const { answer } = watchAnswer((text: string | null) => text!.length, "lengthOf");
  let thrown: unknown;
  try {
    (answer as Call)(null);
  } catch (error) {
    thrown = error;
  }
  assert.equal(callOf(thrown), "lengthOf(null)");
  assert.equal(callOf(new Error("another")), undefined);
  assert.equal(callOf("a text"), undefined);
});

Deno.test("watchAnswer() names a disposed tensor, given or returned, and a BigInt", async () => {
  await tf.setBackend("cpu");
  const fails = (answer: unknown, given: unknown, message: string) =>
    assert.throws(() => (watchAnswer(answer, "f").answer as Call)(given), { name: "Wrong", message });
  const disposes = (x: tf.Tensor) => {
    const y = tf.neg(x);
    x.dispose();
    return y;
  };
  fails(disposes, tf.tensor1d([1, 2]), "`f(Tensor (2))` disposes its argument");
  const returnsDisposed = (x: tf.Tensor) => {
    const y = tf.neg(x);
    y.dispose();
    return y;
  };
  fails(returnsDisposed, tf.tensor1d([1, 2]), "`f(Tensor (2))` gives a tensor that is disposed");
  fails(() => 5n, 1, "`f(1)` gives `5n`");
});
